// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PolicyLoading.h"

#include "CheckCommand.h"
#include "models/policy/JsonTree.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QStandardPaths>

#include <utility>

namespace signalbox::app {

Q_LOGGING_CATEGORY(lcPolicy, "signalbox.policy")

namespace {
const auto ownPolicy = QLatin1String("policy.signalbox.json");
}

QString dataDirectory(const RunOptions &options)
{
    return options.dataDirectory.value_or(
        QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation));
}

QString pricesPath(const QString &dataDirectory)
{
    return QDir(dataDirectory).filePath(QStringLiteral("prices.json"));
}

QString savePath(const RunOptions &options)
{
    return options.policyFile.value_or(QDir(dataDirectory(options)).filePath(ownPolicy));
}

std::optional<QString> policyPath(const RunOptions &options)
{
    const QString path = savePath(options);
    if (!options.policyFile && !QFile::exists(path))
        return std::nullopt;
    return path;
}

models::Result<models::Policy, QStringList> loadPolicy(const std::optional<QString> &path,
                                                       const std::optional<QString> &dataDirectory)
{
    if (!path)
        return models::Policy::builtIn();
    QFile file(*path);
    if (!file.open(QIODevice::ReadOnly)) {
        // The check says why, in its own words.
        QString lines;
        QTextStream err(&lines);
        runCheck({.file = *path}, err, err);
        err.flush();
        return models::Failure{lines.split(QLatin1Char('\n'), Qt::SkipEmptyParts)};
    }
    std::shared_ptr<const models::PriceBook> prices;
    if (dataDirectory) {
        // Prices that cannot be read are told of where they are put to use.
        if (auto kept = pricesIn(*dataDirectory))
            prices = kept.takeValue();
    }
    auto read = readPolicyFully(file.read(models::JsonTree::maximumBytes + 1), std::move(prices));
    if (!read) {
        QStringList lines;
        for (const models::PolicyProblem &problem : read.error())
            lines.append(problemLine(*path, problem));
        return models::Failure{lines};
    }
    models::ReadPolicy policy = read.takeValue();
    for (const models::PolicyProblem &warning : policy.warnings)
        qCWarning(lcPolicy).noquote() << problemLine(*path, warning);
    return std::move(policy.policy);
}

} // namespace signalbox::app
