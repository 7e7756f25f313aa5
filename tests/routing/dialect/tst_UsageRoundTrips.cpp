// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/UsageReader.h"
#include "support/Dialects.h"
#include "support/Translations.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace signalbox;
using namespace signalbox::tests;
using namespace signalbox::routing;
using signalbox::models::ClientDialect;
using signalbox::models::TokenUsage;

namespace {

constexpr int rounds = 500;

class Counts final
{
public:
    qint64 upTo(qint64 most)
    {
        return static_cast<qint64>(m_random() % static_cast<quint64>(most + 1));
    }
    qint64 orUnknown(qint64 most) { return upTo(2) == 0 ? TokenUsage::unknown : upTo(most); }

    /// A whole usage whose parts may be unknown.
    TokenUsage usage()
    {
        TokenUsage usage;
        usage.input = upTo(100000);
        usage.output = upTo(100000);
        usage.cachedInput = orUnknown(usage.input);
        usage.cacheWriteInput = orUnknown(usage.input - std::max<qint64>(usage.cachedInput, 0));
        usage.reasoning = orUnknown(usage.output);
        return usage;
    }

private:
    // NOLINTNEXTLINE(cert-msc32-c,cert-msc51-cpp): the same each time on purpose
    std::mt19937 m_random{5};
};

/// Shapes of usage with a place for each count: %1 to %5.
struct Shape
{
    const char *name;
    ClientDialect dialect;
    const char *json;
};
constexpr std::array<Shape, 5> shapes{
    {{"chat", ClientDialect::OpenAiChat,
      R"({"choices":[],"usage":{"prompt_tokens":%1,"completion_tokens":%2,"prompt_tokens_details":{)"
      R"("cached_tokens":%3,"cache_write_tokens":%4},"completion_tokens_details":{)"
      R"("reasoning_tokens":%5}}})"},
     {"responses", ClientDialect::OpenAiResponses,
      R"({"usage":{"input_tokens":%1,"output_tokens":%2,"input_tokens_details":{"cached_tokens":%3,)"
      R"("cache_write_tokens":%4},"output_tokens_details":{"reasoning_tokens":%5}}})"},
     {"anthropic", ClientDialect::Anthropic,
      R"({"usage":{"input_tokens":%1,"output_tokens":%2,"cache_read_input_tokens":%3,)"
      R"("cache_creation_input_tokens":%4,"output_tokens_details":{"thinking_tokens":%5}}})"},
     {"gemini", ClientDialect::Gemini,
      R"({"usageMetadata":{"promptTokenCount":%1,"candidatesTokenCount":%2,)"
      R"("cachedContentTokenCount":%3,"toolUsePromptTokenCount":%4,"thoughtsTokenCount":%5}})"},
     {"ollama", ClientDialect::Ollama,
      R"({"prompt_eval_count":%1,"eval_count":%2,"odd":[%3,%4,%5]})"}}};

QByteArray countText(qint64 count)
{
    return count == TokenUsage::unknown ? "null" : QByteArray::number(count);
}

/// Known counts that a dialect has no place for, or writes only above nothing, are not compared.
TokenUsage expressible(TokenUsage usage, const QByteArray &dialect)
{
    const auto none = [](qint64 count) { return count <= 0 ? TokenUsage::unknown : count; };
    usage.cachedInput = none(usage.cachedInput);
    usage.cacheWriteInput = dialect == "gemini" ? TokenUsage::unknown : none(usage.cacheWriteInput);
    usage.reasoning = none(usage.reasoning);
    return usage;
}

} // namespace

/// One convention for tokens, whatever the dialect: parts stand inside their whole.
class UsageRoundTripsTest final : public QObject
{
    Q_OBJECT

private slots:
    void partsStayInsideTheWhole_data()
    {
        QTest::addColumn<int>("shape");
        for (std::size_t i = 0; i < shapes.size(); ++i)
            QTest::newRow(shapes[i].name) << static_cast<int>(i);
    }
    void partsStayInsideTheWhole()
    {
        QFETCH(int, shape);
        const Shape &given = shapes[static_cast<std::size_t>(shape)];
        Counts counts;
        constexpr qint64 most = 1000;

        for (int round = 0; round < rounds; ++round) {
            const qint64 input = counts.orUnknown(most);
            const qint64 output = counts.orUnknown(most);
            QByteArray json = given.json;
            json.replace("%1", countText(input)).replace("%2", countText(output));
            for (const char *place : {"%3", "%4", "%5"})
                json.replace(place, countText(counts.orUnknown(most)));

            const TokenUsage usage = readAnswerFacts(given.dialect, json.toStdString()).usage;

            const auto known = [](qint64 count) { return std::max<qint64>(count, 0); };
            if (usage.input != TokenUsage::unknown)
                QVERIFY2(known(usage.cachedInput) + known(usage.cacheWriteInput) <= usage.input,
                         json.constData());
            if (usage.output != TokenUsage::unknown)
                QVERIFY2(usage.reasoning <= usage.output, json.constData());
            QVERIFY2((usage.input == TokenUsage::unknown) == (input == TokenUsage::unknown),
                     json.constData());
            if (output != TokenUsage::unknown)
                QVERIFY2(usage.output >= output, json.constData());
            if (usage.total() != TokenUsage::unknown)
                QCOMPARE(usage.total(), usage.input + usage.output);
        }
    }

    void writtenUsageReadsBack_data()
    {
        QTest::addColumn<QByteArray>("dialect");
        for (const NamedDialect &dialect : namedDialects()) {
            if (dialect.client)
                QTest::newRow(dialect.name.constData()) << dialect.name;
        }
    }
    void writtenUsageReadsBack()
    {
        QFETCH(QByteArray, dialect);
        const NamedDialect named =
            *std::ranges::find(namedDialects(), dialect, &NamedDialect::name);
        const Conversation conversation;
        Counts counts;

        for (int round = 0; round < rounds; ++round) {
            AnswerMessage answer;
            answer.candidates.emplace_back().parts.emplace_back(TextPart{.text = "ok"});
            answer.usage = counts.usage();
            const std::string body =
                clientCodec(*named.client)
                    ->writeAnswer(answer,
                                  {.exchangeId = "x", .model = "m", .conversation = conversation});
            const TokenUsage usage = readAnswerFacts(*named.client, body).usage;

            QVERIFY2(expressible(usage, dialect) == expressible(answer.usage, dialect),
                     body.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(UsageRoundTripsTest)
#include "tst_UsageRoundTrips.moc"
