// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/SchemaTool.h"
#include "routing/dialect/anthropic/AnthropicCodec.h"
#include "routing/dialect/bedrock/BedrockCodec.h"
#include "routing/dialect/bedrock/BedrockModel.h"
#include "support/Translations.h"

#include <QByteArrayList>
#include <QTest>

using namespace signalbox;
using namespace signalbox::routing;
using Mode = ToolChoice::Mode;

namespace {

Conversation askedFor(const std::string &schema)
{
    Conversation asked;
    asked.dialect = models::ClientDialect::OpenAiChat;
    asked.messages.push_back({.role = Message::Role::User, .parts = {TextPart{.text = "Hi"}}});
    asked.format = {.kind = AnswerFormat::Kind::JsonSchema, .schemaJson = schema};
    return asked;
}

Conversation withTools(Mode mode, const std::vector<std::string> &names = {})
{
    Conversation asked = askedFor("{\"type\":\"object\"}");
    asked.tools = {{.name = "f"}, {.name = "g"}};
    asked.toolChoice = {.mode = mode, .names = names};
    return asked;
}

/// The body that \a codec writes for \a model, and the paths it lost.
QByteArray written(const ProviderCodec &codec, const char *model, const Conversation &conversation,
                   QByteArrayList &lost)
{
    const models::Provider provider;
    Losses losses;
    const std::string body =
        codec.writeRequest(conversation, {.model = model, .provider = provider}, losses);
    for (const auto &loss : losses.all())
        lost.append(QByteArray::fromStdString(loss.path));
    return QByteArray::fromStdString(body);
}

} // namespace

class SchemaToolTest final : public QObject
{
    Q_OBJECT

private slots:
    void nameIsNoneOfTheClients()
    {
        Conversation asked = askedFor("{}");
        QCOMPARE(schemaToolName(asked), std::string("answer_as_json"));

        asked.tools = {{.name = "answer_as_json"}, {.name = "answer_as_json_"}};
        QCOMPARE(schemaToolName(asked), std::string("answer_as_json__"));

        asked.format.kind = AnswerFormat::Kind::JsonObject;
        QCOMPARE(schemaToolName(asked), std::string());
    }

    void onlyAnObjectFits_data()
    {
        QTest::addColumn<QByteArray>("schema");
        QTest::addColumn<bool>("fits");
        QTest::newRow("object") << QByteArray("{\"type\":\"object\"}") << true;
        QTest::newRow("no type") << QByteArray("{\"properties\":{}}") << true;
        QTest::newRow("array") << QByteArray("{\"type\":\"array\"}") << false;
        QTest::newRow("object or nothing")
            << QByteArray("{\"type\":[\"object\",\"null\"]}") << false;
        QTest::newRow("anything") << QByteArray("true") << false;
        QTest::newRow("rubbish") << QByteArray("{") << false;
        QTest::newRow("none") << QByteArray("") << false;
    }
    void onlyAnObjectFits()
    {
        QFETCH(QByteArray, schema);
        QFETCH(bool, fits);

        QCOMPARE(fitsSchemaTool(askedFor(schema.toStdString())), fits);
    }

    void choiceLeavesTheClientsToolsCallable_data()
    {
        QTest::addColumn<int>("given");
        QTest::addColumn<QByteArrayList>("names");
        QTest::addColumn<int>("chosen");
        QTest::addColumn<QByteArrayList>("chosenNames");
        const QByteArrayList none;
        const auto row = [](const char *title, Mode given, const QByteArrayList &names, Mode chosen,
                            const QByteArrayList &chosenNames) {
            QTest::newRow(title) << static_cast<int>(given) << names << static_cast<int>(chosen)
                                 << chosenNames;
        };
        row("free", Mode::Unset, none, Mode::Any, none);
        row("free, said so", Mode::Auto, none, Mode::Any, none);
        row("free among some", Mode::AutoOf, {"f"}, Mode::AnyOf, {"f", "answer_as_json"});
        row("forbidden", Mode::None, none, Mode::Named, {"answer_as_json"});
        row("demanded", Mode::Any, none, Mode::Any, none);
        row("this one", Mode::Named, {"g"}, Mode::Named, {"g"});
        row("one of these", Mode::AnyOf, {"f"}, Mode::AnyOf, {"f"});
    }
    void choiceLeavesTheClientsToolsCallable()
    {
        QFETCH(int, given);
        QFETCH(QByteArrayList, names);
        QFETCH(int, chosen);
        QFETCH(QByteArrayList, chosenNames);
        std::vector<std::string> givenNames;
        for (const QByteArray &name : names)
            givenNames.push_back(name.toStdString());
        Losses losses;

        const Conversation asked = withSchemaTool(withTools(static_cast<Mode>(given), givenNames),
                                                  "Bedrock", ForcedThinking::Refused, losses);

        QByteArrayList got;
        for (const std::string &name : asked.toolChoice.names)
            got.append(QByteArray::fromStdString(name));
        QCOMPARE(static_cast<int>(asked.toolChoice.mode), chosen);
        QCOMPARE(got, chosenNames);
        const bool isDemanded = chosenNames == names && given == chosen;
        QCOMPARE(asked.tools.size(), std::size_t(isDemanded ? 2 : 3));
        QVERIFY(asked.format.kind == AnswerFormat::Kind::Text);
        QCOMPARE(losses.all().size(), std::size_t(1));
        QCOMPARE(losses.all()[0].path, std::string("response_format"));
    }

    void modelThatCannotThinkWhenForcedDoesNot()
    {
        Conversation asked = askedFor("{\"type\":\"object\"}");
        asked.reasoning.effort = "high";
        Losses losses;

        const Conversation refused =
            withSchemaTool(asked, "Anthropic", ForcedThinking::Refused, losses);
        const Conversation possible =
            withSchemaTool(asked, "Cohere", ForcedThinking::Possible, losses);

        QVERIFY(refused.reasoning.effort.empty());
        QCOMPARE(possible.reasoning.effort, std::string("high"));
        QCOMPARE(losses.all().size(), std::size_t(3));
        QCOMPARE(losses.all()[1].path, std::string("reasoning_effort"));
    }

    void claudeKeepsItsOwnFormatWhereItHasOne_data()
    {
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<QByteArray>("has");
        QTest::newRow("new") << QByteArray("claude-sonnet-4-5") << QByteArray("\"output_config\"");
        QTest::newRow("old") << QByteArray("claude-sonnet-4-0")
                             << QByteArray("\"tool_choice\":{\"type\":\"tool\",\"name\":"
                                           "\"answer_as_json\"}");
        QTest::newRow("older") << QByteArray("claude-3-5-haiku-20241022")
                               << QByteArray("\"name\":\"answer_as_json\"");
        QTest::newRow("before tools")
            << QByteArray("claude-2.1") << QByteArray("match this JSON Schema");
    }
    void claudeKeepsItsOwnFormatWhereItHasOne()
    {
        QFETCH(QByteArray, model);
        QFETCH(QByteArray, has);
        QByteArrayList lost;

        const QByteArray body = written(anthropicProviderCodec(), model.constData(),
                                        askedFor("{\"type\":\"object\"}"), lost);

        QVERIFY2(body.contains(has), body.constData());
        QCOMPARE(lost.contains("response_format"), !has.contains("output_config"));
    }

    void anArrayIsAskedForInWords()
    {
        QByteArrayList lost;

        const QByteArray body = written(anthropicProviderCodec(), "claude-3-opus-20240229",
                                        askedFor("{\"type\":\"array\"}"), lost);

        QVERIFY(!body.contains("answer_as_json"));
        QVERIFY(body.contains("match this JSON Schema"));
    }

    void anthropicClientsThinkNoMoreOnBedrockThen()
    {
        Conversation asked = askedFor("{\"type\":\"object\"}");
        asked.dialect = models::ClientDialect::Anthropic;
        asked.maxTokens = 4096;
        asked.reasoning.mode = ReasoningWish::Mode::On;
        asked.reasoning.budgetTokens = 2048;
        QByteArrayList lost;

        const QByteArray body = written(bedrockProviderCodec(),
                                        "us.anthropic.claude-sonnet-4-20250514-v1:0", asked, lost);

        QVERIFY(!body.contains("budget_tokens"));
        QVERIFY(body.contains("\"toolChoice\":{\"tool\":{\"name\":\"answer_as_json\"}}"));
        QCOMPARE(lost, (QByteArrayList{"output_config.format", "thinking"}));
    }

    void modelsOnBedrockAreAskedAsTheyCan_data()
    {
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<int>("format");
        const auto row = [](const char *model, BedrockFormat format) {
            QTest::newRow(model) << QByteArray(model) << static_cast<int>(format);
        };
        row("us.anthropic.claude-sonnet-4-5-20250929-v1:0", BedrockFormat::Native);
        row("anthropic.claude-3-haiku-20240307-v1:0", BedrockFormat::Tool);
        row("anthropic.claude-v2:1", BedrockFormat::Words);
        row("qwen.qwen3-32b-v1:0", BedrockFormat::Native);
        row("mistral.mistral-large-3-675b-instruct", BedrockFormat::Native);
        row("mistral.mistral-large-2407-v1:0", BedrockFormat::Words);
        row("us.amazon.nova-lite-v1:0", BedrockFormat::Tool);
        row("us.meta.llama3-3-70b-instruct-v1:0", BedrockFormat::Words);
        row("arn:aws:bedrock:us-east-1:1:application-inference-profile/abc", BedrockFormat::Tool);
    }
    void modelsOnBedrockAreAskedAsTheyCan()
    {
        QFETCH(QByteArray, model);
        QFETCH(int, format);
        QByteArrayList lost;

        const QByteArray body = written(bedrockProviderCodec(), model.constData(),
                                        askedFor("{\"type\":\"object\"}"), lost);

        QCOMPARE(static_cast<int>(bedrockFormat(model.toStdString())), format);
        QCOMPARE(body.contains("\"textFormat\""),
                 format == static_cast<int>(BedrockFormat::Native));
        QCOMPARE(body.contains("\"answer_as_json\""),
                 format == static_cast<int>(BedrockFormat::Tool));
        QCOMPARE(body.contains("match this JSON Schema"),
                 format == static_cast<int>(BedrockFormat::Words));
    }
};

QTEST_GUILESS_MAIN(SchemaToolTest)
#include "tst_SchemaTool.moc"
