// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/anthropic/AnthropicCodec.h"
#include "routing/stream/EventDecoder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <random>

using namespace signalbox::routing;
using signalbox::models::ClientDialect;
using signalbox::models::Provider;

namespace {

RequestReading read(const std::string &json)
{
    simdjson::dom::parser parser;
    Json root;
    if (parser.parse(json).get(root) != simdjson::SUCCESS)
        return {};
    return anthropicClientCodec().readRequest(root, {.model = "claude"});
}

QJsonObject written(const Conversation &conversation, Losses &losses,
                    std::string_view model = "claude")
{
    const Provider provider;
    const std::string body = anthropicProviderCodec().writeRequest(
        conversation, {.model = model, .provider = provider}, losses);
    return QJsonDocument::fromJson(QByteArray::fromStdString(body)).object();
}

QJsonObject object(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

QByteArray text(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

std::string restreamed(const std::string &stream)
{
    const Conversation conversation;
    const auto reader = anthropicProviderCodec().streamReader();
    const auto writer = anthropicClientCodec().streamWriter(
        {.exchangeId = "x", .model = "m", .conversation = conversation});
    EventDecoder decoder(1UL << 20U);
    const auto event = [&](std::string_view name, std::string_view data) {
        reader->event(name, data, *writer);
    };
    decoder.feed(stream, event);
    decoder.finish(event);
    reader->end(*writer);
    return writer->take();
}

const char *const everything =
    "{\"model\":\"claude\",\"max_tokens\":2048,\"system\":[{\"type\":\"text\",\"text\":\"S\","
    "\"cache_control\":{\"type\":\"ephemeral\"}}],\"messages\":[{\"role\":\"user\",\"content\":["
    "{\"type\":\"text\",\"text\":\"Hi\"},{\"type\":\"image\",\"source\":{\"type\":\"base64\","
    "\"media_type\":\"image/png\",\"data\":\"iVBOR\"}},{\"type\":\"document\",\"source\":{"
    "\"type\":\"url\",\"url\":\"https://x/y.pdf\"},\"title\":\"T\"}]},{\"role\":\"assistant\","
    "\"content\":[{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"sig\"},{\"type\":"
    "\"redacted_thinking\",\"data\":\"abc\"},{\"type\":\"server_tool_use\",\"id\":\"srv\","
    "\"name\":\"web_search\",\"input\":{}},{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":"
    "\"f\",\"input\":{\"a\":1},\"caller\":{\"type\":\"direct\"}}]},{\"role\":\"user\",\"content\":"
    "[{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_1\",\"is_error\":true,\"content\":[{"
    "\"type\":\"text\",\"text\":\"bad\"},{\"type\":\"image\",\"source\":{\"type\":\"base64\","
    "\"media_type\":\"image/png\",\"data\":\"iVBOR\"}}]}]},{\"role\":\"system\",\"content\":[{"
    "\"type\":\"text\",\"text\":\"mid\"}]}],\"tools\":[{\"name\":\"f\",\"description\":\"d\","
    "\"input_schema\":{\"type\":\"object\"},\"defer_loading\":true},{\"type\":"
    "\"web_search_20250305\",\"name\":\"web_search\"}],\"tool_choice\":{\"type\":\"any\","
    "\"disable_parallel_tool_use\":true},\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}"
    ",\"output_config\":{\"effort\":\"high\",\"format\":{\"type\":\"json_schema\",\"schema\":{"
    "\"type\":\"object\"}},\"task_budget\":1},\"stop_sequences\":[\"X\"],\"stream\":true,"
    "\"metadata\":{\"user_id\":\"u\"},\"context_management\":{\"edits\":[]},\"top_k\":5}";

} // namespace

class AnthropicCodecTest final : public QObject
{
    Q_OBJECT

private slots:
    void everythingComesBack()
    {
        const RequestReading reading = read(everything);
        Losses losses;

        const QJsonObject body = written(reading.conversation, losses);

        QVERIFY(!reading.problem);
        QCOMPARE(text(body), text(object(everything)));
        QVERIFY(losses.all().empty());
    }

    void malformedFieldsAreNamed_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("param");
        const auto row = [](const char *json, const char *param) {
            QTest::newRow(param) << QByteArray(json) << QByteArray(param);
        };
        row("{\"max_tokens\":1}", "messages");
        row("{\"messages\":[{\"content\":\"x\"}]}", "messages[0].role");
        row("{\"messages\":[{\"role\":\"user\",\"content\":7}]}", "messages[0].content");
        row("{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":1}]}]}",
            "messages[0].content[0].text");
        row("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"max_tokens\":\"9\"}",
            "max_tokens");
        row("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"tools\":[{}]}",
            "tools[0].name");
    }
    void malformedFieldsAreNamed()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, param);

        const RequestReading reading = read(json.toStdString());

        QVERIFY(reading.problem);
        QCOMPARE(reading.problem->status, 400);
        QCOMPARE(QByteArray::fromStdString(reading.problem->param), param);
    }

    void changedRequestsNeverCrash()
    {
        std::mt19937 random(7);
        const std::string whole(everything);
        const std::string alphabet = "{}[]\",:0tn";
        for (int round = 0; round < 3000; ++round) {
            std::string changed = whole;
            changed[random() % changed.size()] = alphabet[random() % alphabet.size()];
            const RequestReading reading = read(changed);
            Losses losses;
            written(reading.conversation, losses);
        }
    }

    void foreignRequestsAreFitted()
    {
        Conversation asked;
        asked.dialect = ClientDialect::OpenAiChat;
        asked.maxTokens = 4000;
        asked.sampling.temperature = 1.5;
        asked.sampling.seed = 3;
        asked.reasoning.effort = "high";
        asked.format.kind = AnswerFormat::Kind::JsonObject;
        asked.messages.push_back({.role = Message::Role::Assistant,
                                  .parts = {ToolCallPart{.id = "call|1", .name = "f"}}});
        asked.messages.push_back(
            {.role = Message::Role::User,
             .parts = {TextPart{.text = "and"}, ToolResultPart{.callId = "call|1"}}});
        Losses losses;

        const QJsonObject body = written(asked, losses, "claude-sonnet-4-20250514");

        const QJsonArray turns = body[QLatin1String("messages")].toArray();
        QCOMPARE(turns.size(), 3);
        QCOMPARE(turns[0][QLatin1String("role")].toString(), QStringLiteral("user"));
        const QString id = turns[1][QLatin1String("content")][0][QLatin1String("id")].toString();
        QVERIFY(QRegularExpression(QStringLiteral("^[a-zA-Z0-9_-]+$")).match(id).hasMatch());
        QCOMPARE(turns[2][QLatin1String("content")][0][QLatin1String("tool_use_id")].toString(),
                 id);
        QCOMPARE(turns[2][QLatin1String("content")][1][QLatin1String("text")].toString(),
                 QStringLiteral("and"));
        QCOMPARE(body[QLatin1String("temperature")].toDouble(), 1.0);
        QVERIFY(!body.contains(QLatin1String("thinking"))); // the earlier call was made without any
        QVERIFY(body[QLatin1String("system")].toString().contains(QLatin1String("JSON")));
        QVERIFY(!losses.problem());
        QVERIFY(losses.all().size() >= 4);
    }

    void budgetStaysBelowTheLimit()
    {
        Conversation asked;
        asked.dialect = ClientDialect::OpenAiChat;
        asked.maxTokens = 4000;
        asked.reasoning.effort = "high";
        asked.messages.push_back({.parts = {TextPart{.text = "Hi"}}});
        Losses losses;

        const QJsonObject cut = written(asked, losses, "claude-sonnet-4-20250514");
        asked.maxTokens.reset();
        const QJsonObject free = written(asked, losses, "claude-sonnet-4-20250514");
        const QJsonObject adaptive = written(asked, losses, "claude-opus-4-6");

        QCOMPARE(cut[QLatin1String("thinking")][QLatin1String("budget_tokens")].toInt(), 2000);
        QVERIFY(free[QLatin1String("max_tokens")].toInt()
                > free[QLatin1String("thinking")][QLatin1String("budget_tokens")].toInt());
        QCOMPARE(adaptive[QLatin1String("thinking")][QLatin1String("type")].toString(),
                 QStringLiteral("adaptive"));
        QCOMPARE(adaptive[QLatin1String("output_config")][QLatin1String("effort")].toString(),
                 QStringLiteral("high"));
    }

    void answerComesBack()
    {
        const QByteArray json =
            "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"c\","
            "\"content\":[{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"s\"},{\"type\":"
            "\"tool_use\",\"id\":\"toolu_1\",\"name\":\"f\",\"input\":{}}],\"stop_reason\":"
            "\"tool_use\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":3,"
            "\"cache_creation_input_tokens\":1,\"cache_read_input_tokens\":2,\"output_tokens\":4}}";
        simdjson::dom::parser parser;
        Json root;
        QVERIFY(parser.parse(json.toStdString()).get(root) == simdjson::SUCCESS);
        const Conversation conversation;

        const AnswerMessage answer = anthropicProviderCodec().readAnswer(root);
        const std::string back = anthropicClientCodec().writeAnswer(
            answer, {.exchangeId = "x", .model = "m", .conversation = conversation});

        QCOMPARE(answer.usage.input, 6);
        QCOMPARE(text(object(QByteArray::fromStdString(back))), text(object(json)));
    }

    void streamComesBackAndAgain()
    {
        const std::string stream =
            "data: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"c\","
            "\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}\n\n"
            "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":"
            "\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}\n\n"
            "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":"
            "\"signature_delta\",\"signature\":\"sig\"}}\n\n"
            "data: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
            "data: {\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":"
            "\"tool_use\",\"id\":\"toolu_1\",\"name\":\"f\",\"input\":{}}}\n\n"
            "data: {\"type\":\"content_block_stop\",\"index\":1}\n\n"
            "data: [DONE]\n\n"
            "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"},"
            "\"usage\":{\"output_tokens\":9}}\n\n"
            "data: {\"type\":\"message_stop\"}\n\n";

        const std::string once = restreamed(stream);

        QVERIFY(once.find("\"signature\":\"sig\"") != std::string::npos);
        QVERIFY(once.find("\"partial_json\":\"{}\"") != std::string::npos);
        QVERIFY(once.find("\"output_tokens\":9") != std::string::npos);
        QVERIFY(once.ends_with("data: {\"type\":\"message_stop\"}\n\n"));
        QCOMPARE(QByteArray::fromStdString(restreamed(once)), QByteArray::fromStdString(once));
    }

    void cutStreamIsAnError()
    {
        const std::string cut =
            restreamed("data: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\"}}\n\n");

        QVERIFY(cut.find("event: error\n") != std::string::npos);
        QVERIFY(cut.find("message_stop") == std::string::npos);
    }

    void callsSideBySideBecomeBlocksInARow()
    {
        const Conversation conversation;
        const auto writer = anthropicClientCodec().streamWriter(
            {.exchangeId = "x", .model = "m", .conversation = conversation});
        writer->began({});
        writer->callBegan(0, {.call = 0, .id = "a", .name = "f", .signature = {}});
        writer->callBegan(0, {.call = 1, .id = {}, .name = "g", .signature = {}});
        writer->callArguments(0, 1, "{\"b\":2}");
        writer->callArguments(0, 0, "{}");
        writer->callEnded(0, 1);
        writer->callEnded(0, 0);
        writer->ended();

        const std::string out = writer->take();

        QVERIFY(out.find("\"partial_json\":\"{}\"") < out.find("\"name\":\"g\""));
        QVERIFY(out.find("toolu_x_1") != std::string::npos);
        QVERIFY(out.find("\"stop_reason\":\"tool_use\"") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(AnthropicCodecTest)
#include "tst_AnthropicCodec.moc"
