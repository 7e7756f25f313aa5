// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/AnswerJudge.h"

#include "routing/dialect/AnswerReplay.h"
#include "routing/dialect/Codecs.h"
#include "routing/json/SchemaMatch.h"
#include "routing/stream/EventDecoder.h"
#include "routing/stream/JsonItemSplitter.h"
#include "routing/stream/LineSplitter.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace signalbox::routing {

using models::ClientDialect;
using models::ProviderDialect;
using Framing = StreamWatcher::Framing;

namespace {

constexpr double checkedWeight = 1;
/// Most answers are complete: as much weight as a check would drown what checks say.
constexpr double completedWeight = 0.25;
/// A refusal in the model's own words is only guessed.
constexpr double guessedWeight = 0.15;
constexpr qint64 amplyTokens = 1024;

/// Whether a short answer begins as models begin that will not do what they were asked.
bool soundsLikeRefusal(std::string_view text)
{
    constexpr std::size_t longest = 400;
    constexpr std::array<std::string_view, 10> openings{
        "i'm sorry, but i can't", "i'm sorry, but i cannot", "sorry, but i can't",
        "sorry, i can't",         "i can't help with",       "i cannot help with",
        "i can't assist with",    "i cannot assist with",    "i'm unable to help",
        "i'm not able to help",
    };
    if (text.size() > longest)
        return false;
    std::string begin;
    for (std::size_t at = 0; at < text.size() && begin.size() < 32; ++at) {
        constexpr std::string_view curled = "\xE2\x80\x99"; // the apostrophe of typographers
        if (text.substr(at).starts_with(curled)) {
            begin.push_back('\'');
            at += curled.size() - 1;
        } else {
            const char c = text[at];
            begin.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
        }
    }
    return std::ranges::any_of(
        openings, [&begin](std::string_view opening) { return begin.starts_with(opening); });
}

/// Who speaks to clients as a provider of this dialect does.
std::optional<ProviderDialect> readerOf(ClientDialect dialect)
{
    switch (dialect) {
    case ClientDialect::OpenAiChat:
        return ProviderDialect::OpenAi;
    case ClientDialect::OpenAiResponses:
        return ProviderDialect::OpenAiResponses;
    case ClientDialect::Anthropic:
        return ProviderDialect::Anthropic;
    case ClientDialect::Gemini:
        return ProviderDialect::Gemini;
    case ClientDialect::Ollama:
        return ProviderDialect::Ollama;
    default:
        return std::nullopt;
    }
}

std::optional<AnswerMessage> readStream(const ProviderCodec &codec, std::string_view bytes,
                                        Framing framing)
{
    const std::unique_ptr<StreamReader> reader = codec.streamReader();
    AnswerCollector collector;
    const auto item = [&](std::string_view json) { reader->event({}, json, collector); };
    switch (framing) {
    case Framing::ServerSentEvents: {
        const auto event = [&](std::string_view name, std::string_view data) {
            if (!data.empty())
                reader->event(name, data, collector);
        };
        EventDecoder decoder(longestJudged);
        decoder.feed(bytes, event);
        decoder.finish(event);
        break;
    }
    case Framing::JsonLines: {
        const auto line = [&](std::string_view json) {
            if (!json.empty())
                item(json);
        };
        LineSplitter lines(longestJudged);
        lines.feed(bytes, line);
        lines.finish(line);
        break;
    }
    case Framing::JsonArray:
        JsonItemSplitter(longestJudged).feed(bytes, item);
        break;
    }
    if (!collector.hasEnded() && !collector.error())
        reader->end(collector);
    if (!collector.hasEnded() || collector.error())
        return std::nullopt;
    return collector.answer();
}

std::optional<AnswerMessage> readAnswer(const ProviderCodec &codec, const JudgedExchange &exchange)
{
    if (exchange.framing)
        return readStream(codec, exchange.answer, *exchange.framing);
    simdjson::dom::parser parser;
    Json root;
    if (parser.parse(exchange.answer.data(), exchange.answer.size(), true).get(root)
            != simdjson::SUCCESS
        || !root.is_object())
        return std::nullopt;
    return codec.readAnswer(root);
}

/// Whether \a text is JSON as \a schemaJson says; an empty schema asks for JSON only.
SchemaMatch matchText(std::string_view text, std::string_view schemaJson)
{
    simdjson::dom::parser parser;
    Json value;
    if (parser.parse(text.data(), text.size(), true).get(value) != simdjson::SUCCESS)
        return SchemaMatch::Differs;
    if (schemaJson.empty())
        return SchemaMatch::Matches;
    simdjson::dom::parser schemaParser;
    Json schema;
    if (schemaParser.parse(schemaJson.data(), schemaJson.size(), true).get(schema)
        != simdjson::SUCCESS)
        return SchemaMatch::Unknown;
    return matchSchema(value, schema);
}

class Judge
{
public:
    Judge(const Conversation &asked, const AnswerCandidate &answer)
        : m_asked(asked)
        , m_answer(answer)
    {
        for (const Part &part : answer.parts) {
            if (const auto *text = std::get_if<TextPart>(&part))
                m_text += text->text;
            m_isRefused |= std::holds_alternative<RefusalPart>(part);
            m_hasCalls |= std::holds_alternative<ToolCallPart>(part);
        }
        m_isRefused |=
            answer.stop == StopReason::Refusal || answer.stop == StopReason::ContentFilter;
    }

    std::vector<Judgement> judge()
    {
        if (m_answer.stop == StopReason::Error) {
            // Gemini ends so when it could not write a call: that one is the model's own fault.
            if (m_answer.nativeStop == "MALFORMED_FUNCTION_CALL")
                add(JudgedKind::ToolCalls, false, checkedWeight);
            return std::move(m_judgements);
        }
        judgeCompletion();
        if (!m_isRefused) {
            judgeJson();
            judgeCalls();
        }
        return std::move(m_judgements);
    }

private:
    void add(JudgedKind kind, bool isGood, double weight)
    {
        m_judgements.push_back({.kind = kind, .isGood = isGood, .weight = weight});
    }

    void judgeCompletion()
    {
        const bool isCut = m_answer.stop == StopReason::Length;
        const bool isClientsWish = isCut && m_asked.maxTokens && *m_asked.maxTokens < amplyTokens;
        if (!m_isRefused && !m_hasCalls && soundsLikeRefusal(m_text)) {
            add(JudgedKind::Completed, false, guessedWeight);
            return;
        }
        if (m_answer.stop != StopReason::Unknown && !isClientsWish)
            add(JudgedKind::Completed, !m_isRefused && !isCut, completedWeight);
    }

    void judgeJson()
    {
        using Kind = AnswerFormat::Kind;
        // A call in place of the text is another way to answer.
        if (m_asked.format.kind == Kind::Text || m_hasCalls)
            return;
        const SchemaMatch match = matchText(
            m_text,
            m_asked.format.kind == Kind::JsonSchema ? m_asked.format.schemaJson : std::string());
        if (match != SchemaMatch::Unknown)
            add(JudgedKind::JsonFormat, match == SchemaMatch::Matches, checkedWeight);
    }

    /// One judgement for all calls: an answer of ten calls is one answer.
    void judgeCalls()
    {
        SchemaMatch all = SchemaMatch::Unknown;
        for (const Part &part : m_answer.parts) {
            const auto *call = std::get_if<ToolCallPart>(&part);
            if (!call || call->isFreeForm)
                continue;
            const SchemaMatch one = matchCall(*call);
            if (one == SchemaMatch::Differs)
                all = one;
            else if (all == SchemaMatch::Unknown)
                all = one;
        }
        if (all != SchemaMatch::Unknown)
            add(JudgedKind::ToolCalls, all == SchemaMatch::Matches, checkedWeight);
    }

    [[nodiscard]] SchemaMatch matchCall(const ToolCallPart &call) const
    {
        const auto tool = std::find_if(m_asked.tools.begin(), m_asked.tools.end(),
                                       [&](const Tool &one) { return one.name == call.name; });
        if (tool == m_asked.tools.end()) {
            // A tool of the provider's own may stand for several names.
            const bool hasOthers =
                std::any_of(m_asked.tools.begin(), m_asked.tools.end(),
                            [](const Tool &one) { return !one.otherJson.empty(); });
            return hasOthers ? SchemaMatch::Unknown : SchemaMatch::Differs;
        }
        if (!tool->otherJson.empty())
            return SchemaMatch::Unknown;
        // A call without arguments may come without any text at all.
        const std::string_view arguments =
            call.argumentsJson.empty() ? "{}" : std::string_view(call.argumentsJson);
        return matchText(arguments, tool->schemaJson);
    }

    const Conversation &m_asked;
    const AnswerCandidate &m_answer;
    std::string m_text;
    bool m_isRefused = false;
    bool m_hasCalls = false;
    std::vector<Judgement> m_judgements;
};

} // namespace

std::string_view judgedKindName(JudgedKind kind)
{
    switch (kind) {
    case JudgedKind::JsonFormat:
        return "json";
    case JudgedKind::ToolCalls:
        return "tool_calls";
    case JudgedKind::Completed:
        break;
    }
    return "completed";
}

std::vector<Judgement> judgeAnswer(const JudgedExchange &exchange)
{
    const Operation operation = exchange.endpoint.operation;
    const auto dialect = readerOf(exchange.endpoint.dialect);
    if (!dialect || (operation != Operation::Generate && operation != Operation::Complete)
        || exchange.request.size() + exchange.answer.size() > longestJudged)
        return {};
    const ClientCodec *client = clientCodec(exchange.endpoint.dialect);
    const ProviderCodec *provider = providerCodec(*dialect);
    if (!client || !provider)
        return {};
    simdjson::dom::parser parser;
    Json request;
    if (parser.parse(exchange.request.data(), exchange.request.size(), true).get(request)
            != simdjson::SUCCESS
        || !request.is_object())
        return {};
    const RequestReading asked = client->readRequest(
        request,
        {.model = exchange.model, .stream = exchange.framing.has_value(), .operation = operation});
    if (asked.problem)
        return {};
    const std::optional<AnswerMessage> answer = readAnswer(*provider, exchange);
    if (!answer || answer->candidates.empty())
        return {};
    return Judge(asked.conversation, answer->candidates.front()).judge();
}

} // namespace signalbox::routing
