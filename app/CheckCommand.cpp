// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/CheckCommand.h"

#include "models/catalog/ModelFacts.h"
#include "models/catalog/PriceBook.h"
#include "models/policy/JsonTree.h"
#include "models/policy/PolicyReader.h"

#include <QDate>
#include <QFile>
#include <QFileInfo>

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

models::Result<models::ReadPolicy, QList<PolicyProblem>> readPolicyFully(const QByteArray &bytes)
{
    const auto prices = models::PriceBook::shipped();
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

int runCheck(const QString &file, QTextStream &err, QTextStream &out)
{
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
    const auto result = readPolicyFully(bytes);
    print(file, result ? result.value().warnings : result.error(), err);
    err.flush();
    if (!result)
        return checkFailedExitCode;
    out << file << ": ok\n";
    out.flush();
    return 0;
}

} // namespace signalbox::app
