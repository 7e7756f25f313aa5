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
    R"({"model":"auto","messages":[{"role":"user","content":"Tell me about trains"}]})";
constexpr std::string_view toolBody =
    R"({"messages":[{"role":"user","content":"hi"}],"tool_choice":"required","tools":[{"type":)"
    R"("function","function":{"name":"get_weather","parameters":{"type":"object","properties":)"
    R"({"city":{"type":"string"},"days":{"type":"integer","minimum":3}},"required":["city"]}}}]})";

SimulatedRequest chat(std::string_view body, Delivery delivery = Delivery::Whole)
{
    return requestFor(ClientDialect::OpenAiChat, body, delivery);
}

QJsonObject firstChoice(const QJsonObject &object)
{
    return object[QLatin1String("choices")].toArray().at(0).toObject();
}

} // namespace

class OpenAiChatWriterTest final : public QObject
{
    Q_OBJECT

private slots:
    void wholeAnswerHasTheFieldsOfACompletion()
    {
        CaughtAnswer answer;

        ask(chat(hello), answer);

        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.headers["content-type"], QByteArray("application/json"));
        QCOMPARE(answer.contentLength, answer.body.size());
        QVERIFY(answer.sawLast);
        const QJsonObject json = answer.json();
        QCOMPARE(json[QLatin1String("object")].toString(), QStringLiteral("chat.completion"));
        QCOMPARE(json[QLatin1String("model")].toString(), QStringLiteral("sim-fast"));
        const QJsonObject choice = firstChoice(json);
        QCOMPARE(choice[QLatin1String("finish_reason")].toString(), QStringLiteral("stop"));
        const QString text = choice[QLatin1String("message")][QLatin1String("content")].toString();
        QVERIFY2(text.startsWith(QStringLiteral("Simulated answer about Tell trains"))
                     || text.startsWith(QStringLiteral("Simulated answer about Tell about trains")),
                 qPrintable(text));
    }

    void usageAddsUpAndCountsTheWords()
    {
        CaughtAnswer answer;

        ask(chat(hello), answer);

        const QJsonObject json = answer.json();
        const QJsonValue usage = json[QLatin1String("usage")];
        const int output = usage[QLatin1String("completion_tokens")].toInt();
        QCOMPARE(usage[QLatin1String("total_tokens")].toInt(),
                 usage[QLatin1String("prompt_tokens")].toInt() + output);
        QCOMPARE(usage[QLatin1String("prompt_tokens")].toInt(), 5); // 20 characters
        const QString text =
            firstChoice(json)[QLatin1String("message")][QLatin1String("content")].toString();
        QCOMPARE(static_cast<int>(text.split(QLatin1Char(' ')).size()), output);
    }

    void streamIsTheWholeAnswerInPieces()
    {
        CaughtAnswer whole;
        CaughtAnswer streamed;

        ask(chat(hello), whole);
        ask(chat(hello, Delivery::Streamed), streamed);

        QCOMPARE(streamed.headers["content-type"], QByteArray("text/event-stream; charset=utf-8"));
        const QList<CaughtEvent> events = streamed.events();
        QCOMPARE(events.last().data, QByteArray("[DONE]"));
        QCOMPARE(firstChoice(events.first().json())[QLatin1String("delta")][QLatin1String("role")]
                     .toString(),
                 QStringLiteral("assistant"));
        QString text;
        for (const CaughtEvent &event : events.mid(0, events.size() - 1)) {
            const QJsonObject json = event.json();
            QCOMPARE(json[QLatin1String("object")].toString(),
                     QStringLiteral("chat.completion.chunk"));
            QVERIFY(!json.contains(QLatin1String("usage")));
            text += firstChoice(json)[QLatin1String("delta")][QLatin1String("content")].toString();
        }
        QCOMPARE(text,
                 firstChoice(whole.json())[QLatin1String("message")][QLatin1String("content")]
                     .toString());
        QCOMPARE(firstChoice(events.at(events.size() - 2).json())[QLatin1String("finish_reason")]
                     .toString(),
                 QStringLiteral("stop"));
    }

    void usageChunkComesOnlyWhenAskedFor()
    {
        CaughtAnswer answer;
        SimulatedRequest request = chat(hello, Delivery::Streamed);
        request.includeUsage = true;

        ask(request, answer);

        const QList<CaughtEvent> events = answer.events();
        const QJsonObject usageChunk = events.at(events.size() - 2).json();
        QVERIFY(usageChunk[QLatin1String("choices")].toArray().isEmpty());
        QCOMPARE(usageChunk[QLatin1String("usage")][QLatin1String("completion_tokens")].toInt(),
                 static_cast<int>(events.size()) - 4); // role, finish, usage, [DONE]
        QVERIFY(events.first().json()[QLatin1String("usage")].isNull());
    }

    void limitsEndTheAnswer_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("text");
        QTest::newRow("max_tokens") << QByteArray(R"("max_tokens":2)") << QStringLiteral("length")
                                    << QStringLiteral("Simulated answer");
        QTest::newRow("max_completion_tokens")
            << QByteArray(R"("max_completion_tokens":1.0)") << QStringLiteral("length")
            << QStringLiteral("Simulated");
        QTest::newRow("stop text") << QByteArray(R"("stop":" about")") << QStringLiteral("stop")
                                   << QStringLiteral("Simulated answer");
        QTest::newRow("stop list, earliest wins")
            << QByteArray(R"("stop":["about","wer"])") << QStringLiteral("stop")
            << QStringLiteral("Simulated ans");
        QTest::newRow("limit before stop")
            << QByteArray(R"("max_tokens":1,"stop":"about")") << QStringLiteral("length")
            << QStringLiteral("Simulated");
    }

    void limitsEndTheAnswer()
    {
        QFETCH(QByteArray, field);
        QFETCH(QString, reason);
        QFETCH(QString, text);
        const QByteArray body =
            R"({"messages":[{"role":"user","content":"trains and more trains"}],)" + field + '}';
        CaughtAnswer answer;

        ask(chat({body.constData(), static_cast<std::size_t>(body.size())}), answer);

        const QJsonObject choice = firstChoice(answer.json());
        QCOMPARE(choice[QLatin1String("finish_reason")].toString(), reason);
        QCOMPARE(choice[QLatin1String("message")][QLatin1String("content")].toString(), text);
    }

    void demandedToolIsCalledWithArgumentsOfItsSchema()
    {
        CaughtAnswer answer;

        ask(chat(toolBody), answer);

        const QJsonObject choice = firstChoice(answer.json());
        QCOMPARE(choice[QLatin1String("finish_reason")].toString(), QStringLiteral("tool_calls"));
        const QJsonObject function = choice[QLatin1String("message")][QLatin1String("tool_calls")]
                                           [0][QLatin1String("function")]
                                               .toObject();
        QCOMPARE(function[QLatin1String("name")].toString(), QStringLiteral("get_weather"));
        QCOMPARE(function[QLatin1String("arguments")].toString(),
                 QStringLiteral(R"({"city":"simulated","days":3})"));
    }

    void streamedArgumentsJoinToTheWholeOnes()
    {
        CaughtAnswer answer;

        ask(chat(toolBody, Delivery::Streamed), answer);

        QString arguments;
        QStringList ids;
        for (const CaughtEvent &event : answer.events()) {
            const QJsonObject call =
                firstChoice(event.json())[QLatin1String("delta")][QLatin1String("tool_calls")][0]
                    .toObject();
            if (call.contains(QLatin1String("id")))
                ids += call[QLatin1String("id")].toString();
            arguments += call[QLatin1String("function")][QLatin1String("arguments")].toString();
        }
        QCOMPARE(ids.size(), 1);
        QCOMPARE(arguments, QStringLiteral(R"({"city":"simulated","days":3})"));
    }

    void callInThePromptAsksForTheFirstToolUntilItHasAnswered()
    {
        constexpr std::string_view tools =
            R"("tools":[{"type":"function","function":{"name":"a"}},{"type":"function","function":{"name":"b"}}]})";
        const std::string first =
            std::string(R"({"messages":[{"role":"user","content":"CALL it"}],)").append(tools);
        const std::string second =
            std::string(
                R"({"messages":[{"role":"user","content":"CALL it"},{"role":"assistant","tool_calls":[)"
                R"({"id":"1","type":"function","function":{"name":"a","arguments":"{}"}}]},)"
                R"({"role":"tool","tool_call_id":"1","content":"done"}],)")
                .append(tools);
        CaughtAnswer called;
        CaughtAnswer told;

        ask(chat(first), called);
        ask(chat(second), told);

        QCOMPARE(firstChoice(called.json())[QLatin1String("message")][QLatin1String("tool_calls")]
                                           [0][QLatin1String("function")][QLatin1String("name")]
                                               .toString(),
                 QStringLiteral("a"));
        QCOMPARE(firstChoice(told.json())[QLatin1String("finish_reason")].toString(),
                 QStringLiteral("stop"));
    }

    void jsonSchemaIsAnsweredByAnObjectOfIt()
    {
        constexpr std::string_view body =
            R"({"messages":[{"role":"user","content":"a person"}],"response_format":{"type":)"
            R"("json_schema","json_schema":{"name":"p","schema":{"type":"object","properties":{)"
            R"("name":{"type":"string"},"tags":{"type":"array","items":{"type":"string"}}}}}}})";
        CaughtAnswer answer;

        ask(chat(body), answer);

        QCOMPARE(firstChoice(answer.json())[QLatin1String("message")][QLatin1String("content")]
                     .toString(),
                 QStringLiteral(R"({"name":"simulated","tags":["simulated"]})"));
    }

    void badRequestsGetOpenAisError_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("parameter");
        const auto row = [](const char *name, const char *body, const char *parameter) {
            QTest::newRow(name) << QByteArray(body) << QString::fromLatin1(parameter);
        };
        row("no JSON", R"({"model": "x", )", "");
        row("empty", "", "");
        row("a list", "[]", "");
        row("no messages", "{}", "messages");
        row("messages are text", R"({"messages":"hi"})", "messages");
        row("no message", R"({"messages":[]})", "messages");
        row("message is text", R"({"messages":["hi"]})", "messages[0].role");
        row("unknown role", R"({"messages":[{"role":"bot","content":"x"}]})", "messages[0].role");
        row("no content", R"({"messages":[{"role":"user"}]})", "messages[0].content");
        row("content is a number", R"({"messages":[{"role":"user","content":7}]})",
            "messages[0].content");
        row("limit of nothing", R"({"messages":[{"role":"user","content":"x"}],"max_tokens":0})",
            "max_tokens");
        row("limit is text", R"({"messages":[{"role":"user","content":"x"}],"max_tokens":"many"})",
            "max_tokens");
        row("five stops",
            R"({"messages":[{"role":"user","content":"x"}],"stop":["a","b","c","d","e"]})", "stop");
        row("too hot", R"({"messages":[{"role":"user","content":"x"}],"temperature":2.5})",
            "temperature");
        row("two choices", R"({"messages":[{"role":"user","content":"x"}],"n":2})", "n");
        row("tool that is not there",
            R"({"messages":[{"role":"user","content":"x"}],"tool_choice":"required"})",
            "tool_choice");
    }

    void badRequestsGetOpenAisError()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, parameter);
        CaughtAnswer answer;

        ask(chat({body.constData(), static_cast<std::size_t>(body.size())}, Delivery::Streamed),
            answer);

        QCOMPARE(answer.status, 400);
        const QJsonObject error = answer.json()[QLatin1String("error")].toObject();
        QCOMPARE(error[QLatin1String("type")].toString(), QStringLiteral("invalid_request_error"));
        QCOMPARE(error[QLatin1String("param")].toString(), parameter);
        QVERIFY(!error[QLatin1String("message")].toString().isEmpty());
        QCOMPARE(answer.end->errorClass, signalbox::models::ErrorClass::None);
    }
};

QTEST_GUILESS_MAIN(OpenAiChatWriterTest)
#include "tst_OpenAiChatWriter.moc"
