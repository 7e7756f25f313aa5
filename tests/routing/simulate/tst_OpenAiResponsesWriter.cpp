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
    R"({"model":"auto","instructions":"Be kind.","input":[{"role":"user","content":[{"type":)"
    R"("input_text","text":"Tell me about trains"}]}]})";
constexpr std::string_view toolBody =
    R"({"input":"please CALL it","tools":[{"type":"web_search"},{"type":"function","name":)"
    R"("lookup","parameters":{"type":"object","properties":{"key":{"enum":["a","b"]}}}}]})";

SimulatedRequest responses(std::string_view body, Delivery delivery = Delivery::Whole)
{
    return requestFor(ClientDialect::OpenAiResponses, body, delivery);
}

} // namespace

class OpenAiResponsesWriterTest final : public QObject
{
    Q_OBJECT

private slots:
    void wholeAnswerHasTheFieldsOfAResponse()
    {
        CaughtAnswer answer;

        ask(responses(hello), answer);

        const QJsonObject json = answer.json();
        QCOMPARE(json[QLatin1String("object")].toString(), QStringLiteral("response"));
        QCOMPARE(json[QLatin1String("status")].toString(), QStringLiteral("completed"));
        const QJsonValue item = json[QLatin1String("output")][0];
        QCOMPARE(item[QLatin1String("type")].toString(), QStringLiteral("message"));
        QVERIFY(item[QLatin1String("content")][0][QLatin1String("text")].toString().startsWith(
            QStringLiteral("Simulated answer")));
        const QJsonValue usage = json[QLatin1String("usage")];
        QCOMPARE(usage[QLatin1String("input_tokens")].toInt(), 7); // 8 + 20 characters
        QCOMPARE(usage[QLatin1String("total_tokens")].toInt(),
                 7 + usage[QLatin1String("output_tokens")].toInt());
    }

    void streamHasEveryEventOnceInOrder()
    {
        CaughtAnswer whole;
        CaughtAnswer streamed;

        ask(responses(hello), whole);
        ask(responses(hello, Delivery::Streamed), streamed);

        QByteArrayList names;
        QString text;
        int sequence = 0;
        const QList<CaughtEvent> events = streamed.events();
        for (const CaughtEvent &event : events) {
            const QJsonObject json = event.json();
            QCOMPARE(json[QLatin1String("type")].toString().toUtf8(), event.name);
            QCOMPARE(json[QLatin1String("sequence_number")].toInt(), sequence++);
            text += json[QLatin1String("delta")].toString();
            if (names.isEmpty() || names.last() != event.name)
                names.append(event.name);
        }
        QCOMPARE(names,
                 QByteArrayList({"response.created", "response.in_progress",
                                 "response.output_item.added", "response.content_part.added",
                                 "response.output_text.delta", "response.output_text.done",
                                 "response.content_part.done", "response.output_item.done",
                                 "response.completed"}));
        const QJsonObject last = events.last().json()[QLatin1String("response")].toObject();
        QCOMPARE(last[QLatin1String("output")], whole.json()[QLatin1String("output")]);
        QCOMPARE(
            last[QLatin1String("output")][0][QLatin1String("content")][0][QLatin1String("text")]
                .toString(),
            text);
    }

    void calledFunctionIsStreamed()
    {
        CaughtAnswer answer;

        ask(responses(toolBody, Delivery::Streamed), answer);

        QByteArrayList names;
        QString arguments;
        const QList<CaughtEvent> events = answer.events();
        for (const CaughtEvent &event : events) {
            if (names.isEmpty() || names.last() != event.name)
                names.append(event.name);
            arguments += event.json()[QLatin1String("delta")].toString();
        }
        QCOMPARE(
            names,
            QByteArrayList({"response.created", "response.in_progress",
                            "response.output_item.added", "response.function_call_arguments.delta",
                            "response.function_call_arguments.done", "response.output_item.done",
                            "response.completed"}));
        QCOMPARE(arguments, QStringLiteral(R"({"key":"a"})"));
        const QJsonValue item =
            events.last().json()[QLatin1String("response")][QLatin1String("output")][0];
        QCOMPARE(item[QLatin1String("name")].toString(), QStringLiteral("lookup"));
        QCOMPARE(item[QLatin1String("arguments")].toString(), arguments);
    }

    void limitMakesTheResponseIncomplete_data()
    {
        QTest::addColumn<bool>("streamed");
        QTest::newRow("whole") << false;
        QTest::newRow("streamed") << true;
    }

    void limitMakesTheResponseIncomplete()
    {
        QFETCH(bool, streamed);
        CaughtAnswer answer;

        ask(responses(R"({"input":"x","max_output_tokens":3})",
                      streamed ? Delivery::Streamed : Delivery::Whole),
            answer);

        QJsonObject json = answer.json();
        if (streamed) {
            QCOMPARE(answer.events().last().name, QByteArray("response.incomplete"));
            json = answer.events().last().json()[QLatin1String("response")].toObject();
        }
        QCOMPARE(json[QLatin1String("status")].toString(), QStringLiteral("incomplete"));
        QCOMPARE(json[QLatin1String("incomplete_details")][QLatin1String("reason")].toString(),
                 QStringLiteral("max_output_tokens"));
        QCOMPARE(json[QLatin1String("usage")][QLatin1String("output_tokens")].toInt(), 3);
    }

    void jsonSchemaIsAnsweredByAnObjectOfIt()
    {
        CaughtAnswer answer;

        ask(responses(R"({"input":"x","text":{"format":{"type":"json_schema","name":"p","schema":)"
                      R"({"type":"object","properties":{"ok":{"type":"boolean"}}}}}})"),
            answer);

        QCOMPARE(answer
                     .json()[QLatin1String("output")][0][QLatin1String("content")][0]
                            [QLatin1String("text")]
                     .toString(),
                 QStringLiteral(R"({"ok":true})"));
    }

    void tokensAreCounted()
    {
        SimulatedRequest request = responses(R"({"input":"sixteen letters."})");
        request.endpoint.operation = Operation::CountTokens;
        CaughtAnswer answer;

        ask(request, answer);

        QCOMPARE(answer.json()[QLatin1String("input_tokens")].toInt(), 4);
    }

    void badRequestsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("parameter");
        QTest::newRow("no input") << QByteArray("{}") << QStringLiteral("input");
        QTest::newRow("empty input") << QByteArray(R"({"input":[]})") << QStringLiteral("input");
        QTest::newRow("number") << QByteArray(R"({"input":3})") << QStringLiteral("input");
        QTest::newRow("item without a role")
            << QByteArray(R"({"input":[{"content":"x"}]})") << QStringLiteral("input");
        QTest::newRow("limit") << QByteArray(R"({"input":"x","max_output_tokens":-1})")
                               << QStringLiteral("max_output_tokens");
    }

    void badRequestsAreRefused()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, parameter);
        CaughtAnswer answer;

        ask(responses({body.constData(), static_cast<std::size_t>(body.size())}), answer);

        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.json()[QLatin1String("error")][QLatin1String("param")].toString(),
                 parameter);
    }
};

QTEST_GUILESS_MAIN(OpenAiResponsesWriterTest)
#include "tst_OpenAiResponsesWriter.moc"
