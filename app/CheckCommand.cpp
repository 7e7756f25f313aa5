// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/CheckCommand.h"

#include "app/PolicyLoading.h"
#include "models/catalog/ModelFacts.h"
#include "models/catalog/PriceBook.h"
#include "models/policy/JsonTree.h"
#include "models/policy/PolicyReader.h"

#include <QDate>
#include <QFile>
#include <QFileInfo>

#include <utility>

namespace signalbox::app {

using models::PolicyProblem;

QString problemLine(const QString &file, const PolicyProblem &problem)
{
    QString text = file + u':' + QString::number(problem.line) + QStringLiteral(": ");
    // The document itself has an empty pointer, which would read like a gap.
    text += problem.path.isEmpty() ? QStringLiteral("/") : problem.path;
    text += QStringLiteral(": ");
    if (problem.severity == PolicyProblem::Severity::Warning)
        text += QStringLiteral("warning: ");
    text += problem.message;
    if (!problem.hint.isEmpty())
        text += u' ' + problem.hint;
    return text;
}

models::Result<models::ReadPolicy, QList<PolicyProblem>>
readPolicyFully(const QByteArray &bytes, std::shared_ptr<const models::PriceBook> prices)
{
    if (!prices)
        prices = models::PriceBook::shipped();
    const auto facts = models::ModelTable::shipped();
    return models::readPolicy(
        bytes, {.prices = prices.get(), .models = facts.get(), .today = QDate::currentDate()});
}

namespace {

void print(const QString &file, const QList<PolicyProblem> &problems, QTextStream &stream)
{
    for (const PolicyProblem &problem : problems)
        stream << problemLine(file, problem) << '\n';
}

} // namespace

models::Result<std::shared_ptr<const models::PriceBook>, QString>
pricesIn(const QString &dataDirectory)
{
    const auto shipped = models::PriceBook::shipped();
    const QString path = pricesPath(dataDirectory);
    if (!QFileInfo(dataDirectory).isDir())
        return models::Failure{
            QString(dataDirectory + QStringLiteral(": There is no such directory."))};
    if (!QFileInfo::exists(path))
        return shipped;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return models::Failure{QString(path + QStringLiteral(": The file cannot be read: ")
                                       + file.errorString() + u'.')};
    auto own = models::PriceBook::fromJson(file.readAll(), *shipped);
    if (!own)
        return models::Failure{QString(path + QStringLiteral(": ") + own.error().where
                                       + QStringLiteral(": ") + own.error().what)};
    return own.takeValue();
}

int runCheck(const Check &check, QTextStream &err, QTextStream &out)
{
    const QString &file = check.file;
    if (QFileInfo(file).isDir()) {
        err << file << ": This is a directory, not a policy.\n";
        err.flush();
        return checkFailedExitCode;
    }
    QFile device(file);
    if (!device.open(QIODevice::ReadOnly)) {
        err << file << ": The file cannot be read: " << device.errorString() << ".\n";
        err.flush();
        return checkFailedExitCode;
    }
    // One byte more than may be: the reader then says that it is too much, and a device file that
    // never ends does no harm.
    const QByteArray bytes = device.read(models::JsonTree::maximumBytes + 1);
    if (device.error() != QFileDevice::NoError) {
        err << file << ": The file cannot be read: " << device.errorString() << ".\n";
        err.flush();
        return checkFailedExitCode;
    }
    std::shared_ptr<const models::PriceBook> prices;
    if (check.dataDirectory) {
        auto kept = pricesIn(*check.dataDirectory);
        if (!kept) {
            err << kept.error() << '\n';
            err.flush();
            return checkFailedExitCode;
        }
        prices = kept.takeValue();
    }
    const auto result = readPolicyFully(bytes, std::move(prices));
    print(file, result ? result.value().warnings : result.error(), err);
    err.flush();
    if (!result)
        return checkFailedExitCode;
    out << file << ": ok\n";
    out.flush();
    return 0;
}

} // namespace signalbox::app
