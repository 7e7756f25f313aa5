// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PolicyLoading.h"

#include "CheckCommand.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QStandardPaths>

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
    if (file.open(QIODevice::ReadOnly)) {
        // Prices that cannot be read are told of where they are put to use.
        std::shared_ptr<const models::PriceBook> prices;
        if (auto kept = pricesIn(dataDirectory.value_or(QString())))
            prices = kept.takeValue();
        if (auto read = readPolicyFully(file.readAll(), std::move(prices))) {
            models::ReadPolicy policy = read.takeValue();
            for (const models::PolicyProblem &warning : policy.warnings)
                qCWarning(lcPolicy).noquote() << problemLine(*path, warning);
            return std::move(policy.policy);
        }
    }
    // The check says what is wrong, in its own words.
    QString lines;
    QString ignored;
    QTextStream err(&lines);
    QTextStream out(&ignored);
    runCheck({.file = *path}, err, out);
    err.flush();
    return models::Failure{lines.split(QLatin1Char('\n'), Qt::SkipEmptyParts)};
}

} // namespace signalbox::app
