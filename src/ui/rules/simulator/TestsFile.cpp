// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/simulator/TestsFile.h"

#include "models/policy/JsonTree.h"
#include "models/routetests/RouteTestsReader.h"
#include "models/routetests/RouteTestsWriter.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

namespace signalbox::ui {

using models::PolicyProblem;

namespace {

struct TestsFileWords
{
    Q_DECLARE_TR_FUNCTIONS(TestsFile)
};

QString lineText(const PolicyProblem &problem)
{
    return TestsFileWords::tr("Line %1: %2").arg(problem.line).arg(problem.message);
}

} // namespace

QString testsBeside(const QString &policyPath)
{
    const QLatin1String ending(".signalbox.json");
    const QString stem = policyPath.endsWith(ending) ? policyPath.chopped(ending.size())
                                                     : policyPath.section(u'.', 0, -2);
    return stem + QStringLiteral(".signalbox-tests.json");
}

models::Result<LoadedTests, QString> loadTests(const QString &path, const models::Policy &policy)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return models::Failure{
            TestsFileWords::tr("%1 cannot be read: %2").arg(path, file.errorString())};
    // One byte more than may be: the reader says so then.
    const QByteArray bytes = file.read(models::JsonTree::maximumBytes + 1);
    auto known = models::readRouteTests(bytes, &policy);
    if (known)
        return LoadedTests{.tests = known.takeValue().tests};
    auto alone = models::readRouteTests(bytes);
    if (!alone)
        return models::Failure{lineText(alone.error().first())};
    return LoadedTests{.tests = alone.takeValue().tests,
                       .warning = lineText(known.error().first())};
}

QString saveTests(const QString &path, const models::RouteTests &tests)
{
    QSaveFile file(path);
    const QByteArray text = models::writeRouteTests(tests);
    if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit())
        return {};
    return TestsFileWords::tr("%1 cannot be written: %2").arg(path, file.errorString());
}

} // namespace signalbox::ui
