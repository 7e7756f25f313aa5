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
    R"({"model":"auto","max_tokens":500,"system":"Be kind.","messages":[{"role":"user","content":)"
    R"([{"type":"text","text":"Grüße aus Köln"}]}]})";
constexpr std::string_view toolBody =
    R"({"max_tokens":9,"messages":[{"role":"user","content":"hi"}],"tool_choice":{"type":"tool",)"
    R"("name":"second"},"tools":[{"name":"first","input_schema":{"type":"object"}},{"name":)"
    R"("second","input_schema":{"type":"object","properties":{"when":{"type":"string","format":)"
    R"("date"}}}}]})";

SimulatedRequest messages(std::string_view body, Delivery delivery = Delivery::Whole)
{
    return requestFor(ClientDialect::Anthropic, body, delivery);
}

QByteArrayList namesOf(const QList<CaughtEvent> &events)
{
    QByteArrayList names;
    for (const CaughtEvent &event : events) {
        if (names.isEmpty() || names.last() != event.name)
            names.append(event.name);
    }
    return names;
}

} // namespace

class AnthropicWriterTest final : public QObject
{
    Q_OBJECT

private slots:
    void wholeAnswerHasTheFieldsOfAMessage()
    {
        CaughtAnswer answer;

        ask(messages(hello), answer);

        QCOMPARE(answer.status, 200);
        QVERIFY(answer.headers.contains("request-id"));
        const QJsonObject json = answer.json();
        QCOMPARE(json[QLatin1String("type")].toString(), QStringLiteral("message"));
        QCOMPARE(json[QLatin1String("role")].toString(), QStringLiteral("assistant"));
        QCOMPARE(json[QLatin1String("stop_reason")].toString(), QStringLiteral("end_turn"));
        const QString text = json[QLatin1String("content")][0][QLatin1String("text")].toString();
        QVERIFY2(text.startsWith(QStringLiteral("Simulated answer about Grüße Köln:")),
                 qPrintable(text));
        const QJsonValue usage = json[QLatin1String("usage")];
        QCOMPARE(usage[QLatin1String("input_tokens")].toInt(), 6); // 8 + 14 characters
        QCOMPARE(usage[QLatin1String("output_tokens")].toInt(),
                 static_cast<int>(text.split(QLatin1Char(' ')).size()));
    }

    void streamHasTheEventsInOrderAndJoinsToTheWholeText()
    {
        CaughtAnswer whole;
        CaughtAnswer streamed;

        ask(messages(hello), whole);
        ask(messages(hello, Delivery::Streamed), streamed);

        const QList<CaughtEvent> events = streamed.events();
        QCOMPARE(
            namesOf(events),
            QByteArrayList({"message_start", "content_block_start", "ping", "content_block_delta",
                            "content_block_stop", "message_delta", "message_stop"}));
        QString text;
        int deltas = 0;
        for (const CaughtEvent &event : events) {
            const QJsonObject json = event.json();
            QCOMPARE(json[QLatin1String("type")].toString().toUtf8(), event.name);
            const QJsonValue delta = json[QLatin1String("delta")];
            if (delta[QLatin1String("type")] == QLatin1String("text_delta")) {
                text += delta[QLatin1String("text")].toString();
                ++deltas;
            }
        }
        QCOMPARE(text, whole.json()[QLatin1String("content")][0][QLatin1String("text")].toString());
        const QJsonObject start = events.first().json()[QLatin1String("message")].toObject();
        QVERIFY(start[QLatin1String("content")].toArray().isEmpty());
        QVERIFY(start[QLatin1String("stop_reason")].isNull());
        const QJsonObject end = events.at(events.size() - 2).json();
        QCOMPARE(end[QLatin1String("usage")][QLatin1String("output_tokens")].toInt(), deltas);
        QCOMPARE(end[QLatin1String("usage")][QLatin1String("input_tokens")],
                 start[QLatin1String("usage")][QLatin1String("input_tokens")]);
        QCOMPARE(end[QLatin1String("delta")][QLatin1String("stop_reason")].toString(),
                 QStringLiteral("end_turn"));
    }

    void namedToolIsUsedAndStreamed()
    {
        CaughtAnswer whole;
        CaughtAnswer streamed;

        ask(messages(toolBody), whole);
        ask(messages(toolBody, Delivery::Streamed), streamed);

        const QJsonValue block = whole.json()[QLatin1String("content")][0];
        QCOMPARE(block[QLatin1String("type")].toString(), QStringLiteral("tool_use"));
        QCOMPARE(block[QLatin1String("name")].toString(), QStringLiteral("second"));
        QCOMPARE(block[QLatin1String("input")][QLatin1String("when")].toString(),
                 QStringLiteral("2026-01-01"));
        QByteArray input;
        for (const CaughtEvent &event : streamed.events())
            input += event.json()[QLatin1String("delta")][QLatin1String("partial_json")]
                         .toString()
                         .toUtf8();
        QCOMPARE(QJsonDocument::fromJson(input).object(), block[QLatin1String("input")].toObject());
    }

    void stopSequenceIsNamed()
    {
        constexpr std::string_view body =
            R"({"max_tokens":50,"stop_sequences":["answer"],"messages":[{"role":"user","content":"x"}]})";
        CaughtAnswer answer;

        ask(messages(body), answer);

        const QJsonObject json = answer.json();
        QCOMPARE(json[QLatin1String("stop_reason")].toString(), QStringLiteral("stop_sequence"));
        QCOMPARE(json[QLatin1String("stop_sequence")].toString(), QStringLiteral("answer"));
        QCOMPARE(json[QLatin1String("content")][0][QLatin1String("text")].toString(),
                 QStringLiteral("Simulated "));
    }

    void limitEndsTheAnswer()
    {
        CaughtAnswer answer;

        ask(messages(R"({"max_tokens":1,"messages":[{"role":"user","content":"x"}]})"), answer);

        QCOMPARE(answer.json()[QLatin1String("stop_reason")].toString(),
                 QStringLiteral("max_tokens"));
    }

    void tokensAreCountedWithoutALimit()
    {
        SimulatedRequest request =
            messages(R"({"messages":[{"role":"user","content":"sixteen letters."}]})");
        request.endpoint.operation = Operation::CountTokens;
        CaughtAnswer answer;

        ask(request, answer);

        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, QByteArray(R"({"input_tokens":4})"));
    }

    void badRequestsGetAnthropicsError_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no JSON") << QByteArray("{");
        QTest::newRow("no limit") << QByteArray(R"({"messages":[{"role":"user","content":"x"}]})");
        QTest::newRow("no messages") << QByteArray(R"({"max_tokens":5})");
        QTest::newRow("empty messages") << QByteArray(R"({"max_tokens":5,"messages":[]})");
        QTest::newRow("unknown role")
            << QByteArray(R"({"max_tokens":5,"messages":[{"role":"tool","content":"x"}]})");
        QTest::newRow("too hot") << QByteArray(
            R"({"max_tokens":5,"temperature":1.5,"messages":[{"role":"user","content":"x"}]})");
    }

    void badRequestsGetAnthropicsError()
    {
        QFETCH(QByteArray, body);
        CaughtAnswer answer;

        ask(messages({body.constData(), static_cast<std::size_t>(body.size())}), answer);

        QCOMPARE(answer.status, 400);
        const QJsonObject json = answer.json();
        QCOMPARE(json[QLatin1String("type")].toString(), QStringLiteral("error"));
        QCOMPARE(json[QLatin1String("error")][QLatin1String("type")].toString(),
                 QStringLiteral("invalid_request_error"));
        QVERIFY(json[QLatin1String("request_id")].toString().startsWith(QLatin1String("req_sim")));
    }
};

QTEST_GUILESS_MAIN(AnthropicWriterTest)
#include "tst_AnthropicWriter.moc"
