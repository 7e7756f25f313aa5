// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/UsageReader.h"

#include <QTest>

#include <algorithm>
#include <random>

using signalbox::models::ClientDialect;
using signalbox::models::TokenUsage;
using signalbox::routing::AnswerFacts;
using signalbox::routing::readAnswerFacts;

Q_DECLARE_METATYPE(signalbox::models::TokenUsage)

namespace {

QByteArray text(const TokenUsage &usage)
{
    QByteArrayList parts;
    for (const qint64 count :
         {usage.input, usage.cachedInput, usage.cacheWriteInput, usage.output, usage.reasoning})
        parts.append(QByteArray::number(count));
    return parts.join(' ');
}

bool areInside(const TokenUsage &usage)
{
    const qint64 cached = std::max<qint64>(0, usage.cachedInput);
    const qint64 written = std::max<qint64>(0, usage.cacheWriteInput);
    return (usage.input == TokenUsage::unknown || cached + written <= usage.input)
        && (usage.output == TokenUsage::unknown || usage.reasoning <= usage.output);
}

} // namespace

class UsageReaderTest final : public QObject
{
    Q_OBJECT

private slots:
    void callsOfToolsAreSeenInEveryDialect_data()
    {
        QTest::addColumn<ClientDialect>("dialect");
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("callsTools");
        const auto row = [](ClientDialect dialect, const char *json, bool callsTools) {
            QTest::addRow("%s", json) << dialect << QByteArray(json) << callsTools;
        };
        using enum ClientDialect;
        row(OpenAiChat, R"({"choices":[{"finish_reason":"tool_calls"}]})", true);
        row(OpenAiChat, R"({"choices":[{"finish_reason":"stop"}]})", false);
        row(Anthropic, R"({"type":"message_delta","delta":{"stop_reason":"tool_use"}})", true);
        row(Anthropic, R"({"stop_reason":"end_turn"})", false);
        row(OpenAiResponses, R"({"status":"completed","output":[{"type":"reasoning"},
            {"type":"function_call","name":"f"}]})",
            true);
        row(OpenAiResponses, R"({"type":"response.completed","response":{"status":"completed",
            "output":[{"type":"custom_tool_call"}]}})",
            true);
        row(OpenAiResponses, R"({"status":"completed","output":[{"type":"message"}]})", false);
        row(Gemini, R"({"candidates":[{"content":{"parts":[{"text":"a"},{"functionCall":{}}]},
            "finishReason":"STOP"}]})",
            true);
        row(Gemini, R"({"candidates":[{"content":{"parts":[{"text":"a"}]}}]})", false);
        row(Ollama, R"({"message":{"tool_calls":[{}]},"done":true,"done_reason":"stop"})", true);
        row(Ollama, R"({"message":{"tool_calls":[]},"done":true})", false);
    }

    void callsOfToolsAreSeenInEveryDialect()
    {
        QFETCH(ClientDialect, dialect);
        QFETCH(QByteArray, json);
        QFETCH(bool, callsTools);
        AnswerFacts facts = readAnswerFacts(dialect, json.toStdString());
        QCOMPARE(facts.callsTools, callsTools);
        facts.merge({});
        QCOMPARE(facts.callsTools, callsTools);
    }

    void everyConventionBecomesOurs_data()
    {
        QTest::addColumn<ClientDialect>("dialect");
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<TokenUsage>("usage");
        const auto row = [](const char *title, ClientDialect dialect, const char *json,
                            const TokenUsage &usage) {
            QTest::newRow(title) << dialect << QByteArray(json) << usage;
        };
        constexpr qint64 none = TokenUsage::unknown;
        using enum ClientDialect;
        row("OpenAI counts parts inside", OpenAiChat,
            R"({"choices":[{}],"usage":{"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,
                "prompt_tokens_details":{"cached_tokens":80},
                "completion_tokens_details":{"reasoning_tokens":40}}})",
            {100, 80, none, 50, 40});
        row("no details", OpenAiChat, R"({"usage":{"prompt_tokens":9,"completion_tokens":1}})",
            {9, none, none, 1, none});
        row("null details", OpenAiChat,
            R"({"usage":{"prompt_tokens":9,"completion_tokens":1,"prompt_tokens_details":null}})",
            {9, none, none, 1, none});
        row("zero is known", OpenAiChat,
            R"({"usage":{"prompt_tokens":9,"completion_tokens":0,"prompt_tokens_details":{"cached_tokens":0}}})",
            {9, 0, none, 0, none});
        row("reasoning beside the output", OpenAiChat,
            R"({"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":45,
                "completion_tokens_details":{"reasoning_tokens":30}}})",
            {10, none, none, 35, 30});
        row("reasoning above the output, no total", OpenAiChat,
            R"({"usage":{"prompt_tokens":10,"completion_tokens":5,
                "completion_tokens_details":{"reasoning_tokens":30}}})",
            {10, none, none, 35, 30});
        row("cache beside the input", OpenAiChat,
            R"({"usage":{"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":90}}})",
            {100, 90, none, 5, none});
        row("DeepSeek", OpenAiChat,
            R"({"usage":{"prompt_tokens":20,"completion_tokens":4,"total_tokens":24,
                "prompt_cache_hit_tokens":16,"prompt_cache_miss_tokens":4}})",
            {20, 16, none, 4, none});
        row("Moonshot, Together", OpenAiChat,
            R"({"usage":{"prompt_tokens":20,"completion_tokens":4,"cached_tokens":7}})",
            {20, 7, none, 4, none});
        row("Groq's last delta", OpenAiChat,
            R"({"choices":[{"delta":{}}],"x_groq":{"usage":{"prompt_tokens":3,"completion_tokens":2}}})",
            {3, none, none, 2, none});
        row("embeddings have no output", OpenAiEmbeddings,
            R"({"data":[],"usage":{"prompt_tokens":8,"total_tokens":8}})",
            {8, none, none, 0, none});
        row("Responses", OpenAiResponses,
            R"({"status":"completed","usage":{"input_tokens":50,"output_tokens":20,"total_tokens":70,
                "input_tokens_details":{"cached_tokens":30,"cache_write_tokens":10},
                "output_tokens_details":{"reasoning_tokens":12}}})",
            {50, 30, 10, 20, 12});
        row("Responses event", OpenAiResponses,
            R"({"type":"response.completed","response":{"status":"completed",
                "usage":{"input_tokens":5,"output_tokens":2}}})",
            {5, none, none, 2, none});
        row("Anthropic counts the cache beside", Anthropic,
            R"({"type":"message","usage":{"input_tokens":10,"cache_read_input_tokens":1000,
                "cache_creation_input_tokens":200,"output_tokens":30,
                "output_tokens_details":{"thinking_tokens":20}}})",
            {1210, 1000, 200, 30, 20});
        row("Anthropic without a cache", Anthropic,
            R"({"usage":{"input_tokens":10,"output_tokens":30}})", {10, none, none, 30, none});
        row("message_start", Anthropic,
            R"({"type":"message_start","message":{"usage":{"input_tokens":10,
                "cache_read_input_tokens":5,"cache_creation_input_tokens":0,"output_tokens":1}}})",
            {15, 5, 0, 1, none});
        row("message_delta with output only", Anthropic,
            R"({"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":9}})",
            {none, none, none, 9, none});
        row("count_tokens", Anthropic, R"({"input_tokens":14})", {14, none, none, 0, none});
        row("Gemini counts thoughts beside", Gemini,
            R"({"usageMetadata":{"promptTokenCount":100,"candidatesTokenCount":20,
                "thoughtsTokenCount":30,"cachedContentTokenCount":60,"totalTokenCount":150}})",
            {100, 60, none, 50, 30});
        row("Gemini without candidates", Gemini,
            R"({"usageMetadata":{"promptTokenCount":100,"thoughtsTokenCount":30}})",
            {100, none, none, 30, 30});
        row("Gemini tool prompts", Gemini,
            R"({"usageMetadata":{"promptTokenCount":100,"toolUsePromptTokenCount":11,"candidatesTokenCount":1}})",
            {111, none, none, 1, none});
        row("Gemini array: the last holds", Gemini,
            R"([{"usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":1}},
                {"usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":5}}])",
            {7, none, none, 5, none});
        row("Ollama", Ollama, R"({"done":true,"prompt_eval_count":26,"eval_count":298})",
            {26, none, none, 298, none});
        row("Ollama with a warm cache", Ollama, R"({"done":true,"eval_count":298})",
            {none, none, none, 298, none});
        row("Ollama's embeddings have no output", Ollama,
            R"({"embeddings":[[1]],"prompt_eval_count":26})", {26, none, none, 0, none});
        row("Gemini's embeddings have no output", Gemini,
            R"({"embedding":{"values":[1]},"usageMetadata":{"promptTokenCount":7}})",
            {7, none, none, 0, none});
        row("null usage", OpenAiChat, R"({"usage":null})", {});
        row("not JSON", OpenAiChat, "usage: 12", {});
        row("empty", OpenAiChat, "", {});
        row("another type", OpenAiChat, R"({"usage":[1]})", {});
        row("text and negative counts", OpenAiChat,
            R"({"usage":{"prompt_tokens":"12","completion_tokens":-3}})", {});
        row("an impossible count", OpenAiChat,
            R"({"usage":{"prompt_tokens":9223372036854775807,"completion_tokens":3}})",
            {none, none, none, 3, none});
        row("sums do not overflow", Anthropic,
            R"({"usage":{"input_tokens":9223372036854775807,"cache_read_input_tokens":9223372036854775807}})",
            {});
    }

    void everyConventionBecomesOurs()
    {
        QFETCH(ClientDialect, dialect);
        QFETCH(QByteArray, json);
        QFETCH(TokenUsage, usage);

        QCOMPARE(text(readAnswerFacts(dialect, json.toStdString()).usage), text(usage));
    }

    void finishReasonIsTheProvidersOwnWord_data()
    {
        QTest::addColumn<ClientDialect>("dialect");
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char *json, ClientDialect dialect, const char *reason) {
            QTest::newRow(json) << dialect << QByteArray(json) << QByteArray(reason);
        };
        using enum ClientDialect;
        row(R"({"choices":[{"finish_reason":"length"}]})", OpenAiChat, "length");
        row(R"({"choices":[{"finish_reason":null}]})", OpenAiChat, "");
        row(R"({"choices":[{"finish_reason":""}]})", OpenAiChat, "");
        row(R"({"choices":[]})", OpenAiChat, "");
        row(R"({"choices":[1,null,"x"]})", OpenAiChat, "");
        row(R"({"stop_reason":"tool_use"})", Anthropic, "tool_use");
        row(R"({"message":{"stop_reason":null}})", Anthropic, "");
        row(R"({"delta":{"stop_reason":"max_tokens"}})", Anthropic, "max_tokens");
        row(R"({"candidates":[{"finishReason":"SAFETY"}]})", Gemini, "SAFETY");
        row(R"({"promptFeedback":{"blockReason":"OTHER"}})", Gemini, "OTHER");
        row(R"({"status":"completed"})", OpenAiResponses, "completed");
        row(R"({"response":{"status":"in_progress"}})", OpenAiResponses, "");
        row(R"({"response":{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"}}})",
            OpenAiResponses, "max_output_tokens");
        row(R"({"done_reason":"stop"})", Ollama, "stop");
    }

    void finishReasonIsTheProvidersOwnWord()
    {
        QFETCH(ClientDialect, dialect);
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, reason);

        QCOMPARE(
            QByteArray::fromStdString(readAnswerFacts(dialect, json.toStdString()).finishReason),
            reason);
    }

    void errorInsideAnAnswerIsNoticed_data()
    {
        QTest::addColumn<ClientDialect>("dialect");
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("isError");
        const auto row = [](const char *json, ClientDialect dialect, bool isError) {
            QTest::newRow(json) << dialect << QByteArray(json) << isError;
        };
        using enum ClientDialect;
        row(R"({"error":{"message":"x"}})", OpenAiChat, true);
        row(R"({"error":"x"})", Ollama, true);
        row(R"({"error":null,"choices":[]})", OpenAiChat, false);
        row(R"({"type":"error","error":{"type":"overloaded_error"}})", Anthropic, true);
        row(R"([{"error":{"code":503}}])", Gemini, true);
        row(R"({"type":"error","code":"server_error"})", OpenAiResponses, true);
        row(R"({"type":"response.failed","response":{"status":"failed"}})", OpenAiResponses, true);
        row(R"({"type":"response.created","response":{"error":null}})", OpenAiResponses, false);
        row(R"({"choices":[{"error":1}]})", OpenAiChat, false);
    }

    void errorInsideAnAnswerIsNoticed()
    {
        QFETCH(ClientDialect, dialect);
        QFETCH(QByteArray, json);
        QFETCH(bool, isError);

        QCOMPARE(readAnswerFacts(dialect, json.toStdString()).hasError, isError);
    }

    void reportedCostIsMicroDollars()
    {
        const auto cost = [](const char *json) {
            return readAnswerFacts(ClientDialect::OpenAiChat, json).reportedCost;
        };

        QCOMPARE(cost(R"({"usage":{"cost":0.0012345}})")->microDollars, 1235);
        QCOMPARE(cost(R"({"usage":{"cost":0}})")->microDollars, 0);
        QVERIFY(!cost(R"({"usage":{"cost":-1}})"));
        QVERIFY(!cost(R"({"usage":{"cost":1e300}})"));
        QVERIFY(!cost(R"({"usage":{"cost":"1"}})"));
        QVERIFY(!cost(R"({"usage":{}})"));
    }

    void onlyAChunkWithUsageAndNoChoicesIsUsageOnly()
    {
        const auto isUsageOnly = [](const char *json) {
            return readAnswerFacts(ClientDialect::OpenAiChat, json).isUsageOnly;
        };

        QVERIFY(isUsageOnly(R"({"choices":[],"usage":{"prompt_tokens":1}})"));
        QVERIFY(!isUsageOnly(R"({"choices":[],"usage":null})"));
        QVERIFY(!isUsageOnly(R"({"choices":[],"prompt_filter_results":[]})"));
        QVERIFY(!isUsageOnly(R"({"choices":[{}],"usage":{"prompt_tokens":1}})"));
        QVERIFY(!isUsageOnly(R"({"usage":{"prompt_tokens":1}})"));
    }

    void laterEventsAddToEarlierOnes()
    {
        const auto merged = [](std::initializer_list<const char *> events) {
            AnswerFacts facts;
            for (const char *event : events)
                facts.merge(readAnswerFacts(ClientDialect::Anthropic, event));
            return facts;
        };
        constexpr const char *start =
            R"({"message":{"usage":{"input_tokens":10,"cache_read_input_tokens":90,"output_tokens":1}}})";

        const AnswerFacts outputOnly =
            merged({start, R"({"delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":40}})"});
        QCOMPARE(text(outputOnly.usage), QByteArray("100 90 -1 40 -1"));
        QCOMPARE(outputOnly.finishReason, std::string("end_turn"));
        const AnswerFacts whole = merged(
            {start,
             R"({"usage":{"input_tokens":12,"cache_read_input_tokens":90,"output_tokens":40}})"});
        QCOMPARE(text(whole.usage), QByteArray("102 90 -1 40 -1"));
        const AnswerFacts uneven = merged({start, R"({"usage":{"cache_read_input_tokens":500}})"});
        QVERIFY(areInside(uneven.usage));
        QVERIFY(merged({R"({"error":{}})", R"({"usage":{"output_tokens":1}})"}).hasError);
    }

    void theLastOfWholeCountsHolds()
    {
        AnswerFacts facts;
        for (const char *chunk :
             {"{\"usageMetadata\":{\"promptTokenCount\":20,\"candidatesTokenCount\":1}}",
              "{\"usageMetadata\":{\"promptTokenCount\":12,\"candidatesTokenCount\":7}}",
              "{\"usageMetadata\":{\"candidatesTokenCount\":8}}"})
            facts.merge(readAnswerFacts(ClientDialect::Gemini, chunk));
        QCOMPARE(text(facts.usage), QByteArray("12 -1 -1 8 -1"));
    }

    void partsNeverExceedTheirWholes()
    {
        std::mt19937 random(20260101); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
        const auto number = [&random] {
            constexpr qint64 most = 2'000'000'000'000;
            const auto digits = static_cast<int>(random() % 14);
            qint64 limit = 1;
            for (int i = 0; i < digits; ++i)
                limit *= 10;
            return std::to_string(std::min<qint64>(static_cast<qint64>(random()) % limit, most));
        };
        const auto member = [&](const char *name) {
            return random() % 4 == 0 ? std::string()
                                     : '"' + std::string(name) + "\":" + number() + ',';
        };
        for (int round = 0; round < 3000; ++round) {
            const std::string openAi = R"({"usage":{)" + member("prompt_tokens")
                + member("completion_tokens") + member("total_tokens")
                + R"("prompt_tokens_details":{)" + member("cached_tokens")
                + member("cache_write_tokens") + R"("x":0},"completion_tokens_details":{)"
                + member("reasoning_tokens") + R"("x":0}}})";
            const std::string anthropic = R"({"usage":{)" + member("input_tokens")
                + member("cache_read_input_tokens") + member("cache_creation_input_tokens")
                + member("output_tokens") + R"("output_tokens_details":{)"
                + member("thinking_tokens") + R"("x":0}}})";
            const std::string gemini = R"({"usageMetadata":{)" + member("promptTokenCount")
                + member("cachedContentTokenCount") + member("candidatesTokenCount")
                + member("thoughtsTokenCount") + member("toolUsePromptTokenCount") + R"("x":0}})";
            AnswerFacts facts = readAnswerFacts(ClientDialect::OpenAiChat, openAi);
            QVERIFY2(areInside(facts.usage), openAi.c_str());
            facts = readAnswerFacts(ClientDialect::Gemini, gemini);
            QVERIFY2(areInside(facts.usage), gemini.c_str());
            const AnswerFacts later = readAnswerFacts(ClientDialect::Anthropic, anthropic);
            QVERIFY2(areInside(later.usage), anthropic.c_str());
            facts.merge(later);
            QVERIFY2(areInside(facts.usage), (gemini + anthropic).c_str());
        }
    }

    void largeAnswersAreReadToo()
    {
        const std::string filler(2UL * 1024 * 1024, 'x');
        const std::string json = "{\"choices\":[{\"message\":{\"content\":\"" + filler
            + "\"}}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}";

        QCOMPARE(text(readAnswerFacts(ClientDialect::OpenAiChat, json).usage),
                 QByteArray("1 -1 -1 2 -1"));
    }
};

QTEST_GUILESS_MAIN(UsageReaderTest)
#include "tst_UsageReader.moc"
