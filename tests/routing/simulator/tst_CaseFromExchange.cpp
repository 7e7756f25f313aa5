// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyReader.h"
#include "models/routetests/RouteTestsReader.h"
#include "models/routetests/RouteTestsWriter.h"
#include "routing/simulator/CaseFromExchange.h"
#include "routing/simulator/RouteTestRun.h"
#include "routing/simulator/SecretMask.h"

#include <QFile>
#include <QTest>

using namespace signalbox::models;
using signalbox::routing::caseFromExchange;
using signalbox::routing::withoutKeys;

namespace {

const QByteArray plainBody =
    R"({"model":"auto","max_tokens":50,"messages":[{"role":"user","content":"Hello"}]})";

ExchangeRecord record()
{
    ExchangeRecord record;
    record.id = 0x1A2B3C4D5E6F7890;
    record.startedAtMs = 1'767'614'400'000;
    record.dialect = ClientDialect::OpenAiChat;
    record.client = QStringLiteral("Ann");
    record.requestedModel = QStringLiteral("auto");
    record.route = QStringLiteral("auto");
    record.target = QStringLiteral("small");
    record.variant = QStringLiteral("brief");
    AttemptRecord first;
    first.target = QStringLiteral("mini");
    first.errorClass = ErrorClass::Timeout;
    AttemptRecord second;
    second.target = QStringLiteral("small");
    record.attempts = {first, second};
    return record;
}

void capture(ExchangeRecord &record, const QByteArray &head, const QByteArray &request,
             qint64 omitted = 0)
{
    CapturedBodies bodies;
    bodies.requestHead = head;
    bodies.request = request;
    bodies.requestOmitted = omitted;
    record.bodies = std::make_shared<const CapturedBodies>(bodies);
}

} // namespace

class CaseFromExchangeTest final : public QObject
{
    Q_OBJECT

private slots:
    void exchangeBecomesACase()
    {
        ExchangeRecord exchange = record();
        capture(exchange, "x-team: blue\nuser-agent: tool/1\nX-Team: red\nhost: localhost\n",
                plainBody);

        const auto made = caseFromExchange(exchange, QTimeZone(3600));

        QVERIFY(made);
        const RouteCase &one = made.value();
        QCOMPARE(one.name, QStringLiteral("sbx_1a2b3c4d5e6f7890 of auto"));
        QCOMPARE(one.request.path, QStringLiteral("/v1/chat/completions"));
        QCOMPARE(one.request.body, plainBody);
        QCOMPARE(one.request.client, QStringLiteral("Ann"));
        QCOMPARE(one.request.headers,
                 (QList<HeaderField>{{QByteArray("x-team"), QByteArray("blue")},
                                     {QByteArray("user-agent"), QByteArray("tool/1")}}));
        QCOMPARE(one.conditions.at, QStringLiteral("2026-01-05T13:00:00+01:00"));
        QCOMPARE(one.expectation.route, QStringLiteral("auto"));
        QCOMPARE(one.expectation.targets, QStringList{QStringLiteral("mini")}); // tried first
        QCOMPARE(one.expectation.variant, QStringLiteral("brief"));
    }

    void pathFollowsFromDialectAndBody_data()
    {
        QTest::addColumn<int>("dialect");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("path");

        const auto row = [](const char *name, ClientDialect dialect, const char *body,
                            const char *path) {
            QTest::newRow(name) << static_cast<int>(dialect) << QByteArray(body)
                                << QString::fromLatin1(path);
        };
        row("responses", ClientDialect::OpenAiResponses, "{}", "/v1/responses");
        row("embeddings", ClientDialect::OpenAiEmbeddings, "{}", "/v1/embeddings");
        row("anthropic", ClientDialect::Anthropic, "{}", "/v1/messages");
        row("gemini", ClientDialect::Gemini, R"({"contents":[]})",
            "/v1beta/models/auto:generateContent");
        row("gemini embeds", ClientDialect::Gemini, R"({"content":{}})",
            "/v1beta/models/auto:embedContent");
        row("gemini embeds many", ClientDialect::Gemini, R"({"requests":[]})",
            "/v1beta/models/auto:batchEmbedContents");
        row("ollama chats", ClientDialect::Ollama, R"({"messages":[]})", "/api/chat");
        row("ollama completes", ClientDialect::Ollama, R"({"prompt":""})", "/api/generate");
        row("ollama embeds", ClientDialect::Ollama, R"({"input":""})", "/api/embed");
    }

    void pathFollowsFromDialectAndBody()
    {
        QFETCH(const int, dialect);
        QFETCH(const QByteArray, body);
        QFETCH(const QString, path);
        ExchangeRecord exchange = record();
        exchange.dialect = static_cast<ClientDialect>(dialect);

        const auto made = caseFromExchange(exchange, body);

        QVERIFY(made);
        QCOMPARE(made.value().request.path, path);
    }

    void secretsStayOutside()
    {
        ExchangeRecord exchange = record();
        capture(exchange,
                "Authorization: Bearer sk-live-abcdefghijklmnop\n"
                "x-api-key: sk-live-abcdefghijklmnop\n"
                "api-key: plainpassword\nCookie: session=topsecret\n"
                "x-goog-api-key: AIzaSyA1234567890abcdefgh\n"
                "proxy-authorization: Basic dG9wOnNlY3JldA==\n"
                "x-note: take sk-live-abcdefghijklmnop, please\n",
                R"({"model":"auto","api_key":"topsecret","apiKey":"topsecret","max_tokens":9,
                    "metadata":{"Authorization":"topsecret","user":"ann","token_count":"3"},
                    "messages":[{"role":"user","content":
                    "My key is sk-live-abcdefghijklmnop. Is it 'AKIAABCDEFGHIJKLMNOP'?"}]})");

        const auto made = caseFromExchange(exchange);
        QVERIFY(made);
        RouteTests tests;
        tests.cases = {made.value()};
        const QByteArray text = writeRouteTests(tests);

        for (const char *secret :
             {"sk-live", "abcdefghijklmnop", "topsecret", "plainpassword", "AKIA", "AIza", "dG9w"})
            QVERIFY2(!text.contains(secret), secret);
        QVERIFY(text.contains("My key is [redacted]. Is it"));
        QVERIFY(text.contains("take [redacted], please"));
        QVERIFY(text.contains(R"("max_tokens": 9)"));
        QVERIFY(text.contains(R"("user": "ann")"));
        QVERIFY(text.contains(R"("token_count": "3")"));
    }

    void keysAreMaskedWordByWord_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("clean");

        const auto row = [](const char *text, const char *clean) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(clean);
        };
        row("", "");
        row("An ordinary sentence, with a comma.", "An ordinary sentence, with a comma.");
        row("sk-abcdefghijklmnop", "[redacted]");
        row("(sk-abcdefghijklmnop)", "([redacted])");
        row("a=sk-abcdefghijklmnop&b=sk-qrstuvwxyzabcdef;", "a=[redacted]&b=[redacted];");
        row("claude-3-5-sonnet-20241022", "claude-3-5-sonnet-20241022");
    }

    void keysAreMaskedWordByWord()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, clean);

        QCOMPARE(withoutKeys(text), clean);
    }

    void whatCannotBecomeACaseSaysWhy()
    {
        ExchangeRecord exchange = record();
        QVERIFY(caseFromExchange(exchange).error().contains(QLatin1String("not kept")));
        capture(exchange, {}, plainBody, 1);
        QVERIFY(caseFromExchange(exchange).error().contains(QLatin1String("whole")));
        QVERIFY(caseFromExchange(exchange, QByteArray("[1]"))
                    .error()
                    .contains(QLatin1String("no JSON object")));
    }

    void outcomeThatHasNoTargetIsExpectedAsItWas()
    {
        ExchangeRecord exchange = record();
        exchange.attempts.clear();
        exchange.target.clear();
        exchange.outcome = ExchangeOutcome::Refused;
        QCOMPARE(caseFromExchange(exchange, plainBody).value().expectation.isServed, false);

        exchange.outcome = ExchangeOutcome::Success;
        exchange.target = QStringLiteral("mini");
        exchange.costSource = CostSource::Cached;
        const auto cached = caseFromExchange(exchange, plainBody);
        QCOMPARE(cached.value().expectation.isServed, true);
        QVERIFY(cached.value().expectation.targets.isEmpty());
    }

    void figuresOfTheDecisionBecomeConditions()
    {
        ExchangeRecord exchange = record();
        exchange.decision = std::make_shared<const DecisionText>(R"({"path":[
            {"route":"auto","node":"coder","kind":"target","target":"coder","passed_over":"breaker"},
            {"route":"auto","node":"quick","kind":"pool","strategy":"fastest","percentile":95,
             "members":[
              {"target":"mini","verdict":"chosen","why":"best","ttft_ms":70.5,"in_flight":2},
              {"target":"small","verdict":"excluded","why":"obstacle","obstacle":"breaker",
               "in_flight":0}]}]})");

        const auto made = caseFromExchange(exchange, plainBody);
        const auto &targets = made.value().conditions.targets;

        QCOMPARE(targets.value(QStringLiteral("coder")).isBreakerOpen, true);
        QCOMPARE(targets.value(QStringLiteral("mini")).ttftP95Ms, 70.5);
        QCOMPARE(targets.value(QStringLiteral("mini")).inFlight, 2);
        QCOMPARE(targets.value(QStringLiteral("small")).isBreakerOpen, true);
    }

    /// What was decided is decided again: the way from a record to a test that passes.
    void madeCaseIsMet()
    {
        QFile file(QStringLiteral(SIGNALBOX_TEST_DATA "/policies/routing.signalbox.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto policy =
            std::make_shared<const Policy>(readPolicy(file.readAll()).takeValue().policy);
        signalbox::routing::RouteSimulator simulator(policy);
        RouteConditions slow;
        slow.targets[QStringLiteral("mini")].ttftP95Ms = 6000;
        slow.targets[QStringLiteral("small")].ttftP95Ms = 90;
        const auto decided = simulator.run({.body = plainBody}, slow);
        QCOMPARE(decided.target, QStringLiteral("small"));
        ExchangeRecord exchange = record();
        exchange.client.clear();
        exchange.target = decided.target;
        exchange.attempts.clear();
        exchange.decision = std::make_shared<const DecisionText>(decided.json);

        const auto made = caseFromExchange(exchange, plainBody);

        QVERIFY(made);
        QVERIFY(signalbox::routing::runRouteCase(simulator, {}, made.value()).isPassed());
    }
};

QTEST_GUILESS_MAIN(CaseFromExchangeTest)
#include "tst_CaseFromExchange.moc"
