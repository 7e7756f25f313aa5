// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/gemini/GeminiCodec.h"
#include "routing/dialect/ollama/OllamaCodec.h"

#include <QTest>

using namespace signalbox::routing;
using signalbox::models::ClientDialect;

namespace {

Conversation conversationWithTool()
{
    Conversation conversation;
    conversation.dialect = ClientDialect::OpenAiChat;
    Message user{.role = Message::Role::User};
    user.parts.emplace_back(TextPart{.text = "Look"});
    user.parts.emplace_back(MediaPart{.mimeType = "image/png", .base64 = "aWk="});
    Message calls{.role = Message::Role::Assistant};
    calls.parts.emplace_back(ToolCallPart{.id = "a", .name = "w", .argumentsJson = "{\"c\":1}"});
    Message results{.role = Message::Role::User};
    results.parts.emplace_back(ToolResultPart{.callId = "a", .content = {TextPart{.text = "sun"}}});
    conversation.messages = {user, calls, results};
    conversation.maxTokens = 9;
    return conversation;
}

std::string written(const Conversation &conversation, Losses &losses)
{
    const signalbox::models::Provider provider;
    return ollamaProviderCodec().writeRequest(conversation, {.model = "qwen", .provider = provider},
                                              losses);
}

} // namespace

class TestOllamaCodec final : public QObject
{
    Q_OBJECT

private slots:
    void requestIsWritten();
    void forcedCallIsImpossible();
    void answerIsRead();
    void streamIsRead();
    void cutStreamFails();
};

void TestOllamaCodec::requestIsWritten()
{
    Losses losses;

    const std::string body = written(conversationWithTool(), losses);

    QCOMPARE(
        body,
        std::string("{\"model\":\"qwen\",\"messages\":[{\"role\":\"user\",\"content\":\"Look\","
                    "\"images\":[\"aWk=\"]},{\"role\":\"assistant\",\"content\":\"\","
                    "\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"w\","
                    "\"arguments\":{\"c\":1}}}]},{\"role\":\"tool\",\"content\":\"sun\","
                    "\"tool_name\":\"w\",\"tool_call_id\":\"a\"}],"
                    "\"options\":{\"num_predict\":9},\"stream\":false}"));
    QVERIFY(losses.all().empty() && !losses.problem());
}

void TestOllamaCodec::forcedCallIsImpossible()
{
    Conversation conversation = conversationWithTool();
    conversation.toolChoice.mode = ToolChoice::Mode::Any;
    Losses losses;

    written(conversation, losses);

    QVERIFY(losses.problem());
}

void TestOllamaCodec::answerIsRead()
{
    const std::string json =
        "{\"model\":\"q\",\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"hm\","
        "\"tool_calls\":[{\"function\":{\"name\":\"w\",\"arguments\":{\"c\":1}}}]},\"done\":true,"
        "\"done_reason\":\"stop\",\"prompt_eval_count\":3,\"eval_count\":4}";
    simdjson::dom::parser parser;

    const AnswerMessage answer = ollamaProviderCodec().readAnswer(parser.parse(json).value());

    QCOMPARE(answer.candidates[0].parts.size(), std::size_t(2));
    QVERIFY(answer.candidates[0].stop == StopReason::ToolCalls);
    QCOMPARE(answer.usage.output, qint64(4));
}

void TestOllamaCodec::streamIsRead()
{
    const Conversation conversation;
    const AnswerWish wish{.exchangeId = "x", .model = "m", .conversation = conversation};
    const auto writer = geminiClientCodec().streamWriter(wish);
    const auto reader = ollamaProviderCodec().streamReader();

    reader->event({}, "{\"model\":\"q\",\"message\":{\"content\":\"Hi\"},\"done\":false}", *writer);
    reader->event({}, "rubbish", *writer);
    reader->event({}, "{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"length\"}",
                  *writer);
    reader->end(*writer);

    const std::string bytes = writer->take();
    QVERIFY(bytes.find("{\"text\":\"Hi\"}") != std::string::npos);
    QVERIFY(bytes.find("\"finishReason\":\"MAX_TOKENS\"") != std::string::npos);
}

void TestOllamaCodec::cutStreamFails()
{
    const Conversation conversation;
    const AnswerWish wish{.exchangeId = "x", .model = "m", .conversation = conversation};
    const auto writer = geminiClientCodec().streamWriter(wish);
    const auto reader = ollamaProviderCodec().streamReader();

    reader->event({}, "{\"message\":{\"content\":\"Hi\"},\"done\":false}", *writer);
    reader->end(*writer);

    QVERIFY(writer->take().find("\"code\":502") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestOllamaCodec)
#include "tst_OllamaCodec.moc"
