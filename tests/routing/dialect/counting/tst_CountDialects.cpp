// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/counting/CountDialects.h"
#include "support/Translations.h"

#include <QTest>

#include <random>

using namespace signalbox::routing;
using signalbox::models::ClientDialect;
using signalbox::models::Provider;
using signalbox::models::ProviderDialect;
using signalbox::tests::canonical;

namespace {

/// Apostrophes stand for quotes.
QByteArray quoted(const char *json)
{
    return QByteArray(json).replace('\'', '"');
}

RequestReading asked(ClientDialect dialect, const QByteArray &body)
{
    simdjson::dom::parser parser;
    Json root;
    if (parser.parse(body.constData(), static_cast<std::size_t>(body.size())).get(root)
        != simdjson::SUCCESS)
        qFatal("the test's request is no JSON");
    return readCountRequest(dialect, root, {.model = "asked"});
}

std::optional<qint64> countIn(ProviderDialect dialect, const char *answer)
{
    simdjson::dom::parser parser;
    Json root;
    const std::string text = quoted(answer).toStdString();
    if (parser.parse(text).get(root) != simdjson::SUCCESS)
        qFatal("the test's answer is no JSON");
    return readCount(dialect, root);
}

/// All that a request may have, as a client of Anthropic's would write it.
Conversation fullConversation()
{
    return asked(ClientDialect::Anthropic,
                 quoted("{'model':'asked','max_tokens':9,'temperature':0.5,'top_k':3,"
                        "'stop_sequences':['x'],'stream':true,'metadata':{'user_id':'u'},"
                        "'service_tier':'auto','system':'Be brief','messages':[{'role':'user',"
                        "'content':'Hi'}],'tools':[{'name':'f','description':'d',"
                        "'input_schema':{'type':'object','properties':{}}}],"
                        "'tool_choice':{'type':'any'}}"))
        .conversation;
}

} // namespace

class CountDialectsTest final : public QObject
{
    Q_OBJECT

private slots:
    void providerIsAskedForTheInputOnly_data()
    {
        QTest::addColumn<ProviderDialect>("dialect");
        QTest::addColumn<QString>("baseUrl");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("Anthropic")
            << ProviderDialect::Anthropic << QStringLiteral("https://house.example")
            << quoted("{'model':'m','messages':[{'role':'user','content':[{'type':'text','text':"
                      "'Hi'}]}],'system':'Be brief','tools':[{'name':'f','description':'d',"
                      "'input_schema':{'type':'object','properties':{}}}],'tool_choice':{'type':"
                      "'any'}}");
        QTest::newRow("Responses")
            << ProviderDialect::OpenAiResponses << QStringLiteral("https://house.example/v1")
            << quoted("{'model':'m','input':[{'type':'message','role':'user','content':[{'type':"
                      "'input_text','text':'Hi'}]}],'instructions':'Be brief','tools':[{'type':"
                      "'function','name':'f','description':'d','parameters':{'type':'object',"
                      "'properties':{}},'strict':false}],'tool_choice':'required'}");
        QTest::newRow("Gemini")
            << ProviderDialect::Gemini << QStringLiteral("https://house.example/v1beta")
            << quoted("{'generateContentRequest':{'model':'models/m','systemInstruction':{'parts':["
                      "{'text':'Be brief'}]},'contents':[{'role':'user','parts':[{'text':'Hi'}]}],"
                      "'tools':[{'functionDeclarations':[{'name':'f','description':'d','"
                      "parametersJsonSchema':{'type':'object','properties':{}}}]}],"
                      "'toolConfig':{'functionCallingConfig':{'mode':'ANY'}}}}");
        QTest::newRow("Vertex")
            << ProviderDialect::Gemini
            << QStringLiteral("https://house.example/v1/projects/p/publishers/google")
            << quoted("{'contents':[{'role':'user','parts':[{'text':'Hi'}]}],'systemInstruction':{"
                      "'parts':[{'text':'Be brief'}]},'tools':[{'functionDeclarations':[{'name':"
                      "'f','description':'d','parametersJsonSchema':{'type':'object','properties':{"
                      "}}}]}]}");
        QTest::newRow("Bedrock")
            << ProviderDialect::Bedrock << QStringLiteral("https://house.example")
            << quoted("{'input':{'converse':{'messages':[{'role':'user','content':[{'text':'Hi'}]}]"
                      ",'system':[{'text':'Be brief'}],'toolConfig':{'tools':[{'toolSpec':{'name':"
                      "'f','description':'d','inputSchema':{'json':{'type':'object','properties':{"
                      "}}}}}],'toolChoice':{'any':{}}}}}}");
    }
    void providerIsAskedForTheInputOnly()
    {
        QFETCH(ProviderDialect, dialect);
        QFETCH(QString, baseUrl);
        QFETCH(QByteArray, body);
        Provider provider;
        provider.baseUrl = baseUrl;
        Losses losses;

        const auto request = countRequestBody(dialect, fullConversation(),
                                              {.model = "m", .provider = provider}, losses);

        QVERIFY(request);
        QCOMPARE(canonical(*request), canonical(body));
        QVERIFY(losses.all().empty());
        QVERIFY(!losses.problem());
    }

    void whatCannotBeSaidIsLost()
    {
        Conversation conversation = fullConversation();
        conversation.messages.back().parts.emplace_back(
            MediaPart{.kind = MediaPart::Kind::Audio, .mimeType = "audio/wav", .base64 = "AAAA"});
        const Provider provider;
        Losses losses;

        countRequestBody(ProviderDialect::Anthropic, conversation,
                         {.model = "m", .provider = provider}, losses);

        QVERIFY(losses.problem());
    }

    void someProvidersCannotBeAsked()
    {
        const Provider provider;
        for (const auto dialect : {ProviderDialect::OpenAi, ProviderDialect::Ollama,
                                   ProviderDialect::Cohere, ProviderDialect::Simulated}) {
            Losses losses;

            QVERIFY(!canCount(dialect));
            QVERIFY(!countRequestBody(dialect, fullConversation(),
                                      {.model = "m", .provider = provider}, losses));
            QVERIFY(!countIn(dialect, "{'input_tokens':3,'totalTokens':3,'inputTokens':3}"));
        }
    }

    void countsAreRead_data()
    {
        QTest::addColumn<ProviderDialect>("dialect");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("tokens"); // -1: not told
        const auto row = [](const char *name, ProviderDialect dialect, const char *answer,
                            int tokens) {
            QTest::newRow(name) << dialect << QByteArray(answer) << tokens;
        };
        row("Anthropic", ProviderDialect::Anthropic, "{'input_tokens':14}", 14);
        row("Gemini", ProviderDialect::Gemini,
            "{'totalTokens':8,'promptTokensDetails':[{'modality':'TEXT','tokenCount':8}]}", 8);
        row("Responses", ProviderDialect::OpenAiResponses,
            "{'object':'response.input_tokens','input_tokens':18}", 18);
        row("Bedrock", ProviderDialect::Bedrock, "{'inputTokens':11}", 11);
        row("none", ProviderDialect::Anthropic, "{}", -1);
        row("a word", ProviderDialect::Anthropic, "{'input_tokens':'14'}", -1);
        row("below nothing", ProviderDialect::Anthropic, "{'input_tokens':-4}", -1);
        row("no object", ProviderDialect::Anthropic, "[14]", -1);
        row("an error", ProviderDialect::Gemini, "{'error':{'code':404}}", -1);
    }
    void countsAreRead()
    {
        QFETCH(ProviderDialect, dialect);
        QFETCH(QByteArray, answer);
        QFETCH(int, tokens);

        QCOMPARE(countIn(dialect, answer.constData()).value_or(-1), tokens);
    }

    void clientsAskInTheirDialect_data()
    {
        QTest::addColumn<ClientDialect>("dialect");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("Anthropic") << ClientDialect::Anthropic
                                   << quoted("{'model':'m','messages':[{'role':'user','content':"
                                             "'Hi'}]}");
        QTest::newRow("Gemini, contents")
            << ClientDialect::Gemini << quoted("{'contents':[{'parts':[{'text':'Hi'}]}]}");
        QTest::newRow("Gemini, whole")
            << ClientDialect::Gemini
            << quoted("{'generateContentRequest':{'model':'models/m','contents':[{'role':'user',"
                      "'parts':[{'text':'Hi'}]}]}}");
        QTest::newRow("Gemini, snakes") << ClientDialect::Gemini
                                        << quoted("{'generate_content_request':{'contents':[{"
                                                  "'parts':[{'text':'Hi'}]}]}}");
        QTest::newRow("Responses")
            << ClientDialect::OpenAiResponses << quoted("{'model':'m','input':'Hi'}");
    }
    void clientsAskInTheirDialect()
    {
        QFETCH(ClientDialect, dialect);
        QFETCH(QByteArray, body);

        const RequestReading reading = asked(dialect, body);

        QVERIFY2(!reading.problem, reading.problem ? reading.problem->message.c_str() : "");
        QCOMPARE(reading.conversation.dialect, dialect);
        QCOMPARE(reading.conversation.messages.size(), std::size_t{1});
        const auto *text = std::get_if<TextPart>(&reading.conversation.messages[0].parts.at(0));
        QVERIFY(text && text->text == "Hi");
    }

    void wrongRequestsNameTheField_data()
    {
        QTest::addColumn<ClientDialect>("dialect");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("param");
        const auto row = [](const char *name, ClientDialect dialect, const char *body,
                            const char *param) {
            QTest::newRow(name) << dialect << quoted(body) << QByteArray(param);
        };
        row("no messages", ClientDialect::Anthropic, "{'model':'m'}", "messages");
        row("no contents", ClientDialect::Gemini, "{}", "contents");
        row("both", ClientDialect::Gemini,
            "{'contents':[],'generateContentRequest':{'contents':[]}}", "contents");
        row("whole, no object", ClientDialect::Gemini, "{'generateContentRequest':3}",
            "generateContentRequest");
        row("whole, role", ClientDialect::Gemini,
            "{'generateContentRequest':{'contents':[{'role':'god','parts':[{'text':'Hi'}]}]}}",
            "generateContentRequest.contents[0].role");
        row("no such endpoint", ClientDialect::OpenAiChat, "{}", "");
    }
    void wrongRequestsNameTheField()
    {
        QFETCH(ClientDialect, dialect);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, param);

        const RequestReading reading = asked(dialect, body);

        QVERIFY(reading.problem);
        QCOMPARE(reading.problem->status, 400);
        QCOMPARE(QByteArray::fromStdString(reading.problem->param), param);
    }

    void clientsAreAnsweredInTheirDialect()
    {
        const auto answer = [](ClientDialect dialect) {
            return QByteArray::fromStdString(writeCount(dialect, 17));
        };

        QCOMPARE(answer(ClientDialect::Anthropic), QByteArray("{\"input_tokens\":17}"));
        QCOMPARE(answer(ClientDialect::Gemini), QByteArray("{\"totalTokens\":17}"));
        QCOMPARE(answer(ClientDialect::OpenAiResponses),
                 QByteArray("{\"object\":\"response.input_tokens\",\"input_tokens\":17}"));
        QCOMPARE(answer(ClientDialect::OpenAiChat), QByteArray());
    }

    void anyBodyIsHarmless()
    {
        std::mt19937 random(4711);
        const std::string whole =
            quoted("{'generateContentRequest':{'contents':[{'role':'user','parts':[{'text':'Hi'}]}]"
                   "},'messages':[{'role':'user','content':'Hi'}],'input':'Hi','model':'m'}")
                .toStdString();
        for (int round = 0; round < 3000; ++round) {
            std::string body = whole;
            for (int change = 0; change < 2; ++change)
                body[random() % body.size()] = "{}[]\",:1n"[random() % 9];
            simdjson::dom::parser parser;
            Json root;
            if (parser.parse(body).get(root) != simdjson::SUCCESS)
                continue;
            for (const auto dialect : {ClientDialect::Anthropic, ClientDialect::Gemini,
                                       ClientDialect::OpenAiResponses}) {
                const RequestReading reading = readCountRequest(dialect, root, {.model = "m"});
                QVERIFY(reading.problem || !reading.conversation.messages.empty());
            }
        }
    }
};

QTEST_GUILESS_MAIN(CountDialectsTest)
#include "tst_CountDialects.moc"
