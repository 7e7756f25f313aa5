// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/anthropic/AnthropicCodec.h"
#include "routing/dialect/chat/ChatCodec.h"
#include "routing/dialect/cohere/CohereCodec.h"
#include "support/Translations.h"

#include <QJsonObject>
#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using routing::chatClientCodec;
using routing::cohereProviderCodec;
using routing::RequestReading;

namespace {

const QByteArray hello = QByteArrayLiteral("\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]");
const QByteArray tools = QByteArrayLiteral(
    "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":"
    "\"object\"}}},{\"type\":\"function\",\"function\":{\"name\":\"g\",\"parameters\":{\"type\":"
    "\"object\"}}}]");
const QByteArray toolF = QByteArrayLiteral(
    "{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}}");
const QByteArray toolG = QByteArrayLiteral(
    "{\"type\":\"function\",\"function\":{\"name\":\"g\",\"parameters\":{\"type\":\"object\"}}}");

/// What a chat client's request becomes.
Written fromChat(const QByteArray &fields)
{
    const RequestReading reading =
        readRequest(chatClientCodec(), "{\"model\":\"asked\"," + fields + "}");
    if (reading.problem)
        qFatal("the test's request was refused: %s", reading.problem->message.c_str());
    return writeRequest(cohereProviderCodec(), reading.conversation);
}

/// The members of \a body but for those that every request has.
QByteArray membersOf(const QByteArray &body)
{
    QJsonObject object = QJsonDocument::fromJson(body).object();
    for (const char *known : {"model", "messages", "stream"})
        object.remove(QLatin1String(known));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

routing::Conversation thinkingTurns(bool withCall)
{
    using namespace routing;
    Conversation conversation;
    conversation.dialect = models::ClientDialect::OpenAiChat;
    conversation.reasoning.effort = "low";
    Message said{.role = Message::Role::Assistant, .path = "messages[0]"};
    said.parts.emplace_back(ReasoningPart{.text = "hm", .notes = {.path = "messages[0].r"}});
    if (withCall)
        said.parts.emplace_back(ToolCallPart{.id = "c", .name = "f", .argumentsJson = "{}"});
    else
        said.parts.emplace_back(TextPart{.text = "yes"});
    conversation.messages = {said};
    return conversation;
}

QByteArray writtenFor(const char *model, const routing::Conversation &conversation,
                      QByteArrayList &lost)
{
    const models::Provider provider;
    routing::Losses losses;
    const std::string body = cohereProviderCodec().writeRequest(
        conversation, {.model = model, .provider = provider}, losses);
    for (const auto &loss : losses.all())
        lost.append(QByteArray::fromStdString(loss.path));
    return canonical(body);
}

} // namespace

class CohereRequestWriterTest final : public QObject
{
    Q_OBJECT

private slots:
    void messagesAreWritten_data()
    {
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArrayList>("losses");
        const auto row = [](const char *title, const QByteArray &given, const QByteArray &written,
                            const QByteArrayList &losses = {}) {
            QTest::newRow(title) << given << written << losses;
        };
        row("text stays text", "{\"role\":\"user\",\"content\":\"hi\"}",
            "{\"role\":\"user\",\"content\":\"hi\"}");
        row("system and developer",
            "{\"role\":\"system\",\"content\":\"a\"},{\"role\":\"developer\",\"content\":[{"
            "\"type\":\"text\",\"text\":\"b\"},{\"type\":\"text\",\"text\":\"c\"}]},"
            "{\"role\":\"user\",\"content\":\"hi\"}",
            "{\"role\":\"system\",\"content\":\"a\"},{\"role\":\"system\",\"content\":\"b\\n\\nc\"}"
            ",{\"role\":\"user\",\"content\":\"hi\"}");
        row("images",
            "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"look\"},{\"type\":"
            "\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,QUJD\",\"detail\":"
            "\"low\"}},{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x/y.png\"}}]}",
            "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"look\"},{\"type\":"
            "\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,QUJD\",\"detail\":"
            "\"low\"}},{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x/y.png\"}}]}");
        row("calls and results",
            "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\",\"type\":"
            "\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":1}\"}},{\"id\":"
            "\"c2\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"\"}}]},"
            "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"1\"},"
            "{\"role\":\"tool\",\"tool_call_id\":\"c2\",\"content\":\"2\"},"
            "{\"role\":\"user\",\"content\":\"and?\"}",
            "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\","
            "\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":1}\"}},{\"id\":\"c2\","
            "\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]},"
            "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"1\"},"
            "{\"role\":\"tool\",\"tool_call_id\":\"c2\",\"content\":\"2\"},"
            "{\"role\":\"user\",\"content\":\"and?\"}");
        row("an answer without content is left out",
            "{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"\"},"
            "{\"role\":\"user\",\"content\":\"b\"}",
            "{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"b\"}");
        row("speakers have no names", "{\"role\":\"user\",\"content\":\"hi\",\"name\":\"x\"}",
            "{\"role\":\"user\",\"content\":\"hi\"}", {"messages[0].name"});
    }
    void messagesAreWritten()
    {
        QFETCH(QByteArray, given);
        QFETCH(QByteArray, written);
        QFETCH(QByteArrayList, losses);

        const Written got = fromChat("\"messages\":[" + given + "]");

        QCOMPARE(got.body,
                 canonical(QByteArray("{\"model\":\"m\",\"stream\":false,\"messages\":[" + written
                                      + "]}")));
        QCOMPARE(got.losses, losses);
        QVERIFY(got.problem.isEmpty());
    }

    void fieldsAreWritten_data()
    {
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArrayList>("losses");
        const auto row = [](const char *title, const QByteArray &given, const QByteArray &written,
                            const QByteArrayList &losses = {}) {
            QTest::newRow(title) << given << "{" + written + "}" << losses;
        };
        row("sampling",
            "\"max_completion_tokens\":5,\"temperature\":1.5,\"top_p\":0.25,\"top_k\":7,\"seed\":7,"
            "\"presence_penalty\":1,\"frequency_penalty\":0.5,\"stop\":[\"a\",\"b\"]",
            "\"max_tokens\":5,\"temperature\":1.5,\"p\":0.25,\"k\":7,\"seed\":7,"
            "\"presence_penalty\":1,\"frequency_penalty\":0.5,\"stop_sequences\":[\"a\",\"b\"]");
        row("sampling out of range",
            "\"top_p\":1,\"top_k\":501,\"presence_penalty\":-1,\"frequency_penalty\":2,\"seed\":-1",
            "\"p\":0.99,\"k\":500,\"presence_penalty\":0,\"frequency_penalty\":1",
            {"top_p", "top_k", "frequency_penalty", "presence_penalty", "seed"});
        row("what Cohere has not",
            "\"logprobs\":true,\"top_logprobs\":2,\"logit_bias\":{\"5\":1},\"user\":\"u\","
            "\"metadata\":{\"a\":\"b\"},\"prompt_cache_key\":\"k\",\"service_tier\":\"flex\","
            "\"verbosity\":\"low\"",
            "",
            {"logprobs", "top_logprobs", "logit_bias", "user", "metadata", "prompt_cache_key",
             "service_tier", "verbosity"});
        row("JSON object", "\"response_format\":{\"type\":\"json_object\"}",
            "\"response_format\":{\"type\":\"json_object\"}");
        row("JSON schema",
            "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\","
            "\"schema\":{\"type\":\"object\"},\"strict\":true}}",
            "\"response_format\":{\"type\":\"json_object\",\"json_schema\":{\"type\":\"object\"}}",
            {"response_format.name"});
        row("no thinking", "\"reasoning_effort\":\"none\"", "\"thinking\":{\"type\":\"disabled\"}");
        row("effort", "\"reasoning_effort\":\"low\"",
            "\"thinking\":{\"type\":\"enabled\",\"token_budget\":2048}");
        row("effort beyond the limit",
            "\"reasoning_effort\":\"low\",\"max_completion_tokens\":1000",
            "\"max_tokens\":1000,\"thinking\":{\"type\":\"enabled\",\"token_budget\":500}",
            {"reasoning_effort"});
        row("tools", tools, tools);
        row("no call", tools + ",\"tool_choice\":\"none\"", tools + ",\"tool_choice\":\"NONE\"");
        row("any call", tools + ",\"tool_choice\":\"required\"",
            tools + ",\"tool_choice\":\"REQUIRED\"");
        row("this call",
            tools + ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"g\"}}",
            "\"tools\":[" + toolG + "],\"tool_choice\":\"REQUIRED\"", {"tools[0]"});
        row("one of these, or none",
            tools
                + ",\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":"
                  "\"auto\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}}",
            "\"tools\":[" + toolF + "]", {"tools[1]"});
        row("one call at a time", tools + ",\"parallel_tool_calls\":false", tools,
            {"parallel_tool_calls"});
        row("strict tools",
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"strict\":true,"
            "\"parameters\":{\"type\":\"object\",\"required\":[\"a\"]}}}]",
            "\"strict_tools\":true,\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\","
            "\"parameters\":{\"type\":\"object\",\"required\":[\"a\"]}}}]");
        row("strict tools without arguments",
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"strict\":true,"
            "\"parameters\":{\"type\":\"object\"}}}]",
            "\"tools\":[" + toolF + "]", {"tools[0].strict"});
        row("six stops", "\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"]",
            "\"stop_sequences\":[\"a\",\"b\",\"c\",\"d\",\"e\"]", {"stop[5]"});
    }
    void fieldsAreWritten()
    {
        QFETCH(QByteArray, given);
        QFETCH(QByteArray, written);
        QFETCH(QByteArrayList, losses);

        const Written got = fromChat(hello + "," + given);

        QCOMPARE(membersOf(got.body), canonical(written));
        QCOMPARE(got.losses, losses);
        QVERIFY2(got.problem.isEmpty(), got.problem.constData());
    }

    void whatCannotBeSaidIsRefused_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QByteArray>("param");
        QTest::newRow("two answers") << hello + ",\"n\":2" << QByteArray("n");
        QTest::newRow("a call without tools")
            << hello + ",\"tool_choice\":\"required\"" << QByteArray("tool_choice");
        QTest::newRow("a call of a tool that is not there") << hello + "," + tools
                + ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"h\"}}"
                                                            << QByteArray("tool_choice");
        QTest::newRow("a recording")
            << QByteArray("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\","
                          "\"input_audio\":{\"data\":\"QUJD\",\"format\":\"wav\"}}]}]")
            << QByteArray("messages[0].content[0]");
        QTest::newRow("another provider's file") << QByteArray(
            "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\""
            ":{\"file_id\":\"f1\"}}]}]") << QByteArray("messages[0].content[0]");
    }
    void whatCannotBeSaidIsRefused()
    {
        QFETCH(QByteArray, fields);
        QFETCH(QByteArray, param);

        QCOMPARE(fromChat(fields).problem, param);
    }

    void besideToolsASchemaIsOneMoreTool()
    {
        const Written got =
            fromChat(hello + "," + tools
                     + ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":"
                       "\"n\",\"schema\":{\"type\":\"object\",\"title\":\"T\"}}}");

        const QJsonObject body = QJsonDocument::fromJson(got.body).object();
        const QJsonObject last =
            body[QLatin1String("tools")][2][QLatin1String("function")].toObject();
        QCOMPARE(last[QLatin1String("name")].toString(), QStringLiteral("answer_as_json"));
        QCOMPARE(last[QLatin1String("parameters")][QLatin1String("title")].toString(),
                 QStringLiteral("T"));
        QCOMPARE(body[QLatin1String("tool_choice")].toString(), QStringLiteral("REQUIRED"));
        QCOMPARE(got.losses, QByteArrayList{"response_format"});
    }

    void besideToolsAnObjectIsAskedForInWords()
    {
        const Written got =
            fromChat(hello + "," + tools + ",\"response_format\":{\"type\":\"json_object\"}");

        QCOMPARE(membersOf(got.body), canonical("{" + tools + "}"));
        QVERIFY(got.body.contains("one JSON object"));
        QCOMPARE(got.losses, QByteArrayList{"response_format"});
    }

    void thoughtsGoWhereCohereHadThem_data()
    {
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<bool>("withCall");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArrayList>("losses");
        const QByteArray call("\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{"
                              "\"name\":\"f\",\"arguments\":\"{}\"}}]");
        const QByteArray thought("{\"type\":\"thinking\",\"thinking\":\"hm\"}");
        QTest::newRow("plan") << QByteArray("command-a-03-2025") << true
                              << "\"tool_plan\":\"hm\"," + call
                              << QByteArrayList{"reasoning_effort"};
        QTest::newRow("no plan") << QByteArray("command-r7b-12-2024") << false
                                 << QByteArray("\"content\":\"yes\"")
                                 << QByteArrayList{"messages[0].r", "reasoning_effort"};
        QTest::newRow("thought before a call")
            << QByteArray("command-a-reasoning-08-2025") << true << "\"tool_plan\":\"hm\"," + call
            << QByteArrayList();
        QTest::newRow("thought before text")
            << QByteArray("command-a-plus-05-2026") << false
            << "\"content\":[" + thought + ",{\"type\":\"text\",\"text\":\"yes\"}]"
            << QByteArrayList();
    }
    void thoughtsGoWhereCohereHadThem()
    {
        QFETCH(QByteArray, model);
        QFETCH(bool, withCall);
        QFETCH(QByteArray, message);
        QFETCH(QByteArrayList, losses);
        QByteArrayList lost;

        const QByteArray body = writtenFor(model.constData(), thinkingTurns(withCall), lost);

        const QByteArray expected = canonical("{\"role\":\"assistant\"," + message + "}");
        QVERIFY2(body.contains(expected), body.constData());
        QCOMPARE(lost, losses);
    }

    void anothersThoughtsAreLost()
    {
        routing::Conversation conversation = thinkingTurns(false);
        std::get<routing::ReasoningPart>(conversation.messages[0].parts[0]).family =
            routing::ReasoningPart::Family::Anthropic;
        QByteArrayList lost;

        const QByteArray body = writtenFor("command-a-reasoning-08-2025", conversation, lost);

        QVERIFY(!body.contains("hm"));
        QCOMPARE(lost, QByteArrayList{"messages[0].r"});
    }

    void resultsOfAnthropicClientsComeFirst()
    {
        const RequestReading reading = readRequest(
            routing::anthropicClientCodec(),
            "{\"model\":\"x\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
            "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":"
            "\"f\",\"input\":{}}]},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
            "\"tool_use_id\":\"t1\",\"is_error\":true,\"content\":[{\"type\":\"text\",\"text\":"
            "\"no\"},{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":"
            "\"image/png\",\"data\":\"QUJD\"}}]},{\"type\":\"text\",\"text\":\"why?\"}]}]}");

        const Written got = writeRequest(cohereProviderCodec(), reading.conversation);

        QVERIFY2(got.body.contains(canonical(
                     QByteArray("{\"role\":\"tool\",\"tool_call_id\":\"t1\",\"content\":\"no\"}"))),
                 got.body.constData());
        QVERIFY(got.body.indexOf("\"tool_call_id\"") < got.body.indexOf("why?"));
        QVERIFY(got.body.contains("data:image/png;base64,QUJD"));
        QCOMPARE(got.losses,
                 (QByteArrayList{"messages[2].content[0].content[1]",
                                 "messages[2].content[0].is_error"}));
    }
};

QTEST_GUILESS_MAIN(CohereRequestWriterTest)
#include "tst_CohereRequestWriter.moc"
