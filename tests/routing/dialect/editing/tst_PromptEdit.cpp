// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/RequestEdits.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using routing::EditedBody;
using routing::editRequest;
using routing::PromptVariable;

/// What a transform does to the system prompt.
class PromptEditTest final : public QObject
{
    Q_OBJECT

private slots:
    void systemPromptIsPutWhereTheDialectHasIt_data()
    {
        QTest::addColumn<Endpoint>("endpoint");
        QTest::addColumn<Place>("place");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("edited");
        const auto row = [](const char *title, const Endpoint &endpoint, Place place,
                            const char *body, const char *edited) {
            QTest::newRow(title) << endpoint << place << QByteArray(body) << QByteArray(edited);
        };
        // The prompt is: N"
        row("chat without", chat, Place::Replace, "{\"messages\":[{\"role\":\"user\"}]}",
            "{\"messages\":[{\"role\":\"system\",\"content\":\"N\\\"\"},{\"role\":\"user\"}]}");
        row("chat without any", chat, Place::After, "{\"messages\":[]}",
            "{\"messages\":[{\"role\":\"system\",\"content\":\"N\\\"\"}]}");
        row("chat before", chat, Place::Before,
            "{\"messages\":[{\"role\":\"developer\",\"content\":\"o\\n\",\"name\":\"x\"}]}",
            "{\"messages\":[{\"role\":\"developer\",\"content\":\"N\\\"\\n\\no\\n\",\"name\":"
            "\"x\"}]}");
        row("chat after", chat, Place::After,
            "{\"messages\":[{\"role\":\"system\",\"content\":\"o\"}]}",
            "{\"messages\":[{\"role\":\"system\",\"content\":\"o\\n\\nN\\\"\"}]}");
        row("chat parts", chat, Place::After,
            "{\"messages\":[{\"role\":\"system\",\"content\":[{\"type\":\"text\",\"text\":\"o\"}]}]"
            "}",
            "{\"messages\":[{\"role\":\"system\",\"content\":[{\"type\":\"text\",\"text\":\"o\"},{"
            "\"type\":\"text\",\"text\":\"N\\\"\"}]}]}");
        row("chat replaces all", chat, Place::Replace,
            "{\"messages\":[{\"role\":\"system\",\"content\":\"o\"},{\"role\":\"developer\","
            "\"content\":\"p\"},{\"role\":\"user\",\"content\":\"u\"},{\"role\":\"system\","
            "\"content\":\"q\"}]}",
            "{\"messages\":[{\"role\":\"system\",\"content\":\"N\\\"\"},{\"role\":\"user\","
            "\"content\":\"u\"}]}");
        row("Ollama", ollama, Place::Before,
            "{\"messages\":[{\"role\":\"system\",\"content\":\"o\"}]}",
            "{\"messages\":[{\"role\":\"system\",\"content\":\"N\\\"\\n\\no\"}]}");
        row("completion", completion, Place::Before, "{\"prompt\":\"p\",\"system\":\"o\"}",
            "{\"prompt\":\"p\",\"system\":\"N\\\"\\n\\no\"}");
        row("completion without", completion, Place::After, "{\"prompt\":\"p\"}",
            "{\"prompt\":\"p\",\"system\":\"N\\\"\"}");
        row("responses", responses, Place::After, "{\"instructions\":\"o\",\"input\":\"i\"}",
            "{\"instructions\":\"o\\n\\nN\\\"\",\"input\":\"i\"}");
        row("responses null", responses, Place::After, "{\"instructions\":null}",
            "{\"instructions\":\"N\\\"\"}");
        row("responses replaces items", responses, Place::Replace,
            "{\"input\":[{\"role\":\"developer\",\"content\":\"o\"},{\"role\":\"user\"}]}",
            "{\"input\":[{\"role\":\"user\"}],\"instructions\":\"N\\\"\"}");
        row("Anthropic without", anthropic, Place::Before, "{\"max_tokens\":1}",
            "{\"max_tokens\":1,\"system\":\"N\\\"\"}");
        row("Anthropic text", anthropic, Place::Before, "{\"system\":\"o\"}",
            "{\"system\":\"N\\\"\\n\\no\"}");
        row("Anthropic blocks", anthropic, Place::Before,
            "{\"system\":[{\"type\":\"text\",\"text\":\"o\",\"cache_control\":{\"type\":"
            "\"ephemeral\"}}]}",
            "{\"system\":[{\"type\":\"text\",\"text\":\"N\\\"\"},{\"type\":\"text\",\"text\":\"o\","
            "\"cache_control\":{\"type\":\"ephemeral\"}}]}");
        row("Anthropic blocks replaced", anthropic, Place::Replace,
            "{\"system\":[{\"type\":\"text\",\"text\":\"o\"},{\"type\":\"text\",\"text\":\"p\","
            "\"cache_control\":{\"type\":\"ephemeral\"}}]}",
            "{\"system\":[{\"type\":\"text\",\"text\":\"N\\\"\",\"cache_control\":{\"type\":"
            "\"ephemeral\"}}]}");
        row("Anthropic count", anthropicCount, Place::Replace, "{\"system\":\"o\"}",
            "{\"system\":\"N\\\"\"}");
        row("Gemini without", gemini, Place::Before, "{\"contents\":[]}",
            "{\"contents\":[],\"systemInstruction\":{\"parts\":[{\"text\":\"N\\\"\"}]}}");
        row("Gemini before", gemini, Place::Before,
            "{\"system_instruction\":{\"role\":\"x\",\"parts\":[{\"text\":\"o\"}]}}",
            "{\"system_instruction\":{\"role\":\"x\",\"parts\":[{\"text\":\"N\\\"\"},{\"text\":"
            "\"o\"}]}}");
        row("Gemini's only part", gemini, Place::After,
            "{\"systemInstruction\":{\"parts\":{\"text\":\"o\"}}}",
            "{\"systemInstruction\":{\"parts\":[{\"text\":\"o\"},{\"text\":\"N\\\"\"}]}}");
        row("Gemini replaced", gemini, Place::Replace,
            "{\"systemInstruction\":{\"parts\":[{\"text\":\"o\"},{\"text\":\"p\"}]}}",
            "{\"systemInstruction\":{\"parts\":[{\"text\":\"N\\\"\"}]}}");
        row("Gemini counts contents", geminiCount, Place::Replace, "{\"contents\":[]}",
            "{\"contents\":[]}");
        row("Gemini counts a request", geminiCount, Place::Replace,
            "{\"generateContentRequest\":{\"contents\":[]}}",
            "{\"generateContentRequest\":{\"contents\":[],\"systemInstruction\":{\"parts\":[{"
            "\"text\":\"N\\\"\"}]}}}");
        row("embeddings have none", embeddings, Place::Replace, "{\"input\":\"x\"}",
            "{\"input\":\"x\"}");
    }

    void systemPromptIsPutWhereTheDialectHasIt()
    {
        QFETCH(Endpoint, endpoint);
        QFETCH(Place, place);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, edited);
        const EditedBody got =
            editRequest(endpoint, body.toStdString(), prompting("N\"", place), {});
        QCOMPARE(bytes(got.body), edited);
        QVERIFY(got.problems.empty());
    }

    void variablesAreFilledIn_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("filled");
        const auto row = [](const char *title, const char *text, const char *filled) {
            QTest::newRow(title) << QByteArray(text) << QByteArray(filled);
        };
        row("known", "Hi {{name}}!", "Hi A\"{{b}}!");
        row("spaces", "{{ name }}", "A\"{{b}}");
        row("unknown stays", "{{who}} {{name}}", "{{who}} A\"{{b}}");
        row("escaped", "{{{{name}}", "{{name}}");
        row("never closed", "{{name", "{{name");
        row("only closed", "name}}", "name}}");
        row("empty value", "[{{b}}]", "[]");
        row("braces of JSON", "{\"a\":{\"b\":1}}", "{\"a\":{\"b\":1}}");
    }

    void variablesAreFilledIn()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, filled);
        const std::vector<PromptVariable> variables{{"name", "A\"{{b}}"}, {"b", ""}};
        QCOMPARE(bytes(routing::filledPrompt(text.toStdString(), variables)), filled);
        const EditedBody got =
            editRequest(responses, "{}", prompting(text.constData(), Place::Replace), variables);
        const QJsonObject read = QJsonDocument::fromJson(bytes(got.body)).object();
        QCOMPARE(read[u"instructions"].toString().toUtf8(), filled);
    }

    void signalsBecomeTexts()
    {
        TransformNode node;
        node.fromSignals.emplace_back(
            QStringLiteral("n"),
            models::SignalName{.kind = models::SignalKind::InputTokens, .argument = {}});
        node.constants.emplace_back(QStringLiteral("c"), QStringLiteral("x"));
        const auto variables = routing::promptVariables(
            node, [](const models::SignalName &) { return models::SignalValue(812.0); });
        QCOMPARE(bytes(routing::filledPrompt("{{c}} {{n}}", variables)), QByteArray("x 812"));
        QCOMPARE(bytes(routing::promptText(true)), QByteArray("true"));
        QCOMPARE(bytes(routing::promptText({})), QByteArray());
    }
};

QTEST_GUILESS_MAIN(PromptEditTest)
#include "tst_PromptEdit.moc"
