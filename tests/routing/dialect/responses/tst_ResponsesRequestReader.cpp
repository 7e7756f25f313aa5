// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesCodec.h"
#include "routing/dialect/responses/ResponsesRequestReader.h"

#include <QTest>

#include <random>

using namespace signalbox::routing;
using signalbox::models::ClientDialect;

namespace {

RequestReading read(const std::string &body)
{
    simdjson::dom::parser parser;
    Json root;
    if (parser.parse(body).get(root) != simdjson::SUCCESS)
        return {};
    return responsesClientCodec().readRequest(root, {});
}

std::string written(const Conversation &conversation, Losses &losses)
{
    const signalbox::models::Provider provider;
    return responsesProviderCodec().writeRequest(
        conversation, {.model = conversation.model, .provider = provider}, losses);
}

std::string lossText(const Losses &losses)
{
    std::string text = losses.problem() ? "!" + losses.problem()->param : std::string();
    for (const Losses::Loss &loss : losses.all())
        text.append(text.empty() ? "" : " ").append(loss.path);
    return text;
}

/// With everything this dialect can say.
const std::string richRequest =
    R"({"model":"m","instructions":"Be brief","input":[)"
    R"({"type":"message","role":"developer","content":[{"type":"input_text","text":"d"}]},)"
    R"({"type":"message","role":"user","content":[{"type":"input_text","text":"hi"},)"
    R"({"type":"input_image","image_url":"data:image/png;base64,AAAA","detail":"low"},)"
    R"({"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,BBBB"},)"
    R"({"type":"input_audio","input_audio":{"data":"CCCC","format":"mp3"}}]},)"
    R"({"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"s"}],"encrypted_content":"gAAA"},)"
    R"({"type":"message","role":"assistant","content":[{"type":"output_text","text":"so"}],"phase":"commentary"},)"
    R"({"type":"function_call","call_id":"c1","name":"f","arguments":"{}"},)"
    R"({"type":"custom_tool_call","call_id":"c2","name":"patch","input":"free"},)"
    R"({"type":"web_search_call","id":"ws_1","status":"completed","action":{}},)"
    R"({"type":"function_call_output","call_id":"c1","output":"1"},)"
    R"({"type":"custom_tool_call_output","call_id":"c2","output":[{"type":"input_text","text":"x"},)"
    R"({"type":"input_image","image_url":"https://h/i.png"}]}],)"
    R"("tools":[{"type":"function","name":"f","description":"d","parameters":{"type":"object","properties":{}},"strict":false},)"
    R"({"type":"custom","name":"patch"},{"type":"web_search"}],)"
    R"("tool_choice":{"type":"allowed_tools","mode":"auto","tools":[{"type":"function","name":"f"},{"type":"custom","name":"patch"}]},)"
    R"("parallel_tool_calls":false,)"
    R"("text":{"format":{"type":"json_schema","name":"n","schema":{"type":"object"},"strict":true},"verbosity":"low"},)"
    R"("reasoning":{"effort":"high","summary":"auto"},"include":["file_search_call.results","reasoning.encrypted_content"],)"
    R"("temperature":0.5,"top_p":0.9,"top_logprobs":2,"max_output_tokens":100,"user":"u","prompt_cache_key":"k",)"
    R"("metadata":{"a":"b"},"service_tier":"flex","truncation":"auto","store":true,"stream":true})";

} // namespace

class ResponsesRequestReaderTest final : public QObject
{
    Q_OBJECT

private slots:
    void wholeRequestComesBackAsItWas()
    {
        const RequestReading reading = read(richRequest);
        QVERIFY2(!reading.problem, reading.problem ? reading.problem->message.c_str() : "");
        Losses losses;

        const std::string body = written(reading.conversation, losses);

        QCOMPARE(body, richRequest);
        QCOMPARE(lossText(losses), std::string());
    }

    void itemsInARowAreOneTurn()
    {
        const Conversation conversation = read(richRequest).conversation;

        QCOMPARE(conversation.messages.size(), std::size_t(5));
        QCOMPARE(conversation.messages[0].path, std::string("instructions"));
        const Message &turn = conversation.messages[3];
        QCOMPARE(turn.parts.size(), std::size_t(5));
        QVERIFY(std::holds_alternative<ReasoningPart>(turn.parts[0]));
        QCOMPARE(std::get<ReasoningPart>(turn.parts[0]).encrypted, std::string("gAAA"));
        QCOMPARE(std::get<ToolCallPart>(turn.parts[2]).notes.path, std::string("input[4]"));
        QVERIFY(std::get<ToolCallPart>(turn.parts[3]).isFreeForm);
        QCOMPARE(std::get<OtherPart>(turn.parts[4]).kind, std::string("web_search_call"));
        QCOMPARE(conversation.messages[4].parts.size(), std::size_t(2));
    }

    void textAloneIsAUserTurn()
    {
        const Conversation conversation = read(R"({"model":"m","input":"hi"})").conversation;

        QCOMPARE(conversation.messages.size(), std::size_t(1));
        QVERIFY(conversation.messages[0].role == Message::Role::User);
        QCOMPARE(std::get<TextPart>(conversation.messages[0].parts[0]).text, std::string("hi"));
    }

    void strictIsTheDefaultWhereTheSchemaAllowsIt()
    {
        const std::string head =
            R"({"input":"x","tools":[{"type":"function","name":"f","parameters":)";
        const std::string closed = R"({"type":"object","properties":{"a":{"type":"string"}},)"
                                   R"("required":["a"],"additionalProperties":false}}]})";
        const std::string open = R"({"type":"object","properties":{"a":{"type":"string"}}}}]})";

        QVERIFY(read(head + closed).conversation.tools.at(0).strict == true);
        QVERIFY(!read(head + open).conversation.tools.at(0).strict);
    }

    void foreignThoughtsComeBackToTheirFamily()
    {
        const Conversation conversation =
            read(
                R"({"input":[{"type":"reasoning","summary":[{"type":"summary_text","text":"t"}],)"
                R"("encrypted_content":"signalbox:anthropic:signature:sig"},)"
                R"({"type":"reasoning","summary":[],"encrypted_content":"signalbox:gemini:call:g"},)"
                R"({"type":"function_call","call_id":"c","name":"f","arguments":"{}"}]})")
                .conversation;

        QCOMPARE(conversation.messages.size(), std::size_t(1));
        const auto &thought = std::get<ReasoningPart>(conversation.messages[0].parts.at(0));
        QVERIFY(thought.family == ReasoningPart::Family::Anthropic);
        QCOMPARE(thought.signature, std::string("sig"));
        QCOMPARE(std::get<ToolCallPart>(conversation.messages[0].parts.at(1)).signature,
                 std::string("g"));
    }

    void wrongFieldIsNamed_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("param");
        const auto row = [](const char *body, const char *param) {
            QTest::addRow("%s in %s", param, body) << QByteArray(body) << QByteArray(param);
        };
        row(R"({})", "input");
        row(R"({"input":[]})", "input");
        row(R"({"input":7})", "input");
        row(R"({"input":["x"]})", "input[0]");
        row(R"({"input":[{"content":"x"}]})", "input[0].role");
        row(R"({"input":[{"role":"robot","content":"x"}]})", "input[0].role");
        row(R"({"input":[{"role":"user"}]})", "input[0].content");
        row(R"({"input":[{"role":"user","content":5}]})", "input[0].content");
        row(R"({"input":[{"role":"user","content":[{"type":"input_text"}]}]})",
            "input[0].content[0].text");
        row(R"({"input":[{"role":"user","content":[{"type":"input_image"}]}]})",
            "input[0].content[0].image_url");
        row(R"({"input":[{"role":"user","content":[{"type":"input_image","image_url":"data:x"}]}]})",
            "input[0].content[0].image_url");
        row(R"({"input":[{"type":"function_call","name":"f","arguments":"{}"}]})",
            "input[0].call_id");
        row(R"({"input":[{"type":"function_call_output","call_id":"c"}]})", "input[0].output");
        row(R"({"input":[{"type":"item_reference","id":"msg_1"}]})", "input[0]");
        row(R"({"input":[{"id":"msg_1"}]})", "input[0]");
        row(R"({"input":"x","previous_response_id":"resp_1"})", "previous_response_id");
        row(R"({"input":"x","conversation":"conv_1"})", "conversation");
        row(R"({"input":"x","background":true})", "background");
        row(R"({"input":"x","prompt":{"id":"p"}})", "prompt");
        row(R"({"input":"x","temperature":"hot"})", "temperature");
        row(R"({"input":"x","tools":[{"type":"function"}]})", "tools[0].name");
        row(R"({"input":"x","tool_choice":"maybe"})", "tool_choice");
        row(R"({"input":"x","text":{"format":{"type":"json_schema","name":"n"}}})",
            "text.format.schema");
        row(R"({"input":"x","text":{"format":{"type":"xml"}}})", "text.format.type");
        row(R"({"input":"x","reasoning":"much"})", "reasoning");
        row(R"({"input":"x","include":[1]})", "include[0]");
    }

    void wrongFieldIsNamed()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, param);

        const RequestReading reading = read(body.toStdString());

        QVERIFY(reading.problem);
        QCOMPARE(reading.problem->status, 400);
        QCOMPARE(QByteArray::fromStdString(reading.problem->param), param);
        QVERIFY(!reading.problem->message.empty());
    }

    void thoughtThatIsOnlyNamedIsKeptApart()
    {
        const RequestReading reading = read(R"({"input":[{"role":"user","content":"x"},)"
                                            R"({"type":"item_reference","id":"rs_1"},)"
                                            R"({"type":"function_call","call_id":"c","name":"f",)"
                                            R"("arguments":"{}"}]})");

        QVERIFY(!reading.problem);
        const std::vector<Part> &parts = reading.conversation.messages.at(1).parts;
        QCOMPARE(parts.size(), std::size_t(2));
        QCOMPARE(std::get<OtherPart>(parts[0]).kind, std::string("item_reference"));
        QCOMPARE(std::get<OtherPart>(parts[0]).notes.path, std::string("input[1]"));
    }

    void falseBackgroundAndStoreAreFine()
    {
        QVERIFY(!read(R"({"input":"x","background":false,"store":true,)"
                      R"("previous_response_id":null})")
                     .problem);
    }

    void mutatedRequestsNeverCrash()
    {
        std::mt19937 random(7); // NOLINT: the same every time
        constexpr std::string_view alphabet = "{}[]\":,0a-tn";
        for (int round = 0; round < 4000; ++round) {
            std::string body = richRequest;
            for (int change = 0; change < 3; ++change)
                body[random() % body.size()] = alphabet[random() % alphabet.size()];
            const RequestReading reading = read(body);
            Losses losses;
            if (!reading.problem)
                written(reading.conversation, losses);
        }
    }
};

QTEST_GUILESS_MAIN(ResponsesRequestReaderTest)
#include "tst_ResponsesRequestReader.moc"
