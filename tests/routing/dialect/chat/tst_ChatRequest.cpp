// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/chat/ChatCodec.h"
#include "support/Translations.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using routing::chatClientCodec;
using routing::chatProviderCodec;
using routing::RequestReading;

namespace {

const QByteArray hello = QByteArrayLiteral("\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]");

models::Provider withQuirk(const char *name)
{
    models::Provider provider;
    provider.quirks = {QString::fromLatin1(name)};
    return provider;
}

Written there(const QByteArray &body, const models::Provider &provider)
{
    const RequestReading reading = readRequest(chatClientCodec(), body);
    if (reading.problem)
        qFatal("the test's request was refused: %s", reading.problem->message.c_str());
    return writeRequest(chatProviderCodec(), reading.conversation, provider);
}

} // namespace

class ChatRequestTest final : public QObject
{
    Q_OBJECT

private slots:
    void thereAndBackIsTheSame_data()
    {
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *title, const QByteArray &fields) {
            QTest::newRow(title) << QByteArray("{\"model\":\"m\"," + fields + "}");
        };
        row("text", hello);
        row("system, history, names",
            "\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"developer\","
            "\"content\":\"d\"},{\"role\":\"user\",\"content\":\"a\",\"name\":\"x\"},"
            "{\"role\":\"assistant\",\"content\":\"b\"},{\"role\":\"user\",\"content\":\"c\"}]");
        row("image",
            "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},"
            "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,QUJD\","
            "\"detail\":\"low\"}},{\"type\":\"image_url\",\"image_url\":{\"url\":"
            "\"https://x/y.png\"}}]}]");
        row("audio and file",
            "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\","
            "\"input_audio\":{\"data\":\"QUJD\",\"format\":\"wav\"}},{\"type\":\"file\",\"file\":{"
            "\"filename\":\"a.pdf\",\"file_data\":\"data:application/pdf;base64,QUJD\"}},"
            "{\"type\":\"file\",\"file\":{\"file_id\":\"f1\"}}]}]");
        row("tool loop",
            "\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\","
            "\"content\":"
            "null,\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":"
            "\"f\","
            "\"arguments\":\"{\\\"x\\\":1}\"}},{\"id\":\"c2\",\"type\":\"function\",\"function\":{"
            "\"name\":\"g\",\"arguments\":\"{}\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"c1\","
            "\"content\":\"1\"},{\"role\":\"tool\",\"tool_call_id\":\"c2\",\"content\":\"2\"}],"
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"d\","
            "\"parameters\":{\"type\":\"object\",\"properties\":{}},\"strict\":true}}],"
            "\"tool_choice\":\"auto\",\"parallel_tool_calls\":false");
        row("named tool",
            hello
                + ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{"
                  "}}}],\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}}");
        row("allowed tools",
            hello
                + ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{"
                  "}}}],\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":"
                  "\"auto\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}}");
        row("JSON object", hello + ",\"response_format\":{\"type\":\"json_object\"}");
        row("JSON schema",
            hello
                + ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\","
                  "\"schema\":{\"type\":\"object\"},\"strict\":true}}");
        row("sampling",
            hello
                + ",\"max_completion_tokens\":5,\"temperature\":0.5,\"top_p\":0.25,\"seed\":7,"
                  "\"n\":2,\"presence_penalty\":1,\"frequency_penalty\":0.5,\"logprobs\":true,"
                  "\"top_logprobs\":3,\"logit_bias\":{\"5\":1},\"stop\":[\"a\",\"b\"]");
        row("unknown fields stay",
            hello + ",\"verbosity\":\"low\",\"prediction\":{\"type\":\"content\"},\"store\":true");
        row("who asks",
            hello + ",\"user\":\"u\",\"prompt_cache_key\":\"k\",\"service_tier\":\"flex\"");
        row("stream", hello + ",\"stream\":true,\"stream_options\":{\"include_usage\":true}");
    }
    void thereAndBackIsTheSame()
    {
        QFETCH(QByteArray, body);

        const Written written = there(body, withQuirk("openai"));

        QCOMPARE(written.body, canonical(body));
        QCOMPARE(written.losses, QByteArrayList());
        QVERIFY2(written.problem.isEmpty(), written.problem.constData());
    }

    void quirksDecideHowItIsSaid_data()
    {
        QTest::addColumn<QByteArray>("quirk");
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArrayList>("losses");
        const auto row = [](const char *title, const char *quirk, const QByteArray &fields,
                            const QByteArray &written, const QByteArrayList &losses = {}) {
            QTest::newRow(title) << QByteArray(quirk) << fields << written << losses;
        };
        const QByteArray tool =
            ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{}}}]";
        row("old limit", "plain", hello + ",\"max_completion_tokens\":5",
            hello + ",\"max_tokens\":5");
        row("Mistral's any", "mistral", hello + tool + ",\"tool_choice\":\"required\"",
            hello + tool + ",\"tool_choice\":\"any\"");
        row("no seed", "deepseek", hello + ",\"seed\":1", hello, {"seed"});
        row("top_k", "openai", hello + ",\"top_k\":5", hello, {"top_k"});
        row("effort for a model that does not reason", "openai",
            hello + ",\"reasoning_effort\":\"high\"", hello, {"reasoning_effort"});
        row("developer", "plain", "\"messages\":[{\"role\":\"developer\",\"content\":\"d\"}]",
            "\"messages\":[{\"role\":\"system\",\"content\":\"d\"}]");
        const QByteArray thought =
            "\"messages\":[{\"role\":\"assistant\",\"content\":\"a\",\"reasoning_content\":\"t\"}]";
        row("thoughts kept", "deepseek", thought, thought);
        row("thoughts elsewhere", "groq", thought,
            "\"messages\":[{\"role\":\"assistant\",\"content\":\"a\",\"reasoning\":\"t\"}]");
        row("thoughts in the content", "mistral", thought,
            "\"messages\":[{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\","
            "\"thinking\":"
            "[{\"type\":\"text\",\"text\":\"t\"}]},{\"type\":\"text\",\"text\":\"a\"}]}]");
        row("thoughts nowhere", "openai", thought,
            "\"messages\":[{\"role\":\"assistant\",\"content\":\"a\"}]",
            {"messages[0].reasoning_content"});
    }
    void quirksDecideHowItIsSaid()
    {
        QFETCH(QByteArray, quirk);
        QFETCH(QByteArray, fields);
        QFETCH(QByteArray, written);
        QFETCH(QByteArrayList, losses);

        const Written got = there("{\"model\":\"m\"," + fields + "}", withQuirk(quirk.constData()));

        QCOMPARE(got.body, canonical("{\"model\":\"m\"," + written + "}"));
        QCOMPARE(got.losses, losses);
    }

    void mistralGetsIdsOfNineLetters()
    {
        const QByteArray body =
            "{\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"toolu_01ABC\","
            "\"type\":"
            "\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},{\"role\":\"tool\","
            "\"tool_call_id\":\"toolu_01ABC\",\"content\":\"1\"}]}";

        const QJsonArray messages =
            QJsonDocument::fromJson(there(body, withQuirk("mistral")).body)[u"messages"].toArray();

        const QString id = messages[0][u"tool_calls"][0][u"id"].toString();
        QCOMPARE(id.size(), 9);
        QCOMPARE(messages[1][u"tool_call_id"].toString(), id);
    }

    void hostsHaveTheirQuirks()
    {
        models::Provider provider;
        provider.baseUrl = QStringLiteral("https://api.mistral.ai/v1");
        QVERIFY(there("{" + hello + ",\"top_k\":5}", provider).losses.contains("top_k"));
        provider.baseUrl = QStringLiteral("https://openrouter.ai/api/v1");
        QVERIFY(there("{" + hello + ",\"top_k\":5}", provider).losses.isEmpty());
    }

    void functionsOfOldBecomeTools()
    {
        const QByteArray body = "{" + hello
            + ",\"functions\":[{\"name\":\"f\",\"parameters\":{}}],\"function_call\":{\"name\":"
              "\"f\"}}";

        const QJsonObject written =
            QJsonDocument::fromJson(there(body, withQuirk("plain")).body).object();

        QCOMPARE(written[u"tools"][0][u"function"][u"name"].toString(), QStringLiteral("f"));
        QCOMPARE(written[u"tool_choice"][u"function"][u"name"].toString(), QStringLiteral("f"));
    }

    void badRequestsNameTheField_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("field");
        const auto row = [](const char *field, const QByteArray &body) {
            QTest::newRow(field) << body << QByteArray(field);
        };
        row("messages", "{}");
        row("messages[0].role", "{\"messages\":[{\"role\":\"boss\",\"content\":\"a\"}]}");
        row("messages[0].content", "{\"messages\":[{\"role\":\"user\",\"content\":5}]}");
        row("messages[0].content[0].image_url",
            "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}]}");
        row("messages[0].content[0].image_url.url",
            "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{"
            "\"url\":\"data:image/png,xx\"}}]}]}");
        row("messages[0].tool_call_id", "{\"messages\":[{\"role\":\"tool\",\"content\":\"a\"}]}");
        row("messages[0].tool_calls[0].function.name",
            "{\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\"}]}]}");
        row("tools[0].function.name", "{" + hello + ",\"tools\":[{\"type\":\"function\"}]}");
        row("tool_choice", "{" + hello + ",\"tool_choice\":\"maybe\"}");
        row("response_format.type", "{" + hello + ",\"response_format\":{\"type\":\"xml\"}}");
        row("temperature", "{" + hello + ",\"temperature\":\"hot\"}");
        row("stop", "{" + hello + ",\"stop\":[1]}");
    }
    void badRequestsNameTheField()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, field);

        const RequestReading reading = readRequest(chatClientCodec(), body);

        QVERIFY(reading.problem);
        QCOMPARE(QByteArray::fromStdString(reading.problem->param), field);
        QCOMPARE(reading.problem->status, 400);
    }
};

QTEST_GUILESS_MAIN(ChatRequestTest)
#include "tst_ChatRequest.moc"
