// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/cohere/CohereStreamReader.h"

#include "routing/dialect/cohere/CohereAnswerReader.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace signalbox::routing {

namespace {

constexpr int badGateway = 502;

class CohereStreamReader final : public StreamReader
{
public:
    void event(std::string_view /*name*/, std::string_view data, AnswerSink &sink) override
    {
        Json root;
        if (m_isOver || m_parser.parse(data.data(), data.size()).get(root) != simdjson::SUCCESS
            || !root.is_object())
            return; // [DONE] stands behind many an answer
        const std::string_view type = stringField(root, "type");
        if (type.empty()) {
            readError(root, sink);
            return;
        }
        if (!std::exchange(m_hasBegun, true))
            sink.began({.id = stringField(root, "id"), .model = {}, .createdS = 0});
        const std::optional<Json> delta = field(root, "delta");
        if (!delta && type != "tool-call-end" && type != "content-end")
            return;
        if (type == "message-end") {
            readEnd(*delta, sink);
            return;
        }
        readMessage(type, integerField(root, "index").value_or(-1),
                    delta ? field(*delta, "message") : std::nullopt, sink);
    }

    void end(AnswerSink &sink) override
    {
        if (!m_isOver)
            fail("The provider's answer ended before it was complete.", sink);
    }

private:
    struct Call
    {
        qint64 index = 0; ///< Cohere's
        qint64 call = 0;
        bool hasArguments = false;
    };

    void readMessage(std::string_view type, qint64 index, const std::optional<Json> &message,
                     AnswerSink &sink)
    {
        if (type == "content-end") {
            endThought(sink);
        } else if (type == "tool-call-end") {
            endCalls(index, sink);
        } else if (!message) {
            return;
        } else if (type == "content-start" || type == "content-delta") {
            if (const std::optional<Json> content = field(*message, "content"))
                readContent(*content, sink);
        } else if (type == "tool-plan-delta") {
            think(stringField(*message, "tool_plan"), sink);
        } else if (type == "tool-call-start" || type == "tool-call-delta") {
            if (const std::optional<Json> call = field(*message, "tool_calls"))
                readCall(type == "tool-call-start", index, *call, sink);
        } else if (type == "citation-start") {
            if (const std::optional<Json> citation = field(*message, "citations"))
                sink.part(0, cohereCitation(*citation));
        }
    }

    void readContent(const Json &content, AnswerSink &sink)
    {
        think(stringField(content, "thinking"), sink);
        const std::string_view text = stringField(content, "text");
        if (text.empty())
            return;
        endThought(sink);
        m_hasContent = true;
        sink.text(0, text);
    }

    void think(std::string_view text, AnswerSink &sink)
    {
        if (text.empty())
            return;
        m_isThinking = true;
        m_hasContent = true;
        sink.reasoning(0, text);
    }

    void endThought(AnswerSink &sink)
    {
        if (std::exchange(m_isThinking, false))
            sink.reasoningEnded(0, {});
    }

    void readCall(bool isStart, qint64 index, const Json &from, AnswerSink &sink)
    {
        const std::optional<Json> function = field(from, "function");
        if (!function)
            return;
        if (isStart) {
            endThought(sink);
            m_hasContent = true;
            m_open.push_back({.index = index, .call = m_calls++});
            sink.callBegan(0,
                           {.call = m_open.back().call,
                            .id = stringField(from, "id"),
                            .name = stringField(*function, "name"),
                            .signature = {}});
        }
        // The last of an index: a start may come twice under one.
        const auto found = std::ranges::find(m_open.rbegin(), m_open.rend(), index, &Call::index);
        const std::string_view arguments = stringField(*function, "arguments");
        if (found == m_open.rend() || arguments.empty())
            return;
        const bool isFirst = !std::exchange(found->hasArguments, true);
        sink.callArguments(0, found->call, isFirst ? cohereArguments(arguments) : arguments);
    }

    /// Ends the calls numbered \a index; all of them when it is nothing.
    void endCalls(std::optional<qint64> index, AnswerSink &sink)
    {
        std::erase_if(m_open, [&](const Call &call) {
            if (index && call.index != *index)
                return false;
            if (!call.hasArguments)
                sink.callArguments(0, call.call, "{}");
            sink.callEnded(0, call.call);
            return true;
        });
    }

    void readEnd(const Json &delta, AnswerSink &sink)
    {
        endThought(sink);
        endCalls(std::nullopt, sink);
        const std::string_view reason = stringField(delta, "finish_reason");
        const std::string_view error = stringField(delta, "error");
        // What was told already stands; then ERROR is how the rest is withheld.
        const bool isFailure = isCohereFailure(reason) && (reason != "ERROR" || !m_hasContent);
        if (!error.empty() || isFailure) {
            fail(error.empty() ? "The provider broke its answer off." : error, sink);
            return;
        }
        m_isOver = true;
        const models::TokenUsage usage = readCohereUsage(delta);
        if (usage.isKnown())
            sink.usage(usage);
        sink.stopped(
            0, {.reason = cohereStopReason(reason), .stopSequence = {}, .nativeStop = reason});
        sink.ended();
    }

    /// What is no event is the body of an error, or something to come.
    void readError(const Json &root, AnswerSink &sink)
    {
        const std::string_view message = stringField(root, "message");
        if (!message.empty())
            fail(message, sink);
    }

    void fail(std::string_view message, AnswerSink &sink)
    {
        m_isOver = true;
        sink.failed({.status = badGateway, .message = std::string(message)});
    }

    simdjson::dom::parser m_parser;
    std::vector<Call> m_open;
    qint64 m_calls = 0;
    bool m_hasBegun = false;
    bool m_isThinking = false;
    bool m_hasContent = false;
    bool m_isOver = false;
};

} // namespace

std::unique_ptr<StreamReader> cohereStreamReader()
{
    return std::make_unique<CohereStreamReader>();
}

} // namespace signalbox::routing
