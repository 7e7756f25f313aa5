// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ProviderError.h"
#include "routing/dialect/RequestPeek.h"
#include "routing/dialect/ServedPath.h"
#include "routing/dialect/UsageChunkFilter.h"
#include "routing/dialect/UsageReader.h"
#include "routing/provider/ResponseParser.h"
#include "routing/proxy/Gatekeeper.h"
#include "support/Requests.h"
#include "support/Streams.h"

#include <QTest>

#include <array>
#include <random>
#include <vector>

using signalbox::models::ClientDialect;
using signalbox::models::ErrorClass;
using signalbox::models::TokenUsage;
using signalbox::tests::padded;
using signalbox::tests::RequestBuilder;
using namespace signalbox::routing;

namespace {

constexpr int rounds = 3000;
constexpr std::array dialects{
    ClientDialect::OpenAiChat, ClientDialect::OpenAiResponses, ClientDialect::OpenAiEmbeddings,
    ClientDialect::Anthropic,  ClientDialect::Gemini,          ClientDialect::Ollama,
};

/// Damages valid inputs, the same way in every run.
class Mutator
{
public:
    explicit Mutator(unsigned seed)
        : m_random(seed) // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time on purpose
    {}

    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : m_random() % limit; }

    template<typename List>
    const auto &oneOf(const List &list)
    {
        return list[below(list.size())];
    }

    std::string mutated(std::string text)
    {
        const std::size_t changes = below(5);
        for (std::size_t i = 0; i < changes; ++i)
            change(text);
        return text;
    }

    /// \a bytes cut into pieces of any size, empty ones too.
    std::vector<std::string_view> pieces(std::string_view bytes)
    {
        std::vector<std::string_view> cut;
        while (!bytes.empty()) {
            const std::size_t size = std::min(bytes.size(), below(below(4) == 0 ? 200 : 12));
            cut.push_back(bytes.substr(0, size));
            bytes.remove_prefix(size);
        }
        return cut;
    }

private:
    void change(std::string &text)
    {
        static constexpr std::array<std::string_view, 26> words{
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "null",
            "-1",
            "1e999",
            "\xff",
            "\xc3",
            "\r\n",
            "\n\n",
            "\r",
            "data:",
            "\"usage\"",
            "\"model\"",
            "true",
            "\\u0000",
            "\\ud800",
            "9223372036854775807",
            "%",
            "error",
            "0",
        };
        const std::size_t at = below(text.size() + 1);
        const std::size_t size = std::min(text.size() - at, below(8));
        switch (below(6)) {
        case 0:
            text.erase(at, size);
            break;
        case 1:
            text.insert(at, oneOf(words));
            break;
        case 2:
            if (at < text.size())
                text[at] = static_cast<char>(below(256));
            break;
        case 3:
            text.insert(below(text.size() + 1), text.substr(at, below(60)));
            break;
        case 4:
            text.resize(at);
            break;
        default:
            text.replace(at, size, oneOf(words));
            break;
        }
    }

    std::mt19937 m_random;
};

bool isSane(const TokenUsage &usage)
{
    const qint64 parts =
        std::max<qint64>(0, usage.cachedInput) + std::max<qint64>(0, usage.cacheWriteInput);
    const std::array counts{usage.input, usage.cachedInput, usage.cacheWriteInput, usage.output,
                            usage.reasoning};
    return std::ranges::all_of(counts, [](qint64 count) { return count >= TokenUsage::unknown; })
        && (usage.input == TokenUsage::unknown || parts <= usage.input)
        && (usage.output == TokenUsage::unknown || usage.reasoning <= usage.output);
}

} // namespace

class RoutingFuzzTest final : public QObject
{
    Q_OBJECT

private slots:
    void damagedBodiesAreReadOrRefused()
    {
        const std::vector<std::string> bodies{
            "{\"model\":\"a\\\"b\\u00e9\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],"
            "\"stream\":true,"
            R"("stream_options":{"include_usage":true},"n":1.5})",
            R"({"requests":[{"model":"models/a","content":{"parts":[{"text":"x"}]}},)"
            R"({"model":"models/b"}]})",
            R"({"stream":null,"model":"auto"})",
        };
        Mutator mutator(1);
        for (int round = 0; round < rounds; ++round) {
            const std::string body = padded(mutator.mutated(mutator.oneOf(bodies)));
            const Endpoint endpoint{mutator.oneOf(dialects),
                                    mutator.below(2) == 0 ? Operation::Generate : Operation::Embed};
            const RequestPeek peek = RequestPeek::read(endpoint, body);
            std::size_t position = 0;
            for (const RequestPeek::Span &span : peek.models) {
                QVERIFY2(span.offset >= position && span.offset + span.size < body.size(),
                         body.c_str());
                position = span.offset + span.size;
            }
            if (!peek.problem.empty())
                continue;
            QVERIFY(peek.usageSpan.offset > 0 && peek.usageSpan.offset < body.size());
            QVERIFY(peek.usageSpan.offset + peek.usageSpan.size < body.size());
            SplicedBody spliced(body);
            for (const RequestPeek::Span &span : peek.models)
                spliced.replace(span.offset, span.size, "other");
            std::string other;
            for (const std::string_view piece : spliced.pieces())
                other.append(piece);
            QCOMPARE(other.size(), spliced.size());
            const RequestPeek again = RequestPeek::read(endpoint, padded(other));
            QVERIFY2(again.problem.empty(), other.c_str());
            QCOMPARE(again.models.size(), peek.models.size());
        }
    }

    void damagedStreamsAreWatchedAndPassedOn()
    {
        const auto streams = signalbox::tests::sampleStreams();
        Mutator mutator(2);
        for (int round = 0; round < rounds; ++round) {
            const auto &stream = mutator.oneOf(streams);
            const std::string bytes = mutator.mutated(stream.bytes);
            StreamWatcher whole(stream.dialect, stream.framing);
            whole.feed(bytes, 1);
            whole.finish(1);
            StreamWatcher cut(stream.dialect, stream.framing);
            UsageChunkFilter wholeFilter;
            UsageChunkFilter cutFilter;
            std::string passedWhole(wholeFilter.feed(bytes));
            passedWhole.append(wholeFilter.finish());
            std::string passed;
            for (const std::string_view piece : mutator.pieces(bytes)) {
                cut.feed(piece, 1);
                passed.append(cutFilter.feed(piece));
            }
            cut.finish(1);
            passed.append(cutFilter.finish());

            QVERIFY2(isSane(whole.facts().usage), bytes.c_str());
            QVERIFY2(whole.facts().usage == cut.facts().usage, bytes.c_str());
            QCOMPARE(cut.facts().finishReason, whole.facts().finishReason);
            QCOMPARE(cut.facts().hasError, whole.facts().hasError);
            QCOMPARE(cut.hasContent(), whole.hasContent());
            QCOMPARE(cut.hasEnded(), whole.hasEnded());
            QVERIFY2(passed == passedWhole, bytes.c_str());
            QVERIFY(passed.size() <= bytes.size());
        }
    }

    void damagedAnswersHaveSaneFigures()
    {
        const std::vector<std::string> answers{
            R"({"choices":[{"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":5,)"
            R"("total_tokens":15,"prompt_tokens_details":{"cached_tokens":4},"cost":0.01}})",
            R"({"type":"message","stop_reason":"end_turn","usage":{"input_tokens":10,)"
            R"("cache_read_input_tokens":5,"cache_creation_input_tokens":2,"output_tokens":3}})",
            R"([{"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":9,)"
            R"("candidatesTokenCount":3,"thoughtsTokenCount":4,"cachedContentTokenCount":2}}])",
            R"({"response":{"status":"completed","usage":{"input_tokens":5,"output_tokens":4}}})",
        };
        Mutator mutator(3);
        AnswerFacts sum;
        for (int round = 0; round < rounds; ++round) {
            const std::string json = mutator.mutated(mutator.oneOf(answers));
            const AnswerFacts facts = readAnswerFacts(mutator.oneOf(dialects), json);
            sum.merge(facts);
            QVERIFY2(isSane(facts.usage), json.c_str());
            QVERIFY2(isSane(sum.usage), json.c_str());
        }
    }

    void damagedResponsesParseTheSameInPieces()
    {
        const std::vector<std::string> responses{
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: b\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: "
            "chunked\r\n\r\n5\r\nhello\r\n2;e=1\r\nab\r\n0\r\n\r\n",
            "HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 429 No\r\nRetry-After: 1\r\n\r\nbody",
        };
        Mutator mutator(4);
        for (int round = 0; round < rounds; ++round) {
            const std::string bytes = mutator.mutated(mutator.oneOf(responses));
            const auto read = [](const std::vector<std::string_view> &pieces) {
                ResponseParser parser;
                parser.reset(false);
                std::string body;
                for (const std::string_view piece : pieces) {
                    if (piece.empty() || parser.state() == ResponseParser::State::Complete
                        || parser.state() == ResponseParser::State::Broken)
                        continue;
                    if (parser.feed(piece) != ResponseParser::State::Broken)
                        body.append(parser.body());
                }
                return std::pair(parser.finish(), body);
            };
            const auto whole = read({bytes});
            const auto cut = read(mutator.pieces(bytes));
            QVERIFY2(whole.first == cut.first, bytes.c_str());
            if (whole.first == ResponseParser::State::Complete)
                QCOMPARE(cut.second, whole.second);
        }
    }

    void damagedPathsAreServedOrNot()
    {
        const std::vector<std::string> targets{
            "/v1/chat/completions",
            "/v1beta/models/a%2Fb:streamGenerateContent?alt=sse&key=x",
            "/anthropic/v1/messages/count_tokens?beta=true",
            "/v1/models/openai/gpt",
        };
        Mutator mutator(5);
        for (int round = 0; round < rounds; ++round) {
            const std::string target = mutator.mutated(mutator.oneOf(targets));
            const std::string_view path = std::string_view(target).substr(0, target.find('?'));
            const ServedPath served = ServedPath::parse(path);
            QVERIFY(!served.allows(""));
            QVERIFY(ServedPath::errorDialect(path) != ClientDialect::Unknown);
            const std::string decoded = percentDecoded(target);
            QCOMPARE(percentDecoded(percentEncoded(decoded)), decoded);
            const std::string without = queryWithout(target, "key");
            QVERIFY2(!queryValue(without, "key"), target.c_str());
        }
    }

    void damagedRefusalsHaveAClassAndASaneWait()
    {
        const std::vector<std::string> bodies{
            R"({"error":{"code":429,"details":[{"retryDelay":"34.07s"}]}})",
            R"({"type":"error","error":{"message":"prompt is too long"}})",
            "<html></html>",
        };
        const std::vector<std::string> waits{"12", "1m12.5s", "261ms", "1.5",
                                             "Wed, 21 Oct 2026 07:28:00 GMT"};
        constexpr std::array statuses{400, 401, 404, 408, 429, 500, 503, 529, 999};
        constexpr qint64 longest = 400LL * 24 * 3600 * 1000;
        constexpr qint64 now = 1'792'567'680'000;
        Mutator mutator(6);
        for (int round = 0; round < rounds; ++round) {
            const std::string body = mutator.mutated(mutator.oneOf(bodies));
            const std::string wait = mutator.mutated(mutator.oneOf(waits));
            const std::string ms = mutator.mutated("1500");
            const std::vector<HeaderView> headers{{"retry-after-ms", ms}, {"retry-after", wait}};
            const ProviderRefusal refusal = readProviderRefusal(
                mutator.oneOf(statuses),
                mutator.below(4) == 0 ? std::vector<HeaderView>() : headers, body, now);
            QVERIFY(refusal.errorClass != ErrorClass::None);
            QVERIFY2(refusal.retryAfterMs >= -1, wait.c_str());
            const bool isDate = wait.find("GMT") != std::string::npos;
            QVERIFY2(isDate || refusal.retryAfterMs < longest, wait.c_str());
        }
    }

    void damagedHeadsNeverGetPastTheGate()
    {
        const std::vector<std::string> hosts{"evil.com", "127.0.0.1.evil.com", "10.0.0.1:80",
                                             "[::2]:80"};
        const Gatekeeper gatekeeper("a-long-client-key-nobody-guesses");
        Mutator mutator(7);
        for (int round = 0; round < rounds; ++round) {
            RequestBuilder foreign("/x?key=" + mutator.mutated("a-long-client-key"));
            foreign.field("host", mutator.mutated("localhost:4141"))
                .field("origin", mutator.mutated("http://localhost:3000"))
                .field("authorization", mutator.mutated("Bearer a-long-client-key"))
                .field("x-api-key", mutator.mutated("another key"));
            QVERIFY(gatekeeper.check(foreign.build().head(), Gatekeeper::NeedsKey::Yes, 0));

            const std::string authority = mutator.mutated(mutator.oneOf(hosts));
            if (isLoopbackAuthority(authority)) {
                // Only a real loopback name may come out of it, whatever the damage was.
                const QString name = QString::fromStdString(authority).toLower();
                QVERIFY2(name.startsWith(QLatin1String("127."))
                             || name.startsWith(QLatin1String("[::1]"))
                             || name.contains(QLatin1String("localhost")),
                         authority.c_str());
            }
        }
    }
};

QTEST_GUILESS_MAIN(RoutingFuzzTest)
#include "tst_RoutingFuzz.moc"
