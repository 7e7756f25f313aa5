// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/SampleBodies.h"
#include "ui/traffic/Conversation.h"
#include "ui/traffic/CurlCommand.h"

#include <QTest>

using namespace signalbox;
using models::ClientDialect;
using Kind = ui::ConversationPart::Kind;

Q_DECLARE_METATYPE(signalbox::models::ClientDialect)

namespace {

/// "role: text | [call NAME] text": easy to compare and to read.
QStringList drawn(const ui::Conversation &conversation)
{
    QStringList lines;
    for (const auto &message : conversation) {
        QStringList parts;
        for (const auto &part : message.parts) {
            QString text = part.text;
            text.remove(QLatin1Char('\n')).remove(QLatin1Char(' '));
            switch (part.kind) {
            case Kind::Text:
                parts.append(part.text);
                break;
            case Kind::Reasoning:
                parts.append(QStringLiteral("[thinks] ") + part.text);
                break;
            case Kind::ToolCall:
                parts.append(QStringLiteral("[call %1] %2").arg(part.name, text));
                break;
            case Kind::ToolResult:
                parts.append(QStringLiteral("[result %1] %2").arg(part.name, text));
                break;
            case Kind::Media:
                parts.append(QStringLiteral("[media] ") + part.text);
                break;
            }
        }
        lines.append(message.role + QStringLiteral(": ") + parts.join(QStringLiteral(" | ")));
    }
    return lines;
}

QByteArray events(const QList<QByteArray> &jsons)
{
    QByteArray stream;
    for (const QByteArray &json : jsons)
        stream += "event: message\r\ndata: " + json + "\r\n\r\n";
    return stream;
}

} // namespace

class ConversationTest final : public QObject
{
    Q_OBJECT

private slots:
    void requestsAreRead_data()
    {
        QTest::addColumn<ClientDialect>("dialect");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("chat with tools")
            << ClientDialect::OpenAiChat << tests::sampleChatRequest()
            << QStringList{QStringLiteral("system: You help developers of a railway simulator. "
                                          "Be brief."),
                           QStringLiteral("user: Which trains are due at Paddington before "
                                          "nine?"),
                           QStringLiteral("assistant: [call departures] "
                                          "{\"station\":\"PAD\",\"until\":\"09:00\"}"),
                           QStringLiteral("tool: [result call_1] "
                                          "1A0808:30Bristol1C2108:48Penzance"),
                           QStringLiteral("user: And which of them stops at Reading?")};
        QTest::newRow("chat with an image")
            << ClientDialect::OpenAiChat
            << QByteArray(R"({"messages":[{"role":"user","content":[{"type":"text","text":"Hi"},)"
                          R"({"type":"image_url","image_url":{"url":"x"}}]}]})")
            << QStringList{QStringLiteral("user: Hi | [media] image_url")};
        QTest::newRow("responses")
            << ClientDialect::OpenAiResponses
            << QByteArray(R"({"instructions":"Be brief","input":[{"role":"user","content":)"
                          R"([{"type":"input_text","text":"Hi"}]},{"type":"function_call",)"
                          R"("name":"f","arguments":"{}"},{"type":"function_call_output",)"
                          R"("call_id":"c1","output":"42"}]})")
            << QStringList{QStringLiteral("system: Be brief"), QStringLiteral("user: Hi"),
                           QStringLiteral("assistant: [call f] {}"),
                           QStringLiteral("tool: [result c1] 42")};
        QTest::newRow("anthropic")
            << ClientDialect::Anthropic
            << QByteArray(
                   R"({"system":[{"type":"text","text":"Be brief"}],"messages":[)"
                   R"({"role":"user","content":"Hi"},{"role":"assistant","content":[)"
                   R"({"type":"tool_use","name":"f","input":{"a":1}}]},{"role":"user",)"
                   R"("content":[{"type":"tool_result","tool_use_id":"t1","content":"ok"}]}]})")
            << QStringList{QStringLiteral("system: Be brief"), QStringLiteral("user: Hi"),
                           QStringLiteral("assistant: [call f] {\"a\":1}"),
                           QStringLiteral("user: [result t1] ok")};
        QTest::newRow("ollama, completion")
            << ClientDialect::Ollama << QByteArray(R"({"system":"Be brief","prompt":"Hi"})")
            << QStringList{QStringLiteral("system: Be brief"), QStringLiteral("user: Hi")};
        QTest::newRow("gemini")
            << ClientDialect::Gemini
            << QByteArray(R"({"systemInstruction":{"parts":[{"text":"Be brief"}]},"contents":[)"
                          R"({"parts":[{"text":"Hi"}]},{"role":"model","parts":[{"functionCall":)"
                          R"({"name":"f","args":{"a":1}}}]}]})")
            << QStringList{QStringLiteral("system: Be brief"), QStringLiteral("user: Hi"),
                           QStringLiteral("model: [call f] {\"a\":1}")};
        QTest::newRow("embeddings")
            << ClientDialect::OpenAiEmbeddings << QByteArray(R"({"input":["one","two"]})")
            << QStringList{QStringLiteral("input: one | two")};
        QTest::newRow("no JSON") << ClientDialect::OpenAiChat << QByteArray("<html>")
                                 << QStringList();
        QTest::newRow("other JSON")
            << ClientDialect::Anthropic << QByteArray("[1,2]") << QStringList();
    }

    void requestsAreRead()
    {
        QFETCH(const ClientDialect, dialect);
        QFETCH(const QByteArray, body);
        QFETCH(const QStringList, expected);

        QCOMPARE(drawn(ui::readRequest(dialect, body)), expected);
    }

    void responsesAreRead_data()
    {
        QTest::addColumn<ClientDialect>("dialect");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("chat stream")
            << ClientDialect::OpenAiChat << tests::sampleChatStream()
            << QStringList{QStringLiteral(
                   "assistant: Both do. The 08:30 to Bristol calls at Reading at 08:55, the 08:48 "
                   "to Penzance at 09:12.\n\n- 1A08: platform 4\n- 1C21: platform 1")};
        QTest::newRow("chat stream with a tool call in pieces")
            << ClientDialect::OpenAiChat
            << events({R"({"choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[)"
                       R"({"index":0,"function":{"name":"f","arguments":""}}]}}]})",
                       R"({"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":)"
                       R"({"arguments":"[1"}}]}}]})",
                       R"({"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":)"
                       R"({"arguments":",2]"}}]}}]})"})
            << QStringList{QStringLiteral("assistant: [call f] [1,2]")};
        QTest::newRow("chat, hostile tool index")
            << ClientDialect::OpenAiChat
            << events({R"({"choices":[{"index":0,"delta":{"content":"x","tool_calls":[)"
                       R"({"index":2000000000,"function":{"name":"f"}}]}}]})"})
            << QStringList{QStringLiteral("assistant: x")};
        QTest::newRow("chat, plain")
            << ClientDialect::OpenAiChat
            << QByteArray(R"({"choices":[{"message":{"role":"assistant","content":"Hello"}}]})")
            << QStringList{QStringLiteral("assistant: Hello")};
        QTest::newRow("responses, completed")
            << ClientDialect::OpenAiResponses
            << events(
                   {R"({"type":"response.output_text.delta","delta":"He"})",
                    R"({"type":"response.completed","response":{"output":[{"type":"message",)"
                    R"("role":"assistant","content":[{"type":"output_text","text":"Hello"}]}]}})"})
            << QStringList{QStringLiteral("assistant: Hello")};
        QTest::newRow("responses, broken off")
            << ClientDialect::OpenAiResponses
            << events({R"({"type":"response.output_text.delta","delta":"He"})",
                       R"({"type":"response.output_text.delta","delta":"l"})"})
            << QStringList{QStringLiteral("assistant: Hel")};
        QTest::newRow("anthropic stream")
            << ClientDialect::Anthropic
            << events({R"({"type":"message_start","message":{"content":[]}})",
                       R"({"type":"content_block_start","index":0,"content_block":)"
                       R"({"type":"thinking","thinking":""}})",
                       R"({"type":"content_block_delta","index":0,"delta":)"
                       R"({"type":"thinking_delta","thinking":"Hm"}})",
                       R"({"type":"content_block_start","index":1,"content_block":)"
                       R"({"type":"tool_use","name":"f","input":{}}})",
                       R"({"type":"content_block_delta","index":1,"delta":)"
                       R"({"type":"input_json_delta","partial_json":"[1,2]"}})"})
            << QStringList{QStringLiteral("assistant: [thinks] Hm | [call f] [1,2]")};
        QTest::newRow("anthropic, plain")
            << ClientDialect::Anthropic
            << QByteArray(R"({"type":"message","content":[{"type":"text","text":"Hello"}]})")
            << QStringList{QStringLiteral("assistant: Hello")};
        QTest::newRow("gemini, JSON array")
            << ClientDialect::Gemini
            << QByteArray(R"([{"candidates":[{"content":{"parts":[{"text":"He"}]}}]},)"
                          R"({"candidates":[{"content":{"parts":[{"text":"llo"}]}}]}])")
            << QStringList{QStringLiteral("model: Hello")};
        QTest::newRow("ollama lines") << ClientDialect::Ollama
                                      << QByteArray("{\"message\":{\"content\":\"He\"}}\n"
                                                    "{\"message\":{\"content\":\"llo\"}}\n")
                                      << QStringList{QStringLiteral("assistant: Hello")};
        QTest::newRow("ollama, completion")
            << ClientDialect::Ollama
            << QByteArray("{\"response\":\"He\"}\n{\"response\":\"llo\",\"done\":true}\n")
            << QStringList{QStringLiteral("assistant: Hello")};
        QTest::newRow("embeddings")
            << ClientDialect::OpenAiEmbeddings << QByteArray(R"({"data":[{"embedding":[0.5,1]}]})")
            << QStringList{QStringLiteral("embedding: 0.5, 1")};
        QTest::newRow("error object")
            << ClientDialect::OpenAiChat << QByteArray(R"({"error":{"message":"no"}})")
            << QStringList();
    }

    void responsesAreRead()
    {
        QFETCH(const ClientDialect, dialect);
        QFETCH(const QByteArray, body);
        QFETCH(const QStringList, expected);

        QCOMPARE(drawn(ui::readResponse(dialect, body)), expected);
    }

    void bodiesCutAnywhereAreHarmless()
    {
        const QByteArray stream = tests::sampleChatStream();
        for (qsizetype length = 0; length < stream.size(); ++length) {
            const auto conversation =
                ui::readResponse(ClientDialect::OpenAiChat, stream.left(length));
            QVERIFY(conversation.size() <= 1);
        }
    }

    void curlCommandKeepsTheBodyAndHidesTheKey()
    {
        models::ExchangeRecord record;
        auto bodies = std::make_shared<models::CapturedBodies>();
        bodies->request = R"({"model":"smart","messages":[{"role":"user","content":"it's"}]})";
        record.bodies = bodies;
        record.dialect = ClientDialect::Anthropic;

        const QString command = ui::curlCommand(record, QStringLiteral("http://127.0.0.1:4141"));

        QVERIFY(command.startsWith(QLatin1String("curl 'http://127.0.0.1:4141/v1/messages'")));
        QVERIFY(command.contains(QLatin1String("\"x-api-key: $SIGNALBOX_KEY\"")));
        QVERIFY(command.contains(QLatin1String(R"("content":"it'\''s")")));
    }

    void cutBodyGivesNoCommand()
    {
        models::ExchangeRecord record;
        auto bodies = std::make_shared<models::CapturedBodies>();
        bodies->request = "{}";
        bodies->requestOmitted = 1;
        record.bodies = bodies;

        QVERIFY(ui::curlCommand(record, {}).isEmpty());
        record.bodies = nullptr;
        QVERIFY(ui::curlCommand(record, {}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(ConversationTest)
#include "tst_Conversation.moc"
