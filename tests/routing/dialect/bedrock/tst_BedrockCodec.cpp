// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/anthropic/AnthropicCodec.h"
#include "routing/dialect/bedrock/BedrockCodec.h"

#include <QTest>

using namespace signalbox::routing;
using signalbox::models::ClientDialect;
using signalbox::models::Provider;

namespace {

std::string written(const Conversation &conversation, Losses &losses)
{
    const Provider provider;
    return bedrockProviderCodec().writeRequest(
        conversation, {.model = "anthropic.claude-sonnet-4-20250514-v1:0", .provider = provider},
        losses);
}

} // namespace

class BedrockCodecTest final : public QObject
{
    Q_OBJECT

private slots:
    void requestIsConverse()
    {
        Conversation asked;
        asked.dialect = ClientDialect::Anthropic;
        asked.maxTokens = 9;
        asked.sampling.topK = 5;
        asked.messages.push_back(
            {.role = Message::Role::User,
             .parts = {TextPart{.text = "Hi", .notes = {.cacheControlJson = "{}"}},
                       MediaPart{.mimeType = "image/png", .base64 = "iVBOR"}}});
        asked.messages.push_back(
            {.role = Message::Role::Assistant,
             .parts = {ToolCallPart{.id = "t1", .name = "f", .argumentsJson = "{}"}}});
        asked.messages.push_back({.role = Message::Role::User,
                                  .parts = {ToolResultPart{.callId = "t1", .isError = true}}});
        Losses losses;

        const std::string body = written(asked, losses);

        QCOMPARE(
            QByteArray::fromStdString(body),
            QByteArray(
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"},{\"cachePoint\":{"
                "\"type\":\"default\"}},{\"image\":{\"format\":\"png\",\"source\":{\"bytes\":"
                "\"iVBOR\"}}}]},{\"role\":\"assistant\",\"content\":[{\"toolUse\":{\"toolUseId\":"
                "\"t1\",\"name\":\"f\",\"input\":{}}}]},{\"role\":\"user\",\"content\":[{"
                "\"toolResult\":{\"toolUseId\":\"t1\",\"content\":[{\"text\":\"(no output)\"}],"
                "\"status\":\"error\"}}]}],\"inferenceConfig\":{\"maxTokens\":9},\"toolConfig\":{"
                "\"tools\":[{\"toolSpec\":{\"name\":\"f\",\"inputSchema\":{\"json\":{\"type\":"
                "\"object\",\"properties\":{}}}}}]},\"additionalModelRequestFields\":{\"top_k\":5}"
                "}"));
        QVERIFY(!losses.problem());
    }

    void addressOfAnImageIsImpossible()
    {
        Conversation asked;
        asked.messages.push_back(
            {.parts = {MediaPart{.url = "https://x/y.png"}}, .path = "messages[0]"});
        Losses losses;

        written(asked, losses);

        QVERIFY(losses.problem());
        QCOMPARE(losses.problem()->param, std::string("messages[0]"));
    }

    void streamIsRead()
    {
        const Conversation conversation;
        const auto reader = bedrockProviderCodec().streamReader();
        const auto writer = anthropicClientCodec().streamWriter(
            {.exchangeId = "x", .model = "m", .conversation = conversation});
        reader->event("messageStart", "{\"role\":\"assistant\"}", *writer);
        reader->event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Hi\"}}",
                      *writer);
        reader->event("messageStop", "{\"stopReason\":\"end_turn\"}", *writer);
        reader->event("metadata", "{\"usage\":{\"inputTokens\":4,\"outputTokens\":2}}", *writer);
        reader->end(*writer);

        const std::string out = writer->take();

        QVERIFY(out.find("\"text\":\"Hi\"") != std::string::npos);
        QVERIFY(out.find("\"output_tokens\":2") != std::string::npos);
        QVERIFY(out.find("message_stop") != std::string::npos);
    }

    void exceptionFails()
    {
        const Conversation conversation;
        const auto reader = bedrockProviderCodec().streamReader();
        const auto writer = anthropicClientCodec().streamWriter(
            {.exchangeId = "x", .model = "m", .conversation = conversation});
        reader->event("throttlingException", "{\"message\":\"slow\"}", *writer);
        reader->end(*writer);

        const std::string out = writer->take();

        QVERIFY(out.find("rate_limit_error") != std::string::npos);
        QVERIFY(out.find("message_stop") == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(BedrockCodecTest)
#include "tst_BedrockCodec.moc"
