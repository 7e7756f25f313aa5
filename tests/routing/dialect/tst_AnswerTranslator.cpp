// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/AnswerTranslator.h"
#include "routing/dialect/Codecs.h"

#include <QByteArrayList>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace signalbox;
using namespace signalbox::routing;
using models::ClientDialect;
using models::ProviderDialect;
using Framing = AnswerTranslator::Framing;

namespace {

const QByteArray claudeStream = QByteArrayLiteral(
    "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m1\",\"model\":"
    "\"claude\",\"usage\":{\"input_tokens\":5,\"output_tokens\":1}}}\n\n"
    "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
    "\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\"}}\n\n"
    "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{"
    "\"type\":\"thinking_delta\",\"thinking\":\"hm\"}}\n\n"
    "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{"
    "\"type\":\"signature_delta\",\"signature\":\"sig\"}}\n\n"
    "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
    "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":1,"
    "\"content_block\":{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"f\",\"input\":{}}}\n\n"
    "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":1,\"delta\":{"
    "\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\":1}\"}}\n\n"
    "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":1}\n\n"
    "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":"
    "\"tool_use\"},\"usage\":{\"output_tokens\":9}}\n\n"
    "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");

/// What a chat client asked.
Conversation chatRequest()
{
    Conversation conversation;
    conversation.dialect = ClientDialect::OpenAiChat;
    return conversation;
}

/// A translator from \a provider's answers to those of chat clients.
class Stage
{
public:
    Stage(ProviderDialect provider, Framing framing, bool wantsStream)
        : m_translator(*clientCodec(ClientDialect::OpenAiChat), *providerCodec(provider),
                       {.exchangeId = "x", .model = "m", .nowS = 1, .conversation = m_conversation},
                       framing, wantsStream)
    {}
    AnswerTranslator *operator->() { return &m_translator; }
    QByteArray take() { return QByteArray::fromStdString(m_translator.take()); }

private:
    Conversation m_conversation = chatRequest();
    AnswerTranslator m_translator;
};

} // namespace

class AnswerTranslatorTest final : public QObject
{
    Q_OBJECT

private slots:
    void streamIsTheSameWhereverItsPiecesEnd()
    {
        const std::string bytes = claudeStream.toStdString();
        QByteArray whole;
        for (std::size_t split = 0; split <= bytes.size(); ++split) {
            Stage stage(ProviderDialect::Anthropic, Framing::ServerSentEvents, true);
            stage->feed(std::string_view(bytes).substr(0, split), 10);
            stage->feed(std::string_view(bytes).substr(split), 20);
            stage->finish(30);
            const QByteArray got = stage.take();
            if (split == 0)
                whole = got;
            QCOMPARE(got, whole);
            QVERIFY(stage->hasEnded());
        }
        QVERIFY(whole.contains("\"finish_reason\":\"tool_calls\""));
        QVERIFY(whole.endsWith("data: [DONE]\n\n"));
    }

    void factsAreThoseOfTheAnswer()
    {
        Stage stage(ProviderDialect::Anthropic, Framing::ServerSentEvents, true);
        QVERIFY(!stage->hasContent());
        stage->feed(claudeStream.toStdString(), 10);
        stage->finish(30);

        QCOMPARE(stage->firstContentNs(), 10);
        QCOMPARE(stage->facts().usage.input, 5);
        QCOMPARE(stage->facts().usage.output, 9);
        QCOMPARE(stage->facts().finishReason, std::string("tool_use"));
        QVERIFY(!stage->facts().hasError);
    }

    void thoughtsBeforeACallAreNoted()
    {
        Stage stage(ProviderDialect::Anthropic, Framing::ServerSentEvents, true);
        stage->feed(claudeStream.toStdString(), 10);
        stage->finish(30);

        QCOMPARE(stage->calls().size(), std::size_t(1));
        const CallNotes::Note &note = stage->calls().front();
        QCOMPARE(note.id, std::string("toolu_1"));
        QCOMPARE(note.thoughts.size(), std::size_t(1));
        QCOMPARE(note.thoughts.front().text, std::string("hm"));
        QCOMPARE(note.thoughts.front().signature, std::string("sig"));
    }

    void streamBecomesOneBodyForAClientThatWantsOne()
    {
        Stage stage(ProviderDialect::Anthropic, Framing::ServerSentEvents, false);
        const qsizetype half = claudeStream.size() / 2;
        stage->feed(claudeStream.left(half).toStdString(), 10);
        QVERIFY(stage.take().isEmpty());
        stage->feed(claudeStream.mid(half).toStdString(), 20);
        stage->finish(30);

        const QJsonObject body = QJsonDocument::fromJson(stage.take()).object();
        const QJsonValue call = body[u"choices"][0][u"message"][u"tool_calls"][0];
        QCOMPARE(call[u"id"].toString(), QStringLiteral("toolu_1"));
        QCOMPARE(call[u"function"][u"arguments"].toString(), QStringLiteral("{\"a\":1}"));
    }

    void oneBodyBecomesAStream()
    {
        Stage stage(ProviderDialect::Gemini, Framing::Whole, true);
        stage->feed("{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\","
                    "\"args\":{}},\"thoughtSignature\":\"sig\"}]},\"finishReason\":\"STOP\"}]}",
                    10);
        stage->finish(20);

        const QByteArray got = stage.take();
        QVERIFY(got.contains("\"id\":\"call_x_1\"")); // Gemini gives calls no ids
        QVERIFY(got.endsWith("data: [DONE]\n\n"));
        QCOMPARE(stage->calls().front().id, std::string("call_x_1"));
        QCOMPARE(stage->calls().front().signature, std::string("sig"));
    }

    void errorInPlaceOfAnAnswerIsTold()
    {
        Stage stage(ProviderDialect::OpenAiResponses, Framing::Whole, false);
        stage->feed("{\"error\":{\"message\":\"No temperature.\",\"type\":\"x\"}}", 10);
        stage->finish(20);

        QVERIFY(stage->error());
        QCOMPARE(stage->error()->message, std::string("No temperature."));
    }

    void unreadableAnswersAreErrors_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("no JSON") << QByteArray("surprise") << QByteArray("no JSON object");
        QTest::newRow("no answer") << QByteArray("{}") << QByteArray("holds no answer");
        QTest::newRow("an error") << QByteArray("{\"error\":{\"message\":\"no\"}}")
                                  << QByteArray("no");
        QTest::newRow("nothing") << QByteArray() << QByteArray("no JSON object");
    }
    void unreadableAnswersAreErrors()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, words);
        Stage stage(ProviderDialect::OpenAi, Framing::Whole, false);
        stage->feed(bytes.toStdString(), 10);
        stage->finish(20);

        QVERIFY(stage->error());
        QVERIFY2(QByteArray::fromStdString(stage->error()->message).contains(words),
                 stage->error()->message.c_str());
        QVERIFY(stage->facts().hasError);
        QVERIFY(stage.take().isEmpty());
    }

    void brokenMessagesOfAwsAreErrors()
    {
        Stage stage(ProviderDialect::Bedrock, Framing::AwsEvents, true);
        stage->feed(std::string(64, 'x'), 10);
        stage->finish(20);

        QVERIFY(stage->error());
        QVERIFY(!stage->hasEnded());
    }

    void whatTheClientCannotBeToldIsNamed_data()
    {
        QTest::addColumn<ProviderDialect>("provider");
        QTest::addColumn<Framing>("framing");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("names");

        QTest::newRow("nothing") << ProviderDialect::Anthropic << Framing::ServerSentEvents
                                 << claudeStream << QByteArray();
        QTest::newRow("gemini, whole")
            << ProviderDialect::Gemini << Framing::Whole
            << QByteArray("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},"
                          "\"groundingMetadata\":{\"groundingChunks\":[]},\"citationMetadata\":{},"
                          "\"finishReason\":\"STOP\"}]}")
            << QByteArray("groundingMetadata");
        QTest::newRow("gemini, stream")
            << ProviderDialect::Gemini << Framing::ServerSentEvents
            << QByteArray("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},"
                          "\"groundingMetadata\":{\"x\":1}}]}\n\n")
            << QByteArray("groundingMetadata");
        QTest::newRow("gemini, image")
            << ProviderDialect::Gemini << Framing::Whole
            << QByteArray("{\"candidates\":[{\"content\":{\"parts\":[{\"inlineData\":{"
                          "\"mimeType\":\"image/png\",\"data\":\"aGk=\"}}]},\"finishReason\":"
                          "\"STOP\"}]}")
            << QByteArray("media");
        QTest::newRow("claude, whole")
            << ProviderDialect::Anthropic << Framing::Whole
            << QByteArray("{\"type\":\"message\",\"content\":[{\"type\":\"server_tool_use\",\"id\":"
                          "\"s\",\"name\":\"web_search\",\"input\":{}},{\"type\":\"text\",\"text\":"
                          "\"a\",\"citations\":[{\"url\":\"u\"}]}],\"stop_reason\":\"end_turn\"}")
            << QByteArray("server_tool_use,citations");
        QTest::newRow("claude, stream")
            << ProviderDialect::Anthropic << Framing::ServerSentEvents
            << QByteArray("data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":"
                          "\"citations_delta\",\"citation\":{}}}\n\n")
            << QByteArray("citations");
        QTest::newRow("responses, whole")
            << ProviderDialect::OpenAiResponses << Framing::Whole
            << QByteArray(
                   "{\"status\":\"completed\",\"output\":[{\"type\":\"message\",\"content\":[{"
                   "\"type\":\"output_text\",\"text\":\"a\",\"annotations\":[{\"url\":\"u\"}]}"
                   "]}]}")
            << QByteArray("annotations");
        QTest::newRow("bedrock, whole")
            << ProviderDialect::Bedrock << Framing::Whole
            << QByteArray(
                   "{\"output\":{\"message\":{\"content\":[{\"citationsContent\":{\"content\":["
                   "{\"text\":\"a\"}],\"citations\":[{\"title\":\"t\"}]}}]}},\"stopReason\":"
                   "\"end_turn\"}")
            << QByteArray("citations");
    }

    void whatTheClientCannotBeToldIsNamed()
    {
        QFETCH(ProviderDialect, provider);
        QFETCH(Framing, framing);
        QFETCH(QByteArray, bytes);
        Stage stage(provider, framing, framing != Framing::Whole);
        stage->feed(bytes.toStdString(), 10);
        stage->finish(20);

        QByteArrayList names;
        for (const std::string &name : stage->unsaidNames())
            names.append(QByteArray::fromStdString(name));
        QTEST(names.join(','), "names");
    }

    void remarksOfTheChatDialectAreNamedForOthers()
    {
        Conversation asked;
        asked.dialect = ClientDialect::Anthropic;
        AnswerTranslator translator(
            *clientCodec(ClientDialect::Anthropic), *providerCodec(ProviderDialect::OpenAi),
            {.exchangeId = "x", .model = "m", .conversation = asked}, Framing::Whole, false);
        translator.feed("{\"choices\":[{\"message\":{\"content\":\"a\",\"annotations\":[{\"type\":"
                        "\"url_citation\"}]},\"finish_reason\":\"stop\"}],\"citations\":[\"u\"]}",
                        1);
        translator.finish(2);

        QCOMPARE(translator.unsaidNames(), (std::vector<std::string>{"annotations", "citations"}));
    }

    void textOfACustomToolGoesAsEachClientTakesIt_data()
    {
        QTest::addColumn<ClientDialect>("client");
        QTest::addColumn<QByteArrayList>("words");
        QTest::newRow("chat") << ClientDialect::OpenAiChat
                              << QByteArrayList{"\"type\":\"custom\",\"custom\":{\"name\":\"f\"",
                                                "\"custom\":{\"input\":\"4 + \\\"4\\\"\"}"};
        QTest::newRow("anthropic") << ClientDialect::Anthropic
                                   << QByteArrayList{"\"partial_json\":\"{\\\"input\\\":\\\"\"",
                                                     "\"partial_json\":\"4 + \\\\\\\"4\\\\\\\"\"",
                                                     "\"partial_json\":\"\\\"}\""};
    }

    void textOfACustomToolGoesAsEachClientTakesIt()
    {
        QFETCH(ClientDialect, client);
        QFETCH(QByteArrayList, words);
        Conversation asked;
        asked.dialect = client;
        AnswerTranslator translator(*clientCodec(client),
                                    *providerCodec(ProviderDialect::OpenAiResponses),
                                    {.exchangeId = "x", .model = "m", .conversation = asked},
                                    Framing::ServerSentEvents, true);
        translator.feed(
            "data: {\"type\":\"response.created\",\"response\":{\"id\":\"r\"}}\n\n"
            "data: {\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":{\"type\":"
            "\"custom_tool_call\",\"id\":\"i\",\"call_id\":\"c\",\"name\":\"f\",\"input\":\"\"}}"
            "\n\n"
            "data: {\"type\":\"response.custom_tool_call_input.delta\",\"output_index\":0,"
            "\"item_id\":\"i\",\"delta\":\"4 + \\\"4\\\"\"}\n\n"
            "data: {\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":{\"type\":"
            "\"custom_tool_call\",\"id\":\"i\",\"call_id\":\"c\",\"name\":\"f\",\"input\":"
            "\"4 + \\\"4\\\"\"}}\n\n"
            "data: {\"type\":\"response.completed\",\"response\":{\"status\":\"completed\"}}\n\n",
            1);
        translator.finish(2);

        const QByteArray got = QByteArray::fromStdString(translator.take());
        for (const QByteArray &word : words)
            QVERIFY2(got.contains(word), got.constData());
    }

    void breakingOffTellsTheClientOnce()
    {
        Stage stage(ProviderDialect::Anthropic, Framing::ServerSentEvents, true);
        stage->feed(claudeStream.left(claudeStream.indexOf("signature_delta")).toStdString(), 10);
        const QByteArray before = stage.take();
        const QByteArray end = QByteArray::fromStdString(
            stage->breakOff({.status = 502, .message = "cut", .code = "stream_interrupted"}));

        QVERIFY(!before.contains("[DONE]"));
        QVERIFY(end.contains("\"error\""));
        QVERIFY(!end.contains("[DONE]"));
    }
};

QTEST_GUILESS_MAIN(AnswerTranslatorTest)
#include "tst_AnswerTranslator.moc"
