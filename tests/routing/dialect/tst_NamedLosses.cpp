// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/anthropic/AnthropicCodec.h"
#include "routing/dialect/bedrock/BedrockCodec.h"
#include "routing/dialect/chat/ChatCodec.h"
#include "routing/dialect/cohere/CohereCodec.h"
#include "routing/dialect/gemini/GeminiCodec.h"
#include "routing/dialect/ollama/OllamaCodec.h"
#include "routing/dialect/responses/ResponsesCodec.h"
#include "support/Translations.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using namespace signalbox::routing;

namespace {

const ClientCodec &clientNamed(const QByteArray &name)
{
    if (name == "chat")
        return chatClientCodec();
    if (name == "responses")
        return responsesClientCodec();
    return name == "anthropic" ? anthropicClientCodec() : geminiClientCodec();
}

const ProviderCodec &providerNamed(const QByteArray &name)
{
    if (name == "chat")
        return chatProviderCodec();
    if (name == "responses")
        return responsesProviderCodec();
    if (name == "anthropic")
        return anthropicProviderCodec();
    if (name == "bedrock")
        return bedrockProviderCodec();
    if (name == "cohere")
        return cohereProviderCodec();
    return name == "ollama" ? ollamaProviderCodec() : geminiProviderCodec();
}

Written translated(const QByteArray &client, const QByteArray &provider, const QByteArray &body)
{
    const RequestReading reading = readRequest(clientNamed(client), body);
    if (reading.problem)
        qFatal("the test's request was refused: %s", reading.problem->message.c_str());
    return writeRequest(providerNamed(provider), reading.conversation);
}

const QByteArray chatHi =
    QByteArrayLiteral("\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]");
const QByteArray geminiHi = QByteArrayLiteral("\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}]");

} // namespace

/// What a dialect cannot say is told in the words of the client, never left out in silence.
class NamedLossesTest final : public QObject
{
    Q_OBJECT

private slots:
    void lossIsNamed_data()
    {
        QTest::addColumn<QByteArray>("client");
        QTest::addColumn<QByteArray>("provider");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArrayList>("losses");
        const auto row = [](const char *client, const char *provider, const char *what,
                            const QByteArray &fields, const QByteArrayList &losses) {
            QTest::addRow("%s to %s: %s", client, provider, what)
                << QByteArray(client) << QByteArray(provider) << QByteArray("{" + fields + "}")
                << losses;
        };
        row("chat", "cohere", "a signature",
            "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},{\"role\":\"assistant\","
            "\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"t\",\"signature\":"
            "\"s\",\"format\":null}],\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\","
            "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},{\"role\":\"tool\","
            "\"tool_call_id\":\"c\",\"content\":\"r\"}]",
            {"messages[1].reasoning_details.signature"});
        const QByteArray marked =
            "\"max_tokens\":9,\"system\":[{\"type\":\"text\",\"text\":\"s\",\"cache_control\":{"
            "\"type\":\"ephemeral\"}}],\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":"
            "\"text\",\"text\":\"a\",\"cache_control\":{\"type\":\"ephemeral\"}}]},{\"role\":"
            "\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"f\","
            "\"input\":{},\"cache_control\":{\"type\":\"ephemeral\"}}]},{\"role\":\"user\","
            "\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"c\",\"content\":\"1\","
            "\"cache_control\":{\"type\":\"ephemeral\"}}]}],\"tools\":[{\"name\":\"f\","
            "\"input_schema\":{\"type\":\"object\"},\"cache_control\":{\"type\":\"ephemeral\"}}]";
        const QByteArrayList marks{
            "system[0].cache_control", "messages[0].content[0].cache_control",
            "messages[1].content[0].cache_control", "messages[2].content[0].cache_control",
            "tools[0].cache_control"};
        for (const char *provider : {"chat", "responses", "gemini", "ollama"})
            row("anthropic", provider, "cache marks", marked, marks);
        const QByteArray hi = "\"max_tokens\":9," + chatHi;
        for (const char *provider : {"chat", "responses"})
            row("anthropic", provider, "thinking as it likes",
                hi + ",\"thinking\":{\"type\":\"adaptive\"}", {"thinking"});
        for (const char *provider : {"chat", "responses"})
            row("anthropic", provider, "no thinking", hi + ",\"thinking\":{\"type\":\"disabled\"}",
                {"thinking"});
        row("anthropic", "gemini", "effort without thinking",
            hi + ",\"output_config\":{\"effort\":\"low\"}", {"output_config.effort"});
        row("anthropic", "ollama", "budget of thinking",
            hi + ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048}", {"thinking"});
        row("anthropic", "ollama", "effort without thinking",
            hi + ",\"output_config\":{\"effort\":\"low\"}", {"output_config.effort"});
        row("anthropic", "ollama", "error of a tool",
            "\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":"
            "\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"f\","
            "\"input\":{}}]},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
            "\"tool_use_id\":\"c\",\"is_error\":true,\"content\":\"no\"}]}]",
            {"messages[2].content[0].is_error"});
        row("anthropic", "gemini", "one call at a time",
            hi
                + ",\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}],"
                  "\"tool_choice\":{\"type\":\"auto\",\"disable_parallel_tool_use\":true}",
            {"tool_choice.disable_parallel_tool_use"});
        row("anthropic", "chat", "fields of a part",
            "\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\","
            "\"text\":\"a\",\"odd\":1}]}]",
            {"messages[0].content[0].odd"});
        row("anthropic", "gemini", "who asks", hi + ",\"metadata\":{\"user_id\":\"u\"}",
            {"metadata.user_id"});
        for (const char *provider : {"chat", "responses"})
            row("gemini", provider, "no thinking",
                geminiHi + ",\"generationConfig\":{\"thinkingConfig\":{\"thinkingBudget\":0}}",
                {"generationConfig.thinkingConfig"});
        row("gemini", "responses", "sampling",
            geminiHi
                + ",\"generationConfig\":{\"topK\":3,\"seed\":1,\"stopSequences\":[\"x\"],"
                  "\"presencePenalty\":1,\"frequencyPenalty\":1,\"maxOutputTokens\":5}",
            {"generationConfig.topK", "generationConfig.seed", "generationConfig.stopSequences",
             "generationConfig.presencePenalty", "generationConfig.frequencyPenalty",
             "generationConfig.maxOutputTokens"});
        row("responses", "ollama", "effort",
            "\"input\":\"hi\",\"reasoning\":{\"effort\":\"medium\"}", {"reasoning"});
        row("responses", "ollama", "strict format",
            "\"input\":\"hi\",\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"n\","
            "\"strict\":true,\"schema\":{\"type\":\"object\"}}}",
            {"text.format.strict"});
        row("chat", "gemini", "biases", chatHi + ",\"logit_bias\":{\"5\":1}", {"logit_bias"});
        row("chat", "responses", "fields of a tool",
            chatHi + ",\"tools\":[{\"type\":\"function\",\"odd\":1,\"function\":{\"name\":\"f\"}}]",
            {"tools[0].odd"});
    }
    void lossIsNamed()
    {
        QFETCH(QByteArray, client);
        QFETCH(QByteArray, provider);
        QFETCH(QByteArray, body);
        QFETCH(QByteArrayList, losses);

        const Written written = translated(client, provider, body);

        QVERIFY2(written.problem.isEmpty(), written.problem.constData());
        for (const QByteArray &loss : losses)
            QVERIFY2(written.losses.contains(loss),
                     qPrintable(QString::fromUtf8(loss + " not in " + written.losses.join(' '))));
    }

    void argumentsOfNothingStayNothing_data()
    {
        QTest::addColumn<QByteArray>("provider");
        QTest::addColumn<QByteArray>("arguments");
        for (const char *provider : {"anthropic", "gemini", "bedrock", "ollama"}) {
            for (const char *arguments : {"null", "[]", "", " "})
                QTest::addRow("%s, '%s'", provider, arguments)
                    << QByteArray(provider) << QByteArray(arguments);
        }
    }
    void argumentsOfNothingStayNothing()
    {
        QFETCH(QByteArray, provider);
        QFETCH(QByteArray, arguments);

        const Written written = translated(
            "chat", provider,
            "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\","
            "\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\","
            "\"arguments\":\""
                + arguments
                + "\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"1\"}]}");

        QVERIFY2(written.problem.isEmpty(), written.problem.constData());
        const QByteArray field = provider == "gemini" ? "\"args\":{}"
            : provider == "ollama"                    ? "\"arguments\":{}"
                                                      : "\"input\":{}";
        QVERIFY2(written.body.contains(field), written.body.constData());
    }

    void resultKeepsItsJsonBesideMedia_data()
    {
        QTest::addColumn<QByteArray>("provider");
        for (const char *provider : {"chat", "responses", "anthropic", "bedrock"})
            QTest::newRow(provider) << QByteArray(provider);
    }
    void resultKeepsItsJsonBesideMedia()
    {
        QFETCH(QByteArray, provider);

        const Written written = translated(
            "gemini", provider,
            "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]},{\"role\":\"model\",\"parts\":[{"
            "\"functionCall\":{\"name\":\"f\",\"args\":{}}}]},{\"role\":\"user\",\"parts\":[{"
            "\"functionResponse\":{\"name\":\"f\",\"response\":{\"said\":\"words\"},\"parts\":[{"
            "\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"QUJD\"}}]}}]}]}");

        QVERIFY2(written.problem.isEmpty(), written.problem.constData());
        QVERIFY2(written.body.contains("words"), written.body.constData());
        QVERIFY2(written.body.contains("QUJD"), written.body.constData());
    }

    void textDocumentStaysInTheResult()
    {
        const Written written = translated(
            "anthropic", "gemini",
            "{\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":"
            "\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"f\","
            "\"input\":{}}]},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
            "\"tool_use_id\":\"c\",\"content\":[{\"type\":\"document\",\"source\":{\"type\":"
            "\"text\",\"media_type\":\"text/plain\",\"data\":\"words\"}}]}]}]}");

        QVERIFY2(written.body.contains("\"response\":{\"result\":\"words\"}"),
                 written.body.constData());
    }
};

QTEST_GUILESS_MAIN(NamedLossesTest)
#include "tst_NamedLosses.moc"
