// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/CallIds.h"
#include "routing/dialect/ollama/OllamaCodec.h"
#include "support/Translations.h"

#include <QTest>

#include <random>

using namespace signalbox::routing;
using namespace signalbox::tests;

namespace {

constexpr const char *png = "iVBORw0KGgoAAAANSUhEUg==";

/// \a text as JSON, which is easier to read with ' for ".
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

/// A request with every field that Ollama's clients send.
QByteArray fullRequest()
{
    return json("{'model':'m','messages':["
                "{'role':'system','content':'Be brief.'},"
                "{'role':'user','content':'Look','images':['")
        + png
        + json("']},"
               "{'role':'assistant','content':'','thinking':'hm','tool_calls':["
               "{'id':'a','function':{'name':'w','arguments':{'c':1}}},"
               "{'id':'b','function':{'name':'w','arguments':{}}}]},"
               "{'role':'tool','content':'sun','tool_name':'w','tool_call_id':'a'},"
               "{'role':'tool','content':'rain','tool_name':'w','tool_call_id':'b'}],"
               "'tools':[{'type':'function','function':{'name':'w','description':'d',"
               "'parameters':{'type':'object','properties':{}}}}],"
               "'format':{'type':'object'},'think':true,"
               "'options':{'temperature':0.5,'top_p':0.9,'top_k':4,'seed':7,'presence_penalty':0.1,"
               "'frequency_penalty':0.2,'num_predict':9,'stop':['x'],'min_p':0.05,'num_ctx':4096},"
               "'logprobs':true,'top_logprobs':2,'stream':false,'keep_alive':'5m'}");
}

/// A request with one message and \a fields.
QByteArray requestWith(const QByteArray &fields)
{
    return json("{'model':'m','messages':[{'role':'user','content':'Hi'}]," + fields + "}");
}

QByteArray requestOf(const QByteArray &message)
{
    return json("{'model':'m','messages':[" + message + "]}");
}

RequestReading readCompletion(const QByteArray &body)
{
    simdjson::dom::parser parser;
    const std::string text = body.toStdString();
    return ollamaClientCodec().readRequest(
        parser.parse(text).value(),
        {.model = "asked", .stream = false, .operation = Operation::Complete});
}

} // namespace

/// What Ollama's clients ask.
class OllamaClientTest final : public QObject
{
    Q_OBJECT

private slots:
    void requestComesBackAsItWas()
    {
        const RequestReading reading = readRequest(ollamaClientCodec(), fullRequest());
        QVERIFY(!reading.problem);

        const Written written = writeRequest(ollamaProviderCodec(), reading.conversation);

        QCOMPARE(written.body, canonical(fullRequest()));
        QVERIFY(written.losses.isEmpty());
    }

    void partsStandWhereTheClientPutThem()
    {
        const Conversation got = readRequest(ollamaClientCodec(), fullRequest()).conversation;

        QCOMPARE(got.messages.size(), std::size_t(5));
        const auto &image = std::get<MediaPart>(got.messages[1].parts[0]);
        QCOMPARE(image.mimeType, std::string("image/png"));
        QCOMPARE(image.notes.path, std::string("messages[1].images[0]"));
        const auto &call = std::get<ToolCallPart>(got.messages[2].parts[1]);
        QCOMPARE(call.argumentsJson, std::string("{\"c\":1}"));
        QCOMPARE(call.notes.path, std::string("messages[2].tool_calls[0]"));
        QVERIFY(got.messages[3].role == Message::Role::User);
        QCOMPARE(got.rest.front().first, std::string("options.min_p"));
    }

    void imagesAreKnownByTheirFirstBytes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<std::string>("type");
        const QByteArray rest(20, '\0');
        QTest::newRow("PNG") << QByteArray("\x89PNG\r\n\x1a\n") + rest << std::string("image/png");
        QTest::newRow("JPEG") << QByteArray("\xff\xd8\xff\xe0") + rest << std::string("image/jpeg");
        QTest::newRow("GIF") << QByteArray("GIF89a") + rest << std::string("image/gif");
        QTest::newRow("WebP") << QByteArray("RIFF\0\0\0\0WEBPVP8 ", 16) + rest
                              << std::string("image/webp");
        QTest::newRow("HEIC") << QByteArray("\0\0\0\x18"
                                            "ftypheic",
                                            12)
                + rest << std::string("image/heic");
        QTest::newRow("a sound") << QByteArray("RIFF\0\0\0\0WAVEfmt ", 16) + rest << std::string();
        QTest::newRow("nothing") << QByteArray() << std::string();
    }

    void imagesAreKnownByTheirFirstBytes()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(std::string, type);

        const RequestReading reading =
            readRequest(ollamaClientCodec(),
                        requestOf("{'role':'user','images':['" + bytes.toBase64() + "']}"));

        if (type.empty()) {
            QCOMPARE(reading.problem->param, std::string("messages[0].images[0]"));
            return;
        }
        QVERIFY(!reading.problem);
        const auto &parts = reading.conversation.messages[0].parts;
        QCOMPARE(std::get<MediaPart>(parts[0]).mimeType, type);
    }

    void imagesMayBeBrokenIntoLinesOrDataUrls()
    {
        const QByteArray broken = QByteArray(png).insert(8, "\\r\\n");
        const QByteArray url = "data:image/x;base64," + QByteArray(png);
        for (const QByteArray &image : {broken, url}) {
            const RequestReading reading = readRequest(
                ollamaClientCodec(), requestOf("{'role':'user','images':['" + image + "']}"));

            QVERIFY(!reading.problem);
            const auto &part = std::get<MediaPart>(reading.conversation.messages[0].parts[0]);
            QCOMPARE(part.base64, std::string(png));
            QCOMPARE(part.mimeType, std::string("image/png"));
        }
    }

    void thinkingIsAskedFor_data()
    {
        QTest::addColumn<QByteArray>("think");
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<bool>("isLossy");
        const auto row = [](const char *name, const char *think, const char *model,
                            const char *written, bool isLossy) {
            QTest::newRow(name) << json(think) << QByteArray(model) << json(written) << isLossy;
        };
        row("wanted", "true", "qwen3", "true", false);
        row("not wanted", "false", "qwen3", "false", false);
        row("not said", "null", "qwen3", "", false);
        row("a level", "'low'", "gpt-oss:20b", "'low'", false);
        row("the highest level", "'max'", "gpt-oss:20b", "'high'", false);
        row("wanted, of a model with levels", "true", "gpt-oss:20b", "true", false);
        row("a level, of a model without", "'high'", "qwen3", "true", true);
    }

    void thinkingIsAskedFor()
    {
        QFETCH(QByteArray, think);
        QFETCH(QByteArray, model);
        QFETCH(QByteArray, written);
        QFETCH(bool, isLossy);
        const RequestReading reading =
            readRequest(ollamaClientCodec(), requestWith("'think':" + think));
        QVERIFY(!reading.problem);
        const signalbox::models::Provider provider;
        Losses losses;

        const QByteArray body = QByteArray::fromStdString(ollamaProviderCodec().writeRequest(
            reading.conversation, {.model = model.toStdString(), .provider = provider}, losses));

        QCOMPARE(body.contains("\"think\":"), !written.isEmpty());
        QVERIFY(written.isEmpty() || body.contains(QByteArray("\"think\":" + written)));
        QCOMPARE(!losses.all().empty(), isLossy);
        if (isLossy)
            QCOMPARE(losses.all().front().path, std::string("think"));
    }

    void formatsAreRead_data()
    {
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<AnswerFormat::Kind>("kind");
        QTest::newRow("none") << QByteArray("''") << AnswerFormat::Kind::Text;
        QTest::newRow("null") << QByteArray("null") << AnswerFormat::Kind::Text;
        QTest::newRow("json") << QByteArray("'json'") << AnswerFormat::Kind::JsonObject;
        QTest::newRow("schema") << QByteArray("{'type':'object'}")
                                << AnswerFormat::Kind::JsonSchema;
    }

    void formatsAreRead()
    {
        QFETCH(QByteArray, format);
        QFETCH(AnswerFormat::Kind, kind);

        const RequestReading reading =
            readRequest(ollamaClientCodec(), requestWith("'format':" + format));

        QVERIFY(!reading.problem);
        QVERIFY(reading.conversation.format.kind == kind);
    }

    void whatSaysNothingIsNoLoss()
    {
        const RequestReading reading =
            readRequest(ollamaClientCodec(),
                        requestWith("'keep_alive':null,'options':{'num_predict':-1,'num_ctx':null},"
                                    "'tools':null"));

        QVERIFY(!reading.problem);
        QVERIFY(!reading.conversation.maxTokens);
        QVERIFY(reading.conversation.rest.empty());
    }

    void callsWithoutIdsAreMatched()
    {
        RequestReading reading = readRequest(
            ollamaClientCodec(),
            json("{'model':'m','messages':[{'role':'assistant','tool_calls':["
                 "{'function':{'name':'a','arguments':{}}},"
                 "{'type':'function','function':{'name':'b','arguments':'{\\'c\\':1}'}}]},"
                 "{'role':'tool','content':'2','tool_name':'b'},"
                 "{'role':'tool','content':'1'}]}"));
        QVERIFY(!reading.problem);

        completeCallIds(reading.conversation);

        const auto &messages = reading.conversation.messages;
        const auto idOf = [](const Part &part) { return std::get<ToolCallPart>(part).id; };
        QCOMPARE(std::get<ToolResultPart>(messages[1].parts[0]).callId, idOf(messages[0].parts[1]));
        QCOMPARE(std::get<ToolResultPart>(messages[2].parts[0]).callId, idOf(messages[0].parts[0]));
        QCOMPARE(std::get<ToolCallPart>(messages[0].parts[1]).argumentsJson,
                 std::string("{\"c\":1}"));
    }

    void wrongFieldsAreNamed_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<std::string>("param");
        const auto row = [](const QByteArray &body, const char *param) {
            QTest::newRow(param) << body << std::string(param);
        };
        row(json("{'model':'m'}"), "messages");
        row(requestOf("7"), "messages[0]");
        row(requestOf("{'role':'robot','content':'x'}"), "messages[0].role");
        row(requestOf("{'role':'user','content':['x']}"), "messages[0].content");
        row(requestOf("{'role':'user','images':'x'}"), "messages[0].images");
        row(requestOf("{'role':'user','images':['!!!!']}"), "messages[0].images[0]");
        row(requestOf("{'role':'assistant','thinking':1}"), "messages[0].thinking");
        row(requestOf("{'role':'assistant','tool_calls':{}}"), "messages[0].tool_calls");
        row(requestOf("{'role':'assistant','tool_calls':[1]}"), "messages[0].tool_calls[0]");
        row(requestOf("{'role':'assistant','tool_calls':[{'function':{}}]}"),
            "messages[0].tool_calls[0].function.name");
        row(requestOf("{'role':'assistant','tool_calls':[{'function':{'name':'a',"
                      "'arguments':'x'}}]}"),
            "messages[0].tool_calls[0].function.arguments");
        row(requestOf("{'role':'tool','content':'x','tool_name':{}}"), "messages[0].tool_name");
        row(requestWith("'tools':[{}]"), "tools[0].function");
        row(requestWith("'tools':[{'function':{}}]"), "tools[0].function.name");
        row(requestWith("'format':'xml'"), "format");
        row(requestWith("'think':'hard'"), "think");
        row(requestWith("'options':[]"), "options");
        row(requestWith("'options':{'temperature':'hot'}"), "options.temperature");
        row(requestWith("'options':{'stop':[1]}"), "options.stop[0]");
        row(requestWith("'logprobs':'yes'"), "logprobs");
    }

    void wrongFieldsAreNamed()
    {
        QFETCH(QByteArray, body);
        QFETCH(std::string, param);

        const RequestReading reading = readRequest(ollamaClientCodec(), body);

        QVERIFY(reading.problem);
        QCOMPARE(reading.problem->status, 400);
        QCOMPARE(reading.problem->param, param);
        QVERIFY(reading.problem->message.find("'" + param + "'") != std::string::npos);
    }

    void mutatedRequestsDoNoHarm()
    {
        std::mt19937 random(1); // NOLINT(cert-msc51-cpp): the same every time
        const std::string_view alphabet = "{}[]\",:0anull";
        const std::string request = fullRequest().toStdString();
        for (int round = 0; round < 3000; ++round) {
            std::string body = request;
            for (int change = 0; change < 2; ++change)
                body[random() % body.size()] = alphabet[random() % alphabet.size()];
            simdjson::dom::parser parser;
            Json root;
            if (parser.parse(body).get(root) != simdjson::SUCCESS)
                continue;
            const RequestReading reading = ollamaClientCodec().readRequest(root, {});
            writeRequest(ollamaProviderCodec(), reading.conversation);
        }
    }

    void completionIsReadAsAConversation()
    {
        const RequestReading reading = readCompletion(
            json("{'model':'m','prompt':'Look','system':'Be brief.','images':['" + QByteArray(png)
                 + "'],'format':'json','think':true,'raw':true,'template':'',"
                   "'options':{'num_predict':9}}"));

        QVERIFY(!reading.problem);
        const Conversation &got = reading.conversation;
        QCOMPARE(got.messages.size(), std::size_t(2));
        QVERIFY(got.messages[0].role == Message::Role::System);
        QCOMPARE(std::get<MediaPart>(got.messages[1].parts[0]).notes.path,
                 std::string("images[0]"));
        QCOMPARE(std::get<TextPart>(got.messages[1].parts[1]).text, std::string("Look"));
        QCOMPARE(got.maxTokens, std::optional<qint64>(9));
        QCOMPARE(got.rest.front().first, std::string("raw"));
        QCOMPARE(got.rest.back().first, std::string("template"));
    }

    void completionThatOnlyOllamaKnowsIsRefused_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<std::string>("param");
        QTest::newRow("a middle") << QByteArray("'prompt':'a','suffix':'b'")
                                  << std::string("suffix");
        QTest::newRow("tokens") << QByteArray("'prompt':'a','context':[1]")
                                << std::string("context");
        QTest::newRow("nothing") << QByteArray("'prompt':''") << std::string("prompt");
        QTest::newRow("no text") << QByteArray("'prompt':7") << std::string("prompt");
    }

    void completionThatOnlyOllamaKnowsIsRefused()
    {
        QFETCH(QByteArray, fields);
        QFETCH(std::string, param);

        const RequestReading reading = readCompletion(json("{'model':'m'," + fields + "}"));

        QVERIFY(reading.problem);
        QCOMPARE(reading.problem->param, param);
    }
};

QTEST_GUILESS_MAIN(OllamaClientTest)
#include "tst_OllamaClient.moc"
