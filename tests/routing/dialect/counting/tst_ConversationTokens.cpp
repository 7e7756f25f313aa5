// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tokens/BytePairEncoding.h"
#include "routing/dialect/counting/ConversationTokens.h"
#include "support/RankFile.h"

#include <QTest>

using namespace signalbox::routing;
using namespace signalbox::models;

namespace {

/// A tokenizer that has only bytes: a text of n ASCII characters has n tokens.
const BytePairEncoding &byteEncoding()
{
    static const BytePairEncoding encoding(
        TokenEncoding::O200k,
        TokenRanks::parse(signalbox::tests::rankFile({}).toStdString()).takeValue());
    return encoding;
}

Conversation conversationOf(std::vector<Message> messages)
{
    Conversation conversation;
    conversation.messages = std::move(messages);
    return conversation;
}

Message says(Message::Role role, const char *text)
{
    return {.role = role, .parts = {TextPart{.text = text}}};
}

TokenCount countFor(const Conversation &conversation, std::string_view model,
                    ProviderDialect dialect = ProviderDialect::OpenAi,
                    const BytePairEncoding *encoding = &byteEncoding())
{
    return countTokens(conversation, {.dialect = dialect, .model = model, .encoding = encoding});
}

QByteArray pngOf(quint32 width, quint32 height)
{
    QByteArray bytes = QByteArray::fromHex("89504e470d0a1a0a0000000d49484452");
    for (const quint32 side : {width, height}) {
        for (const unsigned shift : {24U, 16U, 8U, 0U})
            bytes.append(static_cast<char>(side >> shift));
    }
    return bytes.toBase64();
}

Conversation withImage(quint32 width, quint32 height, const char *detail = "")
{
    return conversationOf({{.role = Message::Role::User,
                            .parts = {MediaPart{.mimeType = "image/png",
                                                .base64 = pngOf(width, height).toStdString(),
                                                .detail = detail}}}});
}

} // namespace

class ConversationTokensTest final : public QObject
{
    Q_OBJECT

private slots:
    void publishedFramesAreExact_data()
    {
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<int>("tokens");
        // "hi", "yes", "and?": nine bytes; four for each message and three before the answer.
        QTest::newRow("GPT-4") << QByteArray("gpt-4o-mini") << 9 + 3 * 4 + 3;
        QTest::newRow("behind a router") << QByteArray("openai/gpt-4.1") << 9 + 3 * 4 + 3;
        // Models that think: the assistant's turn names its channel.
        QTest::newRow("GPT-5") << QByteArray("gpt-5-mini") << 9 + 3 * 4 + 2 + 2;
        QTest::newRow("o3") << QByteArray("o3") << 9 + 3 * 4 + 2 + 2;
    }
    void publishedFramesAreExact()
    {
        QFETCH(QByteArray, model);
        QFETCH(int, tokens);
        const Conversation conversation =
            conversationOf({says(Message::Role::User, "hi"), says(Message::Role::Assistant, "yes"),
                            says(Message::Role::User, "and?")});

        const TokenCount count = countFor(conversation, model.toStdString());

        QCOMPARE(count.tokens, tokens);
        QVERIFY(!count.isEstimate);
        QVERIFY(count.isFitToLearn);
    }

    void withoutTheTokenizerItIsAnEstimate()
    {
        const Conversation conversation =
            conversationOf({says(Message::Role::User, "Hello there")});

        const TokenCount count = countFor(conversation, "gpt-4o", ProviderDialect::OpenAi, nullptr);

        QCOMPARE(count.tokens, 2 + 4 + 3);
        QVERIFY(count.isEstimate);
    }

    void otherHousesAreEstimated()
    {
        const Conversation conversation =
            conversationOf({says(Message::Role::User, "Hello there")});

        QVERIFY(countFor(conversation, "claude-haiku-4-5", ProviderDialect::Anthropic).isEstimate);
        QVERIFY(countFor(conversation, "my-own-model", ProviderDialect::Ollama).isEstimate);
    }

    void whatIsGuessedMarksTheCount_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<bool>("isFitToLearn");
        QTest::newRow("a tool") << 0 << true;
        QTest::newRow("a call") << 1 << true;
        QTest::newRow("a result") << 2 << true;
        QTest::newRow("an image") << 3 << false;
        QTest::newRow("a thought") << 4 << true;
        QTest::newRow("a part of one house") << 5 << false;
        QTest::newRow("a schema for the answer") << 6 << true;
        QTest::newRow("a name") << 7 << true;
        QTest::newRow("a tool of the house") << 8 << false;
    }
    void whatIsGuessedMarksTheCount()
    {
        QFETCH(int, which);
        QFETCH(bool, isFitToLearn);
        Conversation conversation = conversationOf({says(Message::Role::User, "Hi")});
        const qint64 before = countFor(conversation, "gpt-4o").tokens;
        std::vector<Part> &parts = conversation.messages.front().parts;
        const std::vector<Part> choices{ToolCallPart{.name = "f", .argumentsJson = "{}"},
                                        ToolResultPart{.content = {TextPart{.text = "ok"}}},
                                        MediaPart{.url = "https://pictures.example/1"},
                                        ReasoningPart{.text = "Hm."},
                                        OtherPart{.kind = "code", .json = "{\"a\":1}"}};
        if (which >= 1 && which <= 5)
            parts.push_back(choices.at(static_cast<std::size_t>(which - 1)));
        else if (which == 0)
            conversation.tools.push_back({.name = "f"});
        else if (which == 6)
            conversation.format = {.kind = AnswerFormat::Kind::JsonSchema, .schemaJson = "{}"};
        else if (which == 7)
            conversation.messages.front().name = "Ada";
        else
            conversation.tools.push_back({.name = "f", .otherJson = "{\"type\":\"web_search\"}"});

        const TokenCount count = countFor(conversation, "gpt-4o");

        QVERIFY(count.tokens > before);
        QVERIFY(count.isEstimate);
        QCOMPARE(count.isFitToLearn, isFitToLearn);
    }

    void imagesCountByTheHousesRules_data()
    {
        QTest::addColumn<ProviderDialect>("dialect");
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<QByteArray>("detail");
        QTest::addColumn<quint32>("width");
        QTest::addColumn<quint32>("height");
        QTest::addColumn<int>("tokens");
        const auto row = [](const char *name, ProviderDialect dialect, const char *model,
                            const char *detail, quint32 width, quint32 height, int tokens) {
            QTest::newRow(name) << dialect << QByteArray(model) << QByteArray(detail) << width
                                << height << tokens;
        };
        const auto openAi = ProviderDialect::OpenAi;
        row("one tile", openAi, "gpt-4o", "", 512, 512, 85 + 170);
        // 2048 x 4096 becomes 1024 x 2048, then 768 x 1536: two tiles by three.
        row("made to fit", openAi, "gpt-4o", "high", 2048, 4096, 85 + 6 * 170);
        row("low detail", openAi, "gpt-4o", "low", 2048, 4096, 85);
        row("small model", openAi, "gpt-4o-mini", "", 512, 512, 2833 + 5667);
        row("thinking model", openAi, "o3", "", 512, 512, 75 + 150);
        // 32 x 32 patches, times 1.62.
        row("patches", openAi, "gpt-4.1-mini", "", 1024, 1024, 1659);
        // 1800 x 2400 shrinks to 33 x 44 patches: the example of the guide.
        row("too many patches", openAi, "gpt-4.1-mini", "", 1800, 2400, 2352);
        row("Claude", ProviderDialect::Anthropic, "claude-sonnet-4-5", "", 750, 1000, 1000);
        row("Claude, too large", ProviderDialect::Anthropic, "claude-sonnet-4-5", "", 8000, 8000,
            1600);
        row("Claude elsewhere", ProviderDialect::Bedrock, "anthropic.claude-sonnet-4-5", "", 750,
            1000, 1000);
        row("Gemini, small", ProviderDialect::Gemini, "gemini-2.5-flash", "", 384, 384, 258);
        // Tiles of 360: three by two.
        row("Gemini, tiles", ProviderDialect::Gemini, "gemini-2.5-flash", "", 960, 540, 6 * 258);
    }
    void imagesCountByTheHousesRules()
    {
        QFETCH(ProviderDialect, dialect);
        QFETCH(QByteArray, model);
        QFETCH(QByteArray, detail);
        QFETCH(quint32, width);
        QFETCH(quint32, height);
        QFETCH(int, tokens);
        const Conversation image = withImage(width, height, detail.constData());
        const Conversation none = conversationOf({says(Message::Role::User, "")});

        const qint64 count = countFor(image, model.toStdString(), dialect).tokens
            - countFor(none, model.toStdString(), dialect).tokens;

        QCOMPARE(count, tokens);
    }

    void thoughtsOfEarlierTurnsAreNotReadAgain()
    {
        Conversation conversation =
            conversationOf({says(Message::Role::User, "Hi"), says(Message::Role::Assistant, "Yes?"),
                            says(Message::Role::User, "Go on")});
        const qint64 before =
            countFor(conversation, "claude-opus-4-8", ProviderDialect::Anthropic).tokens;
        const ReasoningPart thought{.family = ReasoningPart::Family::Anthropic,
                                    .text = "They want me to go on with it."};

        conversation.messages[1].parts.push_back(thought);
        const qint64 old =
            countFor(conversation, "claude-opus-4-8", ProviderDialect::Anthropic).tokens;
        conversation.messages.push_back({.role = Message::Role::Assistant, .parts = {thought}});
        const qint64 running =
            countFor(conversation, "claude-opus-4-8", ProviderDialect::Anthropic).tokens;

        QCOMPARE(old, before);
        QVERIFY(running > old + 20);
    }

    void toolsCostMoreWhereTheyMustBeCalled()
    {
        Conversation conversation = conversationOf({says(Message::Role::User, "Hi")});
        conversation.tools.push_back({.name = "f", .schemaJson = "{}"});
        const qint64 free =
            countFor(conversation, "claude-haiku-4-5", ProviderDialect::Anthropic).tokens;
        conversation.toolChoice.mode = ToolChoice::Mode::Any;

        const qint64 forced =
            countFor(conversation, "claude-haiku-4-5", ProviderDialect::Anthropic).tokens;

        QVERIFY(free > 400);
        QVERIFY(forced > free);
    }

    void emptyConversationIsCounted()
    {
        QCOMPARE(countFor({}, "gpt-4o").tokens, 3);
        QVERIFY(countFor({}, {}, ProviderDialect::Cohere, nullptr).tokens >= 0);
    }
};

QTEST_GUILESS_MAIN(ConversationTokensTest)
#include "tst_ConversationTokens.moc"
