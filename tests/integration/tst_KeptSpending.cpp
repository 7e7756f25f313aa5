// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/spending/SpendingStore.h"
#include "support/ChatSamples.h"
#include "support/HttpProbe.h"
#include "support/Program.h"
#include "support/Wait.h"

#include <QJsonDocument>
#include <QTest>

#include <memory>
#include <vector>

using namespace signalbox::tests;

namespace {

/// Asks the route that every policy here has.
const QByteArray autoBody =
    QByteArrayLiteral(R"({"model":"auto","messages":[{"role":"user","content":"hi"}]})");

/// With prices, and more than enough to spend each month: no test runs over its end.
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

/// The program as a proxy with a policy, which ends and begins again.
class RestartedProxy : public Program
{
public:
    explicit RestartedProxy(const QByteArray &policyText)
        : m_policy(write(QStringLiteral("p.signalbox.json"), policyText))
    {}

    [[nodiscard]] const QString &policy() const { return m_policy; }
    /// The port, or 0.
    quint16 begin()
    {
        output.clear();
        return serve({QStringLiteral("--policy"), m_policy, QStringLiteral("--no-client-key")});
    }
    /// By SIGKILL.
    bool die()
    {
        process.kill();
        return process.waitForFinished(patienceMs);
    }
    bool end()
    {
        process.terminate();
        return finish() == 0;
    }

private:
    QString m_policy;
};

} // namespace

/// What the program counts, and what of it outlasts its end.
class KeptSpendingTest final : public QObject
{
    Q_OBJECT

private slots:
    void budgetsSurviveAKill()
    {
        RestartedProxy program(budgetedPolicy);
        const quint16 port = program.begin();
        QVERIFY2(port != 0, program.errors.constData());
        HttpProbe probe(port);
        for (int i = 1; i <= 5; ++i) {
            probe.post(chatPath, autoBody);
            QVERIFY(probe.waitForAnswers(i));
            QCOMPARE(probe.lastAnswer().status, 200);
        }
        QTRY_COMPARE(metric(port, "signalbox_budget_reserved_usd{budget=\"monthly\"}"), 0.0);
        const double spent = metric(port, "signalbox_budget_spent_usd{budget=\"monthly\"}");
        QVERIFY2(spent > 0, qPrintable(QString::number(spent)));
        letTimePass(flushInterval + std::chrono::seconds(1));

        QVERIFY(program.die());
        const quint16 again = program.begin();

        QVERIFY2(again != 0, program.errors.constData());
        QCOMPARE(metric(again, "signalbox_budget_spent_usd{budget=\"monthly\"}"), spent);
        QCOMPARE(metric(again, "signalbox_budget_reserved_usd{budget=\"monthly\"}"), 0.0);
        HttpProbe more(again);
        more.post(chatPath, autoBody);
        QVERIFY(more.waitForAnswers());
        QVERIFY(metric(again, "signalbox_budget_spent_usd{budget=\"monthly\"}") > spent);
    }

    void budgetsSurviveAKillUnderLoad()
    {
        RestartedProxy program(budgetedPolicy);
        const quint16 port = program.begin();
        QVERIFY2(port != 0, program.errors.constData());
        const char *name = "signalbox_budget_spent_usd{budget=\"monthly\"}";
        HttpProbe probe(port);
        int answers = 0;
        const auto askOften = [&](int times) {
            for (int i = 0; i < times; ++i) {
                probe.post(chatPath, autoBody);
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
            crowd.back()->post(chatPath, autoBody);
        }

        QVERIFY(program.die());
        const quint16 again = program.begin();

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
        RestartedProxy program(budgetedPolicy);
        const quint16 port = program.begin();
        QVERIFY2(port != 0, program.errors.constData());
        HttpProbe probe(port);
        probe.post(chatPath, autoBody);
        QVERIFY(probe.waitForAnswers());
        QTRY_COMPARE(metric(port, "signalbox_budget_reserved_usd{budget=\"monthly\"}"), 0.0);
        const double spent = metric(port, "signalbox_budget_spent_usd{budget=\"monthly\"}");
        QVERIFY(spent > 0);

        QVERIFY(program.end()); // at once: the interval is not waited for
        const quint16 again = program.begin();

        QVERIFY2(again != 0, program.errors.constData());
        QCOMPARE(metric(again, "signalbox_budget_spent_usd{budget=\"monthly\"}"), spent);
    }

    void explainKnowsWhatAProxyHasKept()
    {
        QByteArray asked = budgetedPolicy;
        asked.replace("\"start\": \"n1\", \"nodes\": {",
                      "\"start\": \"b\", \"nodes\": { \"b\": { \"kind\": \"budget\", "
                      "\"budget\": \"monthly\", \"within\": \"n1\" },");
        RestartedProxy program(asked);
        const quint16 port = program.begin();
        QVERIFY2(port != 0, program.errors.constData());
        HttpProbe probe(port);
        probe.post(chatPath, autoBody);
        QVERIFY(probe.waitForAnswers());
        QTRY_COMPARE(metric(port, "signalbox_budget_reserved_usd{budget=\"monthly\"}"), 0.0);
        const double spent = metric(port, "signalbox_budget_spent_usd{budget=\"monthly\"}");
        QVERIFY(spent > 0);
        QVERIFY(program.end());

        const QStringList explain{QStringLiteral("explain"), QStringLiteral("--policy"),
                                  program.policy()};
        const auto used = [&](const QStringList &arguments) {
            program.output.clear();
            if (program.run(arguments, autoBody) != 0)
                return -1.0;
            return QJsonDocument::fromJson(program.output)[u"path"][0][u"used_usd"].toDouble(-1);
        };
        QCOMPARE(used(explain), 0.0);
        QCOMPARE(
            used(explain
                 + QStringList{QStringLiteral("--data-dir"), program.path(QStringLiteral("data"))}),
            spent);
    }

    void rateLimitsSurviveTheEnd_data()
    {
        QTest::addColumn<QByteArray>("limited");
        QTest::addColumn<bool>("isKilled");
        QByteArray ofRoute = budgetedPolicy;
        ofRoute.replace("\"start\": \"n1\", \"nodes\": {",
                        "\"start\": \"l\", \"nodes\": { \"l\": { \"kind\": \"rate_limit\", "
                        "\"requests\": 3, \"window_s\": 86400, \"within\": \"n1\" },");
        QByteArray ofClient = budgetedPolicy;
        ofClient.replace("\"budgets\":",
                         "\"clients\": [ { \"name\": \"ci\", \"key\": "
                         "\"env:SIGNALBOX_TEST_CLIENT\", \"limits\": { \"requests\": 3, "
                         "\"window_s\": 86400 } } ], \"budgets\":");
        QTest::newRow("of a route, killed") << ofRoute << true;
        QTest::newRow("of a route, ended") << ofRoute << false;
        QTest::newRow("of a client, killed") << ofClient << true;
        QTest::newRow("of a client, ended") << ofClient << false;
    }
    void rateLimitsSurviveTheEnd()
    {
        QFETCH(QByteArray, limited);
        QFETCH(bool, isKilled);
        RestartedProxy program(limited);
        QProcessEnvironment environment = program.process.processEnvironment();
        environment.insert(QStringLiteral("SIGNALBOX_TEST_CLIENT"), QStringLiteral("ci-4711"));
        program.process.setProcessEnvironment(environment);
        const QByteArray asClient = "Authorization: Bearer ci-4711\r\n";
        const quint16 port = program.begin();
        QVERIFY2(port != 0, program.errors.constData());
        HttpProbe probe(port);
        for (int i = 1; i <= 2; ++i) {
            probe.post(chatPath, autoBody, asClient);
            QVERIFY(probe.waitForAnswers(i));
            QCOMPARE(probe.lastAnswer().status, 200);
        }

        if (isKilled)
            letTimePass(flushInterval + std::chrono::seconds(1));
        QVERIFY(isKilled ? program.die() : program.end());
        const quint16 again = program.begin();

        QVERIFY2(again != 0, program.errors.constData());
        for (const int status : {200, 429}) {
            HttpProbe asked(again);
            asked.post(chatPath, autoBody, asClient);
            QVERIFY(asked.waitForAnswers());
            QCOMPARE(asked.lastAnswer().status, status);
        }
    }
};

QTEST_GUILESS_MAIN(KeptSpendingTest)
#include "tst_KeptSpending.moc"
