// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/gemini/GeminiCodec.h"

#include <QTest>

#include <random>

using namespace signalbox::routing;
using signalbox::models::ClientDialect;

namespace {

constexpr const char *request =
    "{\"system_instruction\":{\"parts\":{\"text\":\"Be brief.\"}},\"contents\":["
    "{\"role\":\"user\",\"parts\":[{\"text\":\"Weather?\"}]},"
    "{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"w\",\"args\":{\"city\":\"A\"}},"
    "\"thoughtSignature\":\"c2ln\"},{\"function_call\":{\"name\":\"w\",\"args\":{\"city\":\"B\"}}}]"
    "},"
    "{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"w\",\"response\":"
    "{\"result\":\"sun\"}}},{\"functionResponse\":{\"name\":\"w\",\"response\":{\"t\":3}}}]}],"
    "\"tools\":[{\"functionDeclarations\":[{\"name\":\"w\",\"parameters\":{\"type\":\"OBJECT\","
    "\"properties\":{\"city\":{\"type\":\"STRING\",\"nullable\":true}}}}]},{\"googleSearch\":{}}],"
    "\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"w\"]}}"
    ","
    "\"safetySettings\":[{\"category\":\"C\",\"threshold\":\"T\"}],"
    "\"generationConfig\":{\"temperature\":0.5,\"max_output_tokens\":64,"
    "\"thinkingConfig\":{\"thinkingBudget\":0}}}";

RequestReading read(const std::string &json)
{
    simdjson::dom::parser parser;
    Json root;
    if (parser.parse(json).get(root) != simdjson::SUCCESS)
        return {};
    return geminiClientCodec().readRequest(root, {.model = "m", .stream = false});
}

std::string written(const Conversation &conversation, Losses &losses, std::string_view model = "m")
{
    const signalbox::models::Provider provider;
    return geminiProviderCodec().writeRequest(conversation, {.model = model, .provider = provider},
                                              losses);
}

std::string rewritten(const std::string &events)
{
    const Conversation conversation;
    const AnswerWish wish{
        .exchangeId = "x1", .model = "m", .conversation = conversation, .serverSentEvents = false};
    const auto reader = geminiProviderCodec().streamReader();
    const auto writer = geminiClientCodec().streamWriter(wish);
    std::size_t at = 0;
    while (at < events.size()) {
        const std::size_t end = std::min(events.find('\n', at), events.size());
        reader->event({}, std::string_view(events).substr(at, end - at), *writer);
        at = end + 1;
    }
    reader->end(*writer);
    return writer->take();
}

bool holds(const std::string &text, std::string_view piece)
{
    if (text.find(piece) != std::string::npos)
        return true;
    qWarning("%s", text.c_str());
    return false;
}

} // namespace

class TestGeminiCodec final : public QObject
{
    Q_OBJECT

private slots:
    void requestIsRead();
    void requestKeepsItsMeaning();
    void foreignRequestObeysGemini();
    void wrongTypesAreNamed_data();
    void wrongTypesAreNamed();
    void mutatedRequestsDoNoHarm();
    void answerIsReadAndWritten();
    void blockedPromptIsFiltered();
    void streamIsRewritten_data();
    void streamIsRewritten();
};

void TestGeminiCodec::requestIsRead()
{
    const RequestReading reading = read(request);

    QVERIFY(!reading.problem);
    const Conversation &conversation = reading.conversation;
    QCOMPARE(conversation.messages.size(), std::size_t(4));
    const auto &first = std::get<ToolCallPart>(conversation.messages[2].parts[0]);
    const auto &second = std::get<ToolCallPart>(conversation.messages[2].parts[1]);
    QCOMPARE(first.signature, std::string("c2ln"));
    QVERIFY(first.id != second.id);
    QCOMPARE(std::get<ToolResultPart>(conversation.messages[3].parts[1]).callId, second.id);
    QCOMPARE(conversation.tools[0].schemaJson,
             std::string("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":"
                         "[\"string\",\"null\"]}}}"));
    QCOMPARE(conversation.tools[1].otherKind, std::string("googleSearch"));
    QVERIFY(conversation.toolChoice.mode == ToolChoice::Mode::Named);
    QVERIFY(conversation.reasoning.mode == ReasoningWish::Mode::Off);
    QCOMPARE(conversation.maxTokens, std::optional<qint64>(64));
}

void TestGeminiCodec::requestKeepsItsMeaning()
{
    Losses losses;
    const std::string once = written(read(request).conversation, losses);
    const std::string twice = written(read(once).conversation, losses);

    QCOMPARE(twice, once);
    QVERIFY(losses.all().empty() && !losses.problem());
    QVERIFY(holds(once, "\"thoughtSignature\":\"c2ln\""));
    QVERIFY(holds(once, "\"safetySettings\":[{"));
    QVERIFY(holds(once, "\"response\":{\"result\":\"sun\"}"));
    QVERIFY(holds(once, "\"thinkingBudget\":0"));
}

void TestGeminiCodec::foreignRequestObeysGemini()
{
    Conversation conversation;
    conversation.dialect = ClientDialect::OpenAiChat;
    Message calls{.role = Message::Role::Assistant};
    calls.parts.emplace_back(ToolCallPart{.id = "a", .name = "one", .argumentsJson = "{}"});
    calls.parts.emplace_back(ToolCallPart{.id = "b", .name = "two", .argumentsJson = "{}"});
    Message results{.role = Message::Role::User};
    results.parts.emplace_back(ToolResultPart{.callId = "b", .content = {TextPart{.text = "2"}}});
    results.parts.emplace_back(ToolResultPart{.callId = "a", .content = {TextPart{.text = "1"}}});
    conversation.messages = {calls, results};
    conversation.sampling.logitBiasJson = "{\"1\":2}";

    Losses losses;
    const std::string body = written(conversation, losses, "gemini-3-pro");

    QVERIFY(!losses.problem());
    QCOMPARE(losses.all().size(), std::size_t(1));
    QVERIFY(holds(body, "\"thoughtSignature\":\"skip_thought_signature_validator\""));
    QVERIFY(body.find("{\"result\":\"1\"}") < body.find("{\"result\":\"2\"}"));
    conversation.messages[1].parts.pop_back();
    Losses missing;
    written(conversation, missing);
    QVERIFY(missing.problem());
}

void TestGeminiCodec::wrongTypesAreNamed_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("param");
    QTest::newRow("nothing") << "{}"
                             << "contents";
    QTest::newRow("contents") << "{\"contents\":\"hi\"}"
                              << "contents";
    QTest::newRow("role") << "{\"contents\":[{\"role\":\"system\",\"parts\":[{\"text\":\"a\"}]}]}"
                          << "contents[0].role";
    QTest::newRow("text") << "{\"contents\":[{\"parts\":[{\"text\":7}]}]}"
                          << "contents[0].parts[0].text";
    QTest::newRow("part") << "{\"contents\":[{\"parts\":[{}]}]}"
                          << "contents[0].parts[0]";
    QTest::newRow("temperature")
        << "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]}],\"generationConfig\":"
           "{\"temperature\":\"hot\"}}"
        << "generationConfig.temperature";
}

void TestGeminiCodec::wrongTypesAreNamed()
{
    QFETCH(const QString, json);
    QFETCH(const QString, param);

    const RequestReading reading = read(json.toStdString());

    QVERIFY(reading.problem);
    QCOMPARE(reading.problem->status, 400);
    QCOMPARE(QString::fromStdString(reading.problem->param), param);
}

void TestGeminiCodec::mutatedRequestsDoNoHarm()
{
    std::mt19937 random(1); // NOLINT(cert-msc51-cpp): the same every time
    const std::string_view alphabet = "{}[]\",:0anull";
    for (int round = 0; round < 3000; ++round) {
        std::string json(request);
        for (int change = 0; change < 2; ++change)
            json[random() % json.size()] = alphabet[random() % alphabet.size()];
        Losses losses;
        written(read(json).conversation, losses);
        rewritten(json);
    }
}

void TestGeminiCodec::answerIsReadAndWritten()
{
    const std::string json =
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"hm\",\"thought\":true},"
        "{\"functionCall\":{\"name\":\"w\",\"args\":{\"a\":1}},\"thoughtSignature\":\"s\"}],"
        "\"role\":\"model\"},\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":"
        "{\"promptTokenCount\":5,\"candidatesTokenCount\":2,\"totalTokenCount\":10,"
        "\"thoughtsTokenCount\":3},\"modelVersion\":\"g\",\"responseId\":\"r\"}";
    simdjson::dom::parser parser;
    const AnswerMessage answer = geminiProviderCodec().readAnswer(parser.parse(json).value());
    const Conversation conversation;

    QVERIFY(answer.candidates[0].stop == StopReason::ToolCalls);
    QCOMPARE(answer.usage.output, qint64(5));
    QCOMPARE(answer.usage.reasoning, qint64(3));
    const AnswerWish wish{.exchangeId = "x1", .model = "m", .conversation = conversation};
    QCOMPARE(geminiClientCodec().writeAnswer(answer, wish), json);
}

void TestGeminiCodec::blockedPromptIsFiltered()
{
    simdjson::dom::parser parser;
    const std::string json = "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}";

    const AnswerMessage answer = geminiProviderCodec().readAnswer(parser.parse(json).value());

    QVERIFY(answer.candidates[0].stop == StopReason::ContentFilter);
}

void TestGeminiCodec::streamIsRewritten_data()
{
    QTest::addColumn<QString>("events");
    QTest::addColumn<QString>("piece");
    QTest::newRow("text") << "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]},"
                             "\"finishReason\":\"MAX_TOKENS\"}]}"
                          << "\"finishReason\":\"MAX_TOKENS\"";
    QTest::newRow("arguments in pieces")
        << "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"w\","
           "\"willContinue\":true},\"thoughtSignature\":\"s\"}]}}]}\n"
           "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"partialArgs\":"
           "[{\"jsonPath\":\"$.a[1].b\",\"stringValue\":\"x\",\"willContinue\":true}],"
           "\"willContinue\":true}}]}}]}\n"
           "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"partialArgs\":"
           "[{\"jsonPath\":\"$.a[1].b\",\"stringValue\":\"y\"}],\"willContinue\":true}}]}}]}\n"
           "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{}}]},"
           "\"finishReason\":\"STOP\"}]}"
        << "\"args\":{\"a\":[null,{\"b\":\"xy\"}]}},\"thoughtSignature\":\"s\"";
    QTest::newRow("cut") << "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]}}]}"
                         << "\"code\":502";
    QTest::newRow("error") << "{\"error\":{\"code\":503,\"message\":\"Busy.\"}}"
                           << "Busy.";
    QTest::newRow("blocked") << "{\"promptFeedback\":{\"blockReason\":\"OTHER\"}}"
                             << "\"finishReason\":\"SAFETY\"";
}

void TestGeminiCodec::streamIsRewritten()
{
    QFETCH(const QString, events);
    QFETCH(const QString, piece);

    const std::string array = rewritten(events.toStdString());

    simdjson::dom::parser parser;
    QVERIFY(parser.parse(array).is_array());
    QVERIFY(holds(array, piece.toStdString()));
}

QTEST_GUILESS_MAIN(TestGeminiCodec)
#include "tst_GeminiCodec.moc"
