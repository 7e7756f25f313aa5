// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/spending/SpendingStore.h"
#include "support/HttpProbe.h"
#include "support/Program.h"
#include "support/Wait.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <memory>
#include <vector>

using namespace signalbox::tests;

namespace {

const QByteArray chatPath = QByteArrayLiteral("/v1/chat/completions");
const QByteArray chatBody =
    QByteArrayLiteral(R"({"model":"auto","messages":[{"role":"user","content":"hi"}]})");

const QByteArray goodPolicy = QByteArrayLiteral(R"({
  "signalbox": 1,
  "providers": [ { "id": "sim", "dialect": "simulated",
                   "simulated": { "ttft_ms": 0, "tokens_per_s": 0 } } ],
  "targets": [ { "id": "fast", "provider": "sim", "model": "sim-fast" } ],
  "routes": [ { "name": "auto", "graph": { "start": "n1", "nodes": {
                "n1": { "kind": "target", "target": "fast" } } } } ]
})");

/// A budget over a target whose price nobody knows.
const QByteArray unpricedPolicy = QByteArrayLiteral(R"({
  "signalbox": 1,
  "providers": [ { "id": "here", "dialect": "openai", "base_url": "http:\/\/127.0.0.1:9/v1" } ],
  "targets": [ { "id": "fast", "provider": "here", "model": "nobody-priced-this" } ],
  "budgets": [ { "id": "all", "usd": 1, "period": "day" } ],
  "routes": [ { "name": "auto", "graph": { "start": "n1", "nodes": {
                "n1": { "kind": "target", "target": "fast" } } } } ]
})");

/// The good one with prices, and more than enough to spend each month: no test runs over its end.
const QByteArray budgetedPolicy = QByteArrayLiteral(R"({
  "signalbox": 1,
  "providers": [ { "id": "sim", "dialect": "simulated",
                   "simulated": { "ttft_ms": 0, "tokens_per_s": 0, "input_price_per_m": 3,
                                  "output_price_per_m": 15 } } ],
  "targets": [ { "id": "fast", "provider": "sim", "model": "sim-fast" } ],
  "budgets": [ { "id": "monthly", "period": "month", "usd": 100 } ],
  "routes": [ { "name": "auto", "graph": { "start": "n1", "nodes": {
                "n1": { "kind": "target", "target": "fast" } } } } ]
})");

/// The journal is written this often.
constexpr auto flushInterval =
    std::chrono::milliseconds(signalbox::routing::SpendingStore::flushMs);

/// The value of one line of the metrics, -1 when it is not there.
double metric(quint16 port, const QByteArray &name)
{
    HttpProbe probe(port);
    probe.get("/metrics");
    if (!probe.waitForAnswers())
        return -1;
    for (const QByteArray &line : probe.lastAnswer().body.split('\n')) {
        if (line.startsWith(name) && line.at(name.size()) == ' ')
            return line.mid(name.size() + 1).toDouble();
    }
    return -1;
}

} // namespace

class HeadlessTest final : public QObject
{
    Q_OBJECT

private slots:
    void servesAndStopsOnSigterm()
    {
        Program program;
        const QString policy = program.write(QStringLiteral("p.signalbox.json"), goodPolicy);
        const quint16 port =
            program.serve({QStringLiteral("--policy"), policy, QStringLiteral("--no-client-key")});
        QVERIFY2(port != 0, program.errors.constData());
        HttpProbe probe(port);
        probe.get("/signalbox/v1/health");
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 200);
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers(2));
        QCOMPARE(probe.lastAnswer().status, 200);
        QVERIFY(probe.lastAnswer().json().contains(QStringLiteral("choices")));
        program.process.terminate();
        QCOMPARE(program.finish(), 0);
        QCOMPARE(program.output.count('\n'), 1); // exactly one line, ever
        QVERIFY(!QDir(program.path(QStringLiteral("data"))).isEmpty());
    }

    void needsNoPolicyFile()
    {
        Program program;
        const quint16 port = program.serve({QStringLiteral("--client-key"), QStringLiteral("ck")});
        QVERIFY2(port != 0, program.errors.constData());
        HttpProbe probe(port);
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 401);
        HttpProbe allowed(port);
        allowed.post(chatPath, chatBody, "authorization: Bearer ck\r\n");
        QVERIFY(allowed.waitForAnswers());
        QCOMPARE(allowed.lastAnswer().status, 200);
        program.process.terminate();
        QCOMPARE(program.finish(), 0);
        QVERIFY(!program.errors.contains("ck"));
    }

    void stopsWithAStreamRunning()
    {
        Program program;
        QByteArray slow = goodPolicy;
        slow.replace("\"tokens_per_s\": 0", "\"tokens_per_s\": 1, \"output_tokens\": 1000");
        const QString policy = program.write(QStringLiteral("p.signalbox.json"), slow);
        const quint16 port =
            program.serve({QStringLiteral("--policy"), policy, QStringLiteral("--no-client-key")});
        QVERIFY2(port != 0, program.errors.constData());
        HttpProbe probe(port);
        probe.post(
            chatPath,
            R"({"model":"auto","stream":true,"messages":[{"role":"user","content":"Go on"}]})");
        QVERIFY(probe.waitForBytes("data: "));
        program.process.terminate();
        QVERIFY(probe.waitForClose());
        QVERIFY2(probe.received().contains("Signalbox is stopping"),
                 probe.received().right(500).constData());
        QCOMPARE(program.finish(), 0);
    }

    void budgetsSurviveAKill()
    {
        Program program;
        const QString policy = program.write(QStringLiteral("p.signalbox.json"), budgetedPolicy);
        const QStringList arguments{QStringLiteral("--policy"), policy,
                                    QStringLiteral("--no-client-key")};
        const quint16 port = program.serve(arguments);
        QVERIFY2(port != 0, program.errors.constData());
        HttpProbe probe(port);
        for (int i = 1; i <= 5; ++i) {
            probe.post(chatPath, chatBody);
            QVERIFY(probe.waitForAnswers(i));
            QCOMPARE(probe.lastAnswer().status, 200);
        }
        QTRY_COMPARE(metric(port, "signalbox_budget_reserved_usd{budget=\"monthly\"}"), 0.0);
        const double spent = metric(port, "signalbox_budget_spent_usd{budget=\"monthly\"}");
        QVERIFY2(spent > 0, qPrintable(QString::number(spent)));
        letTimePass(flushInterval + std::chrono::seconds(1));

        program.process.kill(); // SIGKILL
        QVERIFY(program.process.waitForFinished(Program::patienceMs));
        program.output.clear();
        const quint16 again = program.serve(arguments);

        QVERIFY2(again != 0, program.errors.constData());
        QCOMPARE(metric(again, "signalbox_budget_spent_usd{budget=\"monthly\"}"), spent);
        QCOMPARE(metric(again, "signalbox_budget_reserved_usd{budget=\"monthly\"}"), 0.0);
        HttpProbe more(again);
        more.post(chatPath, chatBody);
        QVERIFY(more.waitForAnswers());
        QVERIFY(metric(again, "signalbox_budget_spent_usd{budget=\"monthly\"}") > spent);
    }

    void budgetsSurviveAKillUnderLoad()
    {
        Program program;
        const QString policy = program.write(QStringLiteral("p.signalbox.json"), budgetedPolicy);
        const QStringList arguments{QStringLiteral("--policy"), policy,
                                    QStringLiteral("--no-client-key")};
        const quint16 port = program.serve(arguments);
        QVERIFY2(port != 0, program.errors.constData());
        const char *name = "signalbox_budget_spent_usd{budget=\"monthly\"}";
        HttpProbe probe(port);
        int answers = 0;
        const auto askOften = [&](int times) {
            for (int i = 0; i < times; ++i) {
                probe.post(chatPath, chatBody);
                if (!probe.waitForAnswers(++answers))
                    return false;
            }
            return true;
        };
        QVERIFY(askOften(200));
        const double early = metric(port, name);
        letTimePass(flushInterval + std::chrono::seconds(1));
        QVERIFY(askOften(200));
        const double late = metric(port, name);
        QVERIFY(late > early && early > 0);
        // Many are on their way when it dies.
        std::vector<std::unique_ptr<HttpProbe>> crowd;
        for (int i = 0; i < 50; ++i) {
            crowd.push_back(std::make_unique<HttpProbe>(port));
            crowd.back()->post(chatPath, chatBody);
        }

        program.process.kill(); // SIGKILL
        QVERIFY(program.process.waitForFinished(Program::patienceMs));
        program.output.clear();
        const quint16 again = program.serve(arguments);

        QVERIFY2(again != 0, program.errors.constData());
        const double kept = metric(again, name);
        // Nothing older than an interval is lost, and nothing is counted that was never asked.
        const double each = early / 200;
        QVERIFY2(kept >= early && kept <= late + 50 * each * 2,
                 qPrintable(QStringLiteral("%1, then %2: kept %3").arg(early).arg(late).arg(kept)));
        QCOMPARE(metric(again, "signalbox_budget_reserved_usd{budget=\"monthly\"}"), 0.0);
    }

    void budgetsSurviveAnEnd()
    {
        Program program;
        const QString policy = program.write(QStringLiteral("p.signalbox.json"), budgetedPolicy);
        const QStringList arguments{QStringLiteral("--policy"), policy,
                                    QStringLiteral("--no-client-key")};
        const quint16 port = program.serve(arguments);
        QVERIFY2(port != 0, program.errors.constData());
        HttpProbe probe(port);
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers());
        QTRY_COMPARE(metric(port, "signalbox_budget_reserved_usd{budget=\"monthly\"}"), 0.0);
        const double spent = metric(port, "signalbox_budget_spent_usd{budget=\"monthly\"}");
        QVERIFY(spent > 0);

        program.process.terminate(); // at once: the interval is not waited for
        QCOMPARE(program.finish(), 0);
        program.output.clear();
        const quint16 again = program.serve(arguments);

        QVERIFY2(again != 0, program.errors.constData());
        QCOMPARE(metric(again, "signalbox_budget_spent_usd{budget=\"monthly\"}"), spent);
    }

    void explainKnowsWhatAProxyHasKept()
    {
        Program program;
        QByteArray asked = budgetedPolicy;
        asked.replace("\"start\": \"n1\", \"nodes\": {",
                      "\"start\": \"b\", \"nodes\": { \"b\": { \"kind\": \"budget\", "
                      "\"budget\": \"monthly\", \"within\": \"n1\" },");
        const QString policy = program.write(QStringLiteral("p.signalbox.json"), asked);
        const quint16 port =
            program.serve({QStringLiteral("--policy"), policy, QStringLiteral("--no-client-key")});
        QVERIFY2(port != 0, program.errors.constData());
        HttpProbe probe(port);
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers());
        QTRY_COMPARE(metric(port, "signalbox_budget_reserved_usd{budget=\"monthly\"}"), 0.0);
        const double spent = metric(port, "signalbox_budget_spent_usd{budget=\"monthly\"}");
        QVERIFY(spent > 0);
        program.process.terminate();
        QCOMPARE(program.finish(), 0);

        const QStringList explain{QStringLiteral("explain"), QStringLiteral("--policy"), policy};
        const auto used = [&](const QStringList &arguments) {
            program.output.clear();
            if (program.run(arguments, chatBody) != 0)
                return -1.0;
            return QJsonDocument::fromJson(program.output)[u"path"][0][u"used_usd"].toDouble(-1);
        };
        QCOMPARE(used(explain), 0.0);
        QCOMPARE(
            used(explain
                 + QStringList{QStringLiteral("--data-dir"), program.path(QStringLiteral("data"))}),
            spent);
    }

    void aPortInUseExits75()
    {
        QTcpServer owner;
        QVERIFY(owner.listen(QHostAddress(QHostAddress::LocalHost), 0));
        const QString port = QString::number(owner.serverPort());
        Program program;
        QCOMPARE(program.run({QStringLiteral("--headless"), QStringLiteral("--listen"),
                              QStringLiteral("127.0.0.1:") + port, QStringLiteral("--data-dir"),
                              program.path(QStringLiteral("data"))}),
                 75);
        QVERIFY2(program.errors.contains(port.toLatin1()), program.errors.constData());
        QVERIFY(program.output.isEmpty());
    }

    void aFolderThatCannotBeMadeIsNoOpenDoor()
    {
        Program program;
        QFile blocker(program.path(QStringLiteral("file")));
        QVERIFY(blocker.open(QIODevice::WriteOnly));

        const int code = program.run({QStringLiteral("--headless"), QStringLiteral("--listen"),
                                      QStringLiteral("127.0.0.1:0"), QStringLiteral("--data-dir"),
                                      program.path(QStringLiteral("file/sub"))});

        QCOMPARE(code, 1);
        QVERIFY(program.output.isEmpty());
        QVERIFY2(program.errors.contains("--client-key"), program.errors.constData());
    }

    void windowWithoutADisplayEndsInOrder()
    {
        Program program;

        const int code = program.run({});

        QCOMPARE(code, 1);
        QVERIFY2(program.errors.contains("--headless"), program.errors.constData());
    }

    void usageErrorsExit64_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown option") << QStringList{QStringLiteral("--headles")};
        QTest::newRow("bad address") << QStringList{
            QStringLiteral("--headless"), QStringLiteral("--listen"), QStringLiteral("0.0.0.0:1")};
        QTest::newRow("no file") << QStringList{QStringLiteral("check")};
    }
    void usageErrorsExit64()
    {
        QFETCH(QStringList, arguments);
        Program program;
        QCOMPARE(program.run(arguments), 64);
        QCOMPARE(program.errors.count('\n'), 1);
        QVERIFY(program.output.isEmpty());
    }

    void aBadPolicyExits2WithFileAndLine()
    {
        Program program;
        QByteArray bad = goodPolicy;
        const QString file = program.write(QStringLiteral("bad.signalbox.json"),
                                           bad.replace("\"routes\"", "\"rutes\""));
        const QStringList run{QStringLiteral("--headless"),
                              QStringLiteral("--policy"),
                              file,
                              QStringLiteral("--listen"),
                              QStringLiteral("127.0.0.1:0"),
                              QStringLiteral("--data-dir"),
                              program.path(QStringLiteral("data"))};
        QCOMPARE(program.run(run), 2);
        QVERIFY2(program.errors.contains(QByteArray(file.toLocal8Bit() + ":6: ")),
                 program.errors.constData());
        QVERIFY2(program.errors.contains("routes"), program.errors.constData());

        Program check;
        QCOMPARE(check.run({QStringLiteral("check"), file}), 2);
        QCOMPARE(check.errors, program.errors);
    }

    void checkAcceptsAGoodPolicy()
    {
        Program program;
        const QString file = program.write(QStringLiteral("good.signalbox.json"), goodPolicy);
        QCOMPARE(program.run({QStringLiteral("check"), file}), 0);
        QVERIFY(program.errors.isEmpty());
    }

    void whatIsLoadedWarnsOfWhatCheckWarnsOf()
    {
        Program check;
        const QString file = check.write(QStringLiteral("p.signalbox.json"), unpricedPolicy);
        QCOMPARE(check.run({QStringLiteral("check"), file}), 0);
        QVERIFY2(check.errors.contains("warning: "), check.errors.constData());

        Program loaded;
        QCOMPARE(
            loaded.run({QStringLiteral("explain"), QStringLiteral("--policy"), file}, chatBody), 0);
        QVERIFY2(loaded.errors.contains(check.errors.trimmed()), loaded.errors.constData());
    }

    void explainTellsTheDecision()
    {
        Program program;
        const QString file = program.write(QStringLiteral("p.signalbox.json"), goodPolicy);
        QCOMPARE(
            program.run({QStringLiteral("explain"), QStringLiteral("--policy"), file}, chatBody),
            0);
        const QJsonObject decision = QJsonDocument::fromJson(program.output).object();
        QVERIFY2(!decision.isEmpty(), program.output.constData());
        QVERIFY(program.output.contains("\"fast\""));

        // The policy in a proxy's directory is the one that it runs.
        Program kept;
        kept.write(QStringLiteral("policy.signalbox.json"), goodPolicy);
        kept.run({QStringLiteral("explain"), QStringLiteral("--data-dir"), kept.path(QString())},
                 chatBody);
        QVERIFY2(kept.output.contains("\"fast\""), kept.output.constData());
    }

    void versionAndHelpGoToTheOutput()
    {
        Program version;
        QCOMPARE(version.run({QStringLiteral("--version")}), 0);
        QVERIFY2(version.output.startsWith("signalbox "), version.output.constData());
        Program help;
        QCOMPARE(help.run({QStringLiteral("--help")}), 0);
        QVERIFY(help.output.contains("--headless"));
    }
};

QTEST_GUILESS_MAIN(HeadlessTest)
#include "tst_Headless.moc"
