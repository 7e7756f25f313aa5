// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/SimulatedAsk.h"

#include <QJsonArray>
#include <QTest>

using namespace signalbox::routing;
using namespace signalbox::tests;
using signalbox::models::ClientDialect;

namespace {

constexpr std::string_view hello =
    R"({"contents":[{"role":"user","parts":[{"text":"Tell me about trains"}]}]})";
constexpr std::string_view toolBody =
    R"({"contents":[{"parts":[{"text":"hi"}]}],"tools":[{"functionDeclarations":[{"name":"a"},)"
    R"({"name":"b","parameters":{"type":"OBJECT","properties":{"n":{"type":"INTEGER"}}}}]}],)"
    R"("toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["b"]}}})";

SimulatedRequest gemini(std::string_view body, Delivery delivery = Delivery::Whole)
{
    return requestFor(ClientDialect::Gemini, body, delivery);
}

QString textOf(const QJsonObject &response)
{
    return response[QLatin1String("candidates")][0][QLatin1String("content")]
                   [QLatin1String("parts")][0][QLatin1String("text")]
                       .toString();
}

} // namespace

class GeminiWriterTest final : public QObject
{
    Q_OBJECT

private slots:
    void wholeAnswerHasTheFieldsOfAResponse()
    {
        CaughtAnswer answer;

        ask(gemini(hello), answer);

        const QJsonObject json = answer.json();
        QVERIFY(textOf(json).startsWith(QStringLiteral("Simulated answer")));
        QCOMPARE(json[QLatin1String("candidates")][0][QLatin1String("finishReason")].toString(),
                 QStringLiteral("STOP"));
        const QJsonValue usage = json[QLatin1String("usageMetadata")];
        QCOMPARE(usage[QLatin1String("promptTokenCount")].toInt(), 5);
        QCOMPARE(usage[QLatin1String("totalTokenCount")].toInt(),
                 5 + usage[QLatin1String("candidatesTokenCount")].toInt());
    }

    void eventsEndInCrLfAndJoinToTheWholeText()
    {
        CaughtAnswer whole;
        CaughtAnswer streamed;

        ask(gemini(hello), whole);
        ask(gemini(hello, Delivery::Streamed), streamed);

        QVERIFY(streamed.headers["content-type"].startsWith("text/event-stream"));
        QVERIFY(streamed.body.endsWith("}\r\n\r\n"));
        const QList<CaughtEvent> events = streamed.events();
        QString text;
        for (const CaughtEvent &event : events) {
            QVERIFY(event.name.isEmpty());
            const QJsonObject json = event.json();
            text += textOf(json);
            QCOMPARE(json[QLatin1String("candidates")][0].toObject().contains(
                         QLatin1String("finishReason")),
                     event.data == events.last().data);
            QVERIFY(json.contains(QLatin1String("usageMetadata")));
        }
        QCOMPARE(text, textOf(whole.json()));
        QCOMPARE(events.last().json()[QLatin1String("usageMetadata")],
                 whole.json()[QLatin1String("usageMetadata")]);
    }

    void withoutEventsTheStreamIsOneArray()
    {
        SimulatedRequest request = gemini(hello, Delivery::Streamed);
        request.serverSentEvents = false;
        CaughtAnswer whole;
        CaughtAnswer streamed;

        ask(gemini(hello), whole);
        ask(request, streamed);

        QVERIFY(streamed.headers["content-type"].startsWith("application/json"));
        const QJsonArray responses = QJsonDocument::fromJson(streamed.body).array();
        QVERIFY(responses.size() > 1);
        QString text;
        for (const QJsonValue response : responses)
            text += textOf(response.toObject());
        QCOMPARE(text, textOf(whole.json()));
    }

    void functionCallComesWholeAndStopsWithStop_data()
    {
        QTest::addColumn<bool>("streamed");
        QTest::newRow("whole") << false;
        QTest::newRow("streamed") << true;
    }

    void functionCallComesWholeAndStopsWithStop()
    {
        QFETCH(bool, streamed);
        CaughtAnswer answer;

        ask(gemini(toolBody, streamed ? Delivery::Streamed : Delivery::Whole), answer);

        if (streamed)
            QCOMPARE(answer.events().size(), 1);
        const QJsonObject json = streamed ? answer.events().first().json() : answer.json();
        const QJsonValue candidate = json[QLatin1String("candidates")][0];
        const QJsonValue call = candidate[QLatin1String("content")][QLatin1String("parts")][0]
                                         [QLatin1String("functionCall")];
        QCOMPARE(call[QLatin1String("name")].toString(), QStringLiteral("b"));
        QCOMPARE(call[QLatin1String("args")][QLatin1String("n")].toInt(), 1);
        QCOMPARE(candidate[QLatin1String("finishReason")].toString(), QStringLiteral("STOP"));
    }

    void limitEndsTheAnswer()
    {
        CaughtAnswer answer;

        ask(gemini(
                R"({"contents":[{"parts":[{"text":"x"}]}],"generationConfig":{"maxOutputTokens":2}})"),
            answer);

        QCOMPARE(textOf(answer.json()), QStringLiteral("Simulated answer:"));
        QCOMPARE(
            answer.json()[QLatin1String("candidates")][0][QLatin1String("finishReason")].toString(),
            QStringLiteral("MAX_TOKENS"));
    }

    void stopAtOnceStillEndsTheStream()
    {
        CaughtAnswer answer;

        ask(gemini(R"({"contents":[{"parts":[{"text":"x"}]}],"generationConfig":{"stopSequences":)"
                   R"(["Simulated"]}})",
                   Delivery::Streamed),
            answer);

        QCOMPARE(answer.events().size(), 1);
        const QJsonValue candidate = answer.events().first().json()[QLatin1String("candidates")][0];
        QCOMPARE(candidate[QLatin1String("finishReason")].toString(), QStringLiteral("STOP"));
        QVERIFY(!candidate.toObject().contains(QLatin1String("content")));
    }

    void responseSchemaIsFollowed()
    {
        CaughtAnswer answer;

        ask(gemini(
                R"({"contents":[{"parts":[{"text":"x"}]}],"generationConfig":{"responseMimeType":)"
                R"("application/json","responseSchema":{"type":"OBJECT","properties":{"when":)"
                R"({"type":"STRING","format":"date-time"},"n":{"type":"NUMBER","minimum":2.5}}}}})"),
            answer);

        QCOMPARE(textOf(answer.json()), QStringLiteral(R"({"when":"2026-01-01T00:00:00Z","n":3})"));
    }

    void tokensAreCounted_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("bare") << QByteArray(
            R"({"contents":[{"parts":[{"text":"sixteen letters."}]}]})");
        QTest::newRow("wrapped") << QByteArray(
            R"({"generateContentRequest":{"contents":[{"parts":[{"text":"sixteen letters."}]}]}})");
    }

    void tokensAreCounted()
    {
        QFETCH(QByteArray, body);
        SimulatedRequest request =
            gemini({body.constData(), static_cast<std::size_t>(body.size())});
        request.endpoint.operation = Operation::CountTokens;
        CaughtAnswer answer;

        ask(request, answer);

        QCOMPARE(answer.body, QByteArray(R"({"totalTokens":4})"));
    }

    void badRequestsGetGooglesError_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no JSON") << QByteArray("x");
        QTest::newRow("no contents") << QByteArray("{}");
        QTest::newRow("empty contents") << QByteArray(R"({"contents":[]})");
        QTest::newRow("no parts") << QByteArray(R"({"contents":[{"role":"user"}]})");
        QTest::newRow("unknown role")
            << QByteArray(R"({"contents":[{"role":"assistant","parts":[{"text":"x"}]}]})");
    }

    void badRequestsGetGooglesError()
    {
        QFETCH(QByteArray, body);
        CaughtAnswer answer;

        ask(gemini({body.constData(), static_cast<std::size_t>(body.size())}), answer);

        QCOMPARE(answer.status, 400);
        const QJsonValue error = answer.json()[QLatin1String("error")];
        QCOMPARE(error[QLatin1String("code")].toInt(), 400);
        QCOMPARE(error[QLatin1String("status")].toString(), QStringLiteral("INVALID_ARGUMENT"));
    }
};

QTEST_GUILESS_MAIN(GeminiWriterTest)
#include "tst_GeminiWriter.moc"
