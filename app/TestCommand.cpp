// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/TestCommand.h"

#include "app/CheckCommand.h"
#include "app/JunitReport.h"
#include "app/PolicyLoading.h"
#include "models/policy/JsonTree.h"
#include "models/routetests/RouteTestsReader.h"
#include "routing/simulator/RouteTestRun.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace signalbox::app {

using models::PolicyProblem;
using routing::CoveredRoute;
using routing::RouteCaseResult;
using routing::RouteTestReport;

namespace {

/// The policy beside the tests \a file: NAME.signalbox.json for NAME.signalbox-tests.json.
QString policyBeside(const QString &file)
{
    const QLatin1String testsEnding(".signalbox-tests.json");
    const QString stem =
        file.endsWith(testsEnding) ? file.chopped(testsEnding.size()) : file.section(u'.', 0, -2);
    return stem + QStringLiteral(".signalbox.json");
}

QString oneLine(QString text)
{
    for (QChar &c : text) {
        if (!c.isPrint() && !c.isSurrogate())
            c = c.isSpace() ? QChar(u' ') : QChar(QChar::ReplacementCharacter);
    }
    return text;
}

/// One run of the command.
class TestRun final
{
public:
    TestRun(const Test &options, QTextStream &out, QTextStream &err)
        : m_options(options)
        , m_out(out)
        , m_err(err)
    {}

    /// Tries one file. False when it cannot be used.
    [[nodiscard]] bool tryFile(const QString &file);
    [[nodiscard]] bool writeJunit();
    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }

private:
    [[nodiscard]] std::optional<QByteArray> read(const QString &file);
    [[nodiscard]] QString policyPathOf(const QString &file, const models::RouteTests &tests) const;
    void print(const QString &file, const QList<PolicyProblem> &problems);
    void tell(const QString &file, const RouteCaseResult &result);
    void summarize(const QString &file, const RouteTestReport &report);

    const Test &m_options;
    QTextStream &m_out;
    QTextStream &m_err;
    JunitReport m_junit;
    bool m_hasFailed = false;
};

std::optional<QByteArray> TestRun::read(const QString &file)
{
    if (QFileInfo(file).isDir()) {
        m_err << file << ": This is a directory, not a file of tests.\n";
        return std::nullopt;
    }
    QFile device(file);
    if (device.open(QIODevice::ReadOnly)) {
        // One byte more than may be, as for a policy.
        QByteArray bytes = device.read(models::JsonTree::maximumBytes + 1);
        if (device.error() == QFileDevice::NoError)
            return bytes;
    }
    m_err << file << ": The file cannot be read: " << device.errorString() << ".\n";
    return std::nullopt;
}

QString TestRun::policyPathOf(const QString &file, const models::RouteTests &tests) const
{
    if (m_options.policyFile)
        return *m_options.policyFile;
    return tests.policy.isEmpty() ? policyBeside(file)
                                  : QFileInfo(file).dir().filePath(tests.policy);
}

void TestRun::print(const QString &file, const QList<PolicyProblem> &problems)
{
    for (const PolicyProblem &problem : problems)
        m_err << problemLine(file, problem) << '\n';
}

bool TestRun::tryFile(const QString &file)
{
    const auto bytes = read(file);
    if (!bytes)
        return false;
    const auto alone = models::readRouteTests(*bytes);
    if (!alone) {
        print(file, alone.error());
        return false;
    }
    auto policy = loadPolicy(policyPathOf(file, alone.value().tests));
    if (!policy) {
        m_err << policy.error().join(u'\n') << '\n';
        return false;
    }
    const auto shared = std::make_shared<const models::Policy>(policy.takeValue());
    const auto tests = models::readRouteTests(*bytes, shared.get());
    print(file, tests ? tests.value().warnings : tests.error());
    if (!tests)
        return false;
    routing::RouteSimulator simulator(shared);
    const RouteTestReport report = routing::runRouteTests(simulator, tests.value().tests);
    for (const RouteCaseResult &result : report.results) {
        if (!result.isPassed())
            tell(file, result);
    }
    summarize(file, report);
    m_hasFailed = m_hasFailed || report.failed() > 0;
    if (m_options.junitFile)
        m_junit.add(file, report);
    return true;
}

void TestRun::tell(const QString &file, const RouteCaseResult &result)
{
    QString line = file + u':' + QString::number(result.line) + QStringLiteral(": ") + result.name
        + QStringLiteral(": ") + mismatchesInWords(result);
    if (!result.way.isEmpty())
        line += QStringLiteral(" [") + result.way + u']';
    m_out << oneLine(line) << '\n';
}

void TestRun::summarize(const QString &file, const RouteTestReport &report)
{
    const auto count = static_cast<int>(report.results.size());
    m_out << file << ": " << count - report.failed() << " of " << count << " passed\n";
    for (const CoveredRoute &route : report.coverage.routes()) {
        m_out << "  " << route.route << ": " << route.coveredNodes << " of " << route.nodes
              << " nodes, " << route.coveredLinks << " of " << route.links << " links\n";
        if (route.coveredNodes == 0)
            continue; // nothing of it, then
        if (!route.uncoveredNodes.isEmpty())
            m_out << "    nodes not walked: " << route.uncoveredNodes.join(QLatin1String(", "))
                  << '\n';
        if (!route.uncoveredLinks.isEmpty())
            m_out << "    links not walked: " << route.uncoveredLinks.join(QLatin1String(", "))
                  << '\n';
    }
}

bool TestRun::writeJunit()
{
    if (!m_options.junitFile)
        return true;
    const QString problem = m_junit.save(*m_options.junitFile);
    if (problem.isEmpty())
        return true;
    m_err << *m_options.junitFile << ": The report cannot be written: " << problem << ".\n";
    return false;
}

} // namespace

int runTest(const Test &options, QTextStream &out, QTextStream &err)
{
    TestRun run(options, out, err);
    bool isSound = true;
    for (const QString &file : options.files)
        isSound = run.tryFile(file) && isSound;
    isSound = run.writeJunit() && isSound;
    out.flush();
    err.flush();
    if (!isSound)
        return checkFailedExitCode;
    return run.hasFailed() ? testFailedExitCode : 0;
}

} // namespace signalbox::app
