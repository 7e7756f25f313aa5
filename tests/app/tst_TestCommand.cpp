// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/JunitReport.h"
#include "app/TestCommand.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using signalbox::app::JunitReport;
using signalbox::app::runTest;

namespace {

const QByteArray policyText = R"({ "signalbox": 1,
  "providers": [{ "id": "sim", "dialect": "simulated", "simulated": { "models": ["x"] } }],
  "targets": [{ "id": "a", "provider": "sim", "model": "x" },
              { "id": "b", "provider": "sim", "model": "y" }],
  "routes": [{ "name": "auto", "graph": { "start": "m", "nodes": {
    "m": { "kind": "match", "when": { "signal": "header.x-team", "op": "==", "value": "blue" },
           "then": "1", "else": "2" },
    "1": { "kind": "target", "target": "a" }, "2": { "kind": "target", "target": "b" } } } }] })";

QByteArray testsText(const QByteArray &target, const QByteArray &more = {})
{
    return "{ \"signalbox_tests\": 1, " + more
        + "\"cases\": [\n{ \"name\": \"blue & <bold>\", \"request\": { \"headers\": { \"x-team\": "
          "\"blue\" }, \"body\": { \"model\": \"auto\" } },\n\"expect\": { \"target\": \""
        + target + "\" } } ] }";
}

/// Every element with its attributes, in order; empty where it is not well-formed.
QStringList elementsOf(const QByteArray &bytes)
{
    QStringList elements;
    QXmlStreamReader xml(bytes);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        QString element = xml.name().toString();
        for (const QXmlStreamAttribute &attribute : xml.attributes())
            element += u' ' + attribute.name().toString() + u'=' + attribute.value().toString();
        elements.append(element);
    }
    return xml.hasError() ? QStringList() : elements;
}

} // namespace

class TestCommandTest final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_err.clear();
        m_out.clear();
        QDir(m_directory.path()).removeRecursively();
        QDir().mkpath(m_directory.path());
    }

    void policyBesideTheTestsIsTaken()
    {
        write("p.signalbox.json", policyText);
        const QString file = write("p.signalbox-tests.json", testsText("a"));

        QCOMPARE(test({file}), 0);
        QCOMPARE(m_err, QString());
        const QStringList lines = m_out.split(u'\n');
        QCOMPARE(lines.value(0), QString(file + QStringLiteral(": 1 of 1 passed")));
        QCOMPARE(lines.value(1), QStringLiteral("  auto: 2 of 3 nodes, 1 of 2 links"));
        QCOMPARE(lines.value(2), QStringLiteral("    nodes not walked: 2"));
        QCOMPARE(lines.value(3), QStringLiteral("    links not walked: m else -> 2"));
    }

    void policyIsNamedByTheTestsOrTheCommand()
    {
        write("other.json", policyText);
        const QString named =
            write("n.signalbox-tests.json", testsText("a", "\"policy\": \"other.json\", "));
        const QString plain = write("q.signalbox-tests.json", testsText("a"));

        QCOMPARE(test({named}), 0);
        QCOMPARE(test({plain}), 2);
        QVERIFY2(m_err.contains(QLatin1String("q.signalbox.json")), qPrintable(m_err));
        QCOMPARE(test({plain}, path("other.json")), 0);
    }

    void failureIsOneLineWithWhatCameAndTheWay()
    {
        write("p.signalbox.json", policyText);
        const QString file = write("p.signalbox-tests.json", testsText("b"));

        QCOMPARE(test({file}), 1);
        QCOMPARE(m_out.section(u'\n', 0, 0),
                 QString(file
                         + QStringLiteral(":2: blue & <bold>: target: expected b, got a "
                                          "[auto: m -> 1]")));
        QVERIFY(m_out.contains(QLatin1String("0 of 1 passed")));
        QCOMPARE(m_err, QString());
    }

    void fileThatCannotBeUsedIsTold_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("line");

        QTest::newRow("no JSON") << QByteArray("[") << QStringLiteral(":1: /");
        QTest::newRow("form") << QByteArray("{ \"signalbox_tests\": 1,\n \"cases\": 1 }")
                              << QStringLiteral(":2: /cases: ");
        QTest::newRow("unknown target")
            << testsText("c") << QStringLiteral(":3: /cases/0/expect/target: ");
    }

    void fileThatCannotBeUsedIsTold()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, line);
        write("p.signalbox.json", policyText);
        const QString file = write("p.signalbox-tests.json", text);

        QCOMPARE(test({file}), 2);
        QVERIFY2(m_err.startsWith(QString(file + line)), qPrintable(m_err));
        QCOMPARE(m_out, QString());
    }

    void otherFilesAreTriedAllTheSame()
    {
        write("p.signalbox.json", policyText);
        const QString good = write("p.signalbox-tests.json", testsText("b"));

        QCOMPARE(test({path("missing.signalbox-tests.json"), m_directory.path(), good}), 2);
        QVERIFY(m_err.contains(QLatin1String("cannot be read")));
        QVERIFY(m_err.contains(QLatin1String("is a directory")));
        QVERIFY(m_out.contains(QLatin1String("0 of 1 passed")));
    }

    void junitReportIsWellFormed()
    {
        write("p.signalbox.json", policyText);
        const QString good = write("p.signalbox-tests.json", testsText("a"));
        const QString bad =
            write("b.signalbox-tests.json", testsText("b", "\"policy\": \"p.signalbox.json\", "));

        QCOMPARE(test({good, bad}, {}, path("report.xml")), 1);
        QFile report(path("report.xml"));
        QVERIFY(report.open(QIODevice::ReadOnly));
        const QStringList elements = elementsOf(report.readAll());

        QCOMPARE(elements.size(), 6);
        QCOMPARE(elements[0], QStringLiteral("testsuites name=signalbox test tests=2 failures=1"));
        QCOMPARE(elements[1],
                 QString(QStringLiteral("testsuite name=") + good
                         + QStringLiteral(" tests=1 failures=0 errors=0")));
        QVERIFY(elements[2].startsWith(QLatin1String("testcase name=blue & <bold> ")));
        QVERIFY(elements[3].endsWith(QLatin1String(" tests=1 failures=1 errors=0")));
        QCOMPARE(elements[5], QStringLiteral("failure message=target: expected b, got a"));
    }

    void reportThatCannotBeWrittenIsTold()
    {
        write("p.signalbox.json", policyText);
        const QString file = write("p.signalbox-tests.json", testsText("a"));

        QCOMPARE(test({file}, {}, path("none/report.xml")), 2);
        QVERIFY(m_err.contains(QLatin1String("cannot be written")));
    }

    void strangeNamesMakeNoBrokenReport()
    {
        signalbox::routing::RouteCaseResult result;
        result.name = QString::fromUtf16(u"a\x01\xFFFE\xD83D\xDE00\xD83D\"]]>");
        result.mismatches.push_back({QStringLiteral("target"), QStringLiteral("\x1b<&>"), {}});
        const auto policy = std::make_shared<const signalbox::models::Policy>();
        const signalbox::routing::RoutePlan plan(policy);
        signalbox::routing::RouteTestReport report{
            .results = {result}, .coverage = signalbox::routing::RouteCoverage(plan)};
        JunitReport junit;
        junit.add(QStringLiteral("f"), report);

        const QStringList elements = elementsOf(junit.toXml());

        QCOMPARE(elements.size(), 4);
        const QString name = QString::fromUtf16(u"a\xFFFD\xFFFD\xD83D\xDE00\xFFFD\"]]>");
        QVERIFY(elements[2].contains(name));
    }

private:
    int test(const QStringList &files, const QString &policy = {}, const QString &junit = {})
    {
        m_err.clear();
        m_out.clear();
        QTextStream out(&m_out);
        QTextStream err(&m_err);
        signalbox::app::Test options{.files = files};
        if (!policy.isEmpty())
            options.policyFile = policy;
        if (!junit.isEmpty())
            options.junitFile = junit;
        return runTest(options, out, err);
    }

    [[nodiscard]] QString path(const char *name) const
    {
        return m_directory.filePath(QString::fromLatin1(name));
    }
    QString write(const char *name, const QByteArray &text)
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            return {};
        return path(name);
    }

    QTemporaryDir m_directory;
    QString m_out;
    QString m_err;
};

QTEST_GUILESS_MAIN(TestCommandTest)
#include "tst_TestCommand.moc"
