// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/gemini/GeminiStreamReader.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/FieldCheck.h"
#include "routing/dialect/UsageReader.h"
#include "routing/dialect/gemini/GeminiAnswerParts.h"
#include "routing/dialect/gemini/GeminiAnswerReader.h"
#include "routing/dialect/gemini/GeminiField.h"
#include "routing/dialect/gemini/GeminiLogprobs.h"
#include "routing/dialect/gemini/GeminiPartReader.h"
#include "routing/dialect/gemini/GeminiPartialArguments.h"
#include "routing/dialect/gemini/GeminiStop.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace signalbox::routing {

namespace {

constexpr int badGateway = 502;

/// What is known of one candidate so far.
struct CandidateState
{
    qint64 index = 0;
    qint64 calls = 0;
    bool isThinking = false;
    bool isCallOpen = false; ///< its arguments come piece by piece
    GeminiPartialArguments arguments{};
    std::string finishReason{};
};

class Reader final : public StreamReader
{
public:
    void event(std::string_view, std::string_view data, AnswerSink &sink) override
    {
        Json root;
        if (m_isOver || m_parser.parse(data.data(), data.size()).get(root) != simdjson::SUCCESS)
            return;
        const std::vector<Json> items = asArray(root); // an error may come inside an array
        for (const Json &item : items)
            read(item, sink);
        if (items.empty())
            read(root, sink);
    }

    void end(AnswerSink &sink) override
    {
        if (m_isOver)
            return;
        const bool isWhole = !m_candidates.empty()
            && std::ranges::none_of(m_candidates, [](const CandidateState &candidate) {
                   return candidate.finishReason.empty();
               });
        if (!isWhole && m_blockReason.empty()) {
            fail(sink,
                 {.status = badGateway,
                  .message = "The provider's answer ended before it was complete."});
            return;
        }
        m_isOver = true;
        if (m_candidates.empty())
            sink.stopped(0,
                         {.reason = StopReason::ContentFilter,
                          .stopSequence = {},
                          .nativeStop = m_blockReason});
        for (CandidateState &candidate : m_candidates) {
            if (candidate.finishReason.empty())
                candidate.finishReason = "SAFETY"; // the prompt was blocked
            stop(candidate, sink);
        }
        sink.ended();
    }

private:
    void read(const Json &root, AnswerSink &sink)
    {
        if (m_isOver || !root.is_object())
            return;
        if (const auto error = field(root, "error")) {
            fail(sink, errorFrom(*error));
            return;
        }
        if (!std::exchange(m_hasBegun, true))
            sink.began({.id = text(root, "responseId"),
                        .model = text(root, "modelVersion"),
                        .createdS = geminiCreatedS(root)});
        for (const Json &candidate : arrayField(root, "candidates"))
            readCandidate(candidate, sink);
        if (const auto feedback = geminiField(root, "promptFeedback"))
            m_blockReason = text(*feedback, "blockReason");
        if (geminiField(root, "usageMetadata"))
            sink.usage(readAnswerFacts(models::ClientDialect::Gemini, jsonText(root)).usage);
    }

    static std::string_view text(const Json &object, std::string_view name)
    {
        const auto value = geminiField(object, name);
        return value ? asString(*value).value_or(std::string_view()) : std::string_view();
    }

    static DialectError errorFrom(const Json &error)
    {
        const qint64 code = integerField(error, "code").value_or(badGateway);
        const std::string_view message = stringField(error, "message");
        constexpr qint64 firstError = 400;
        constexpr qint64 lastError = 599;
        return {.status =
                    code >= firstError && code <= lastError ? static_cast<int>(code) : badGateway,
                .message = message.empty() ? "The provider reported an error inside its answer."
                                           : std::string(message),
                .code = std::string(stringField(error, "status"))};
    }

    void fail(AnswerSink &sink, const DialectError &error)
    {
        m_isOver = true;
        sink.failed(error);
    }

    CandidateState &state(qint64 index)
    {
        const auto found = std::ranges::find(m_candidates, index, &CandidateState::index);
        return found == m_candidates.end()
            ? m_candidates.emplace_back(CandidateState{.index = index})
            : *found;
    }

    void readCandidate(const Json &from, AnswerSink &sink)
    {
        CandidateState &candidate = state(integerField(from, "index").value_or(0));
        if (const auto content = geminiField(from, "content")) {
            for (const Json &part : arrayField(*content, "parts"))
                readPart(part, candidate, sink);
        }
        for (const std::string_view name : saidOf(from, geminiExtras))
            sink.unsaid(name);
        if (const auto logprobs = geminiField(from, "logprobsResult")) {
            if (const std::string json = openAiLogprobs(*logprobs); !json.empty())
                sink.logprobs(candidate.index, json);
        }
        if (std::string reason = geminiFinishReason(from); !reason.empty())
            candidate.finishReason = std::move(reason);
    }

    static void readPart(const Json &part, CandidateState &candidate, AnswerSink &sink)
    {
        if (const auto call = geminiField(part, "functionCall")) {
            if (candidate.isCallOpen || isPartial(*call)) {
                endThought(candidate, sink);
                readPartialCall(part, *call, candidate, sink);
                return;
            }
        }
        endCall(candidate, sink);
        std::vector<Part> parts;
        FieldCheck ignored;
        readGeminiPart(part, {}, ignored, parts);
        for (const Part &piece : parts)
            tell(piece, candidate, sink);
    }

    static bool isPartial(const Json &call)
    {
        return geminiField(call, "willContinue") || geminiField(call, "partialArgs");
    }

    static void tell(const Part &piece, CandidateState &candidate, AnswerSink &sink)
    {
        if (const auto *thought = std::get_if<ReasoningPart>(&piece)) {
            tellThought(*thought, candidate, sink);
            return;
        }
        endThought(candidate, sink);
        if (const auto *words = std::get_if<TextPart>(&piece)) {
            if (!words->text.empty())
                sink.text(candidate.index, words->text);
        } else if (const auto *call = std::get_if<ToolCallPart>(&piece)) {
            const qint64 number = candidate.calls++;
            sink.callBegan(
                candidate.index,
                {.call = number, .id = call->id, .name = call->name, .signature = call->signature});
            sink.callArguments(candidate.index, number, call->argumentsJson);
            sink.callEnded(candidate.index, number);
        } else {
            sink.part(candidate.index, piece);
        }
    }

    static void tellThought(const ReasoningPart &thought, CandidateState &candidate,
                            AnswerSink &sink)
    {
        if (!thought.text.empty()) {
            candidate.isThinking = true;
            sink.reasoning(candidate.index, thought.text);
        }
        if (thought.signature.empty())
            return;
        candidate.isThinking = false;
        sink.reasoningEnded(
            candidate.index,
            {.family = ReasoningPart::Family::Gemini, .signature = thought.signature});
    }

    static void endThought(CandidateState &candidate, AnswerSink &sink)
    {
        if (std::exchange(candidate.isThinking, false))
            sink.reasoningEnded(candidate.index, {.family = ReasoningPart::Family::Gemini});
    }

    static void readPartialCall(const Json &part, const Json &call, CandidateState &candidate,
                                AnswerSink &sink)
    {
        if (const std::string_view name = text(call, "name"); !name.empty()) {
            endCall(candidate, sink);
            candidate.isCallOpen = true;
            sink.callBegan(candidate.index,
                           {.call = candidate.calls,
                            .id = text(call, "id"),
                            .name = name,
                            .signature = text(part, "thoughtSignature")});
        }
        if (!candidate.isCallOpen)
            return;
        if (const auto partial = geminiField(call, "partialArgs")) {
            for (const Json &piece : asArray(*partial))
                candidate.arguments.take(piece);
        }
        const auto goesOn = geminiField(call, "willContinue");
        if (goesOn && asBoolean(*goesOn).value_or(false))
            return;
        if (const std::string whole = jsonField(call, "args"); !whole.empty() && whole != "{}")
            endCall(candidate, sink, whole);
        else
            endCall(candidate, sink);
    }

    static void endCall(CandidateState &candidate, AnswerSink &sink, std::string_view whole = {})
    {
        if (!std::exchange(candidate.isCallOpen, false))
            return;
        const std::string pieces = candidate.arguments.finish();
        sink.callArguments(candidate.index, candidate.calls, whole.empty() ? pieces : whole);
        sink.callEnded(candidate.index, candidate.calls++);
    }

    static void stop(CandidateState &candidate, AnswerSink &sink)
    {
        endThought(candidate, sink);
        endCall(candidate, sink);
        const StopReason reason = stopFromGemini(
            candidate.finishReason, candidate.calls > 0 ? HasCalls::Yes : HasCalls::No);
        sink.stopped(candidate.index,
                     {.reason = reason, .stopSequence = {}, .nativeStop = candidate.finishReason});
    }

    simdjson::dom::parser m_parser;
    std::vector<CandidateState> m_candidates;
    std::string m_blockReason;
    bool m_hasBegun = false;
    bool m_isOver = false;
};

} // namespace

std::unique_ptr<StreamReader> geminiStreamReader()
{
    return std::make_unique<Reader>();
}

} // namespace signalbox::routing
