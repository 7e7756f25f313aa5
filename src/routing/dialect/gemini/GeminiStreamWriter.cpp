// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/gemini/GeminiStreamWriter.h"

#include "routing/dialect/gemini/GeminiAnswerParts.h"
#include "routing/dialect/gemini/GeminiAnswerWriter.h"
#include "routing/dialect/gemini/GeminiLogprobs.h"
#include "routing/dialect/gemini/GeminiStop.h"
#include "routing/json/JsonWriter.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace signalbox::routing {

using models::ClientDialect;

namespace {

class Writer final : public StreamWriter
{
public:
    explicit Writer(const AnswerWish &wish)
        : m_model(wish.model)
        , m_id(wish.exchangeId)
        , m_framing(wish.serverSentEvents ? Framing::Events : Framing::Array)
    {}

    void began(const Begin &begin) override
    {
        if (!begin.id.empty())
            m_id = begin.id;
        if (!begin.model.empty())
            m_model = begin.model;
    }

    void text(qint64 candidate, std::string_view text) override
    {
        if (text.empty())
            return;
        chunk(candidate, [&](JsonWriter &writer) { writeGeminiText(writer, text, IsThought::No); });
    }

    void refusal(qint64 candidate, std::string_view words) override { text(candidate, words); }

    void reasoning(qint64 candidate, std::string_view text) override
    {
        if (text.empty())
            return;
        m_isThinking = true;
        chunk(candidate,
              [&](JsonWriter &writer) { writeGeminiText(writer, text, IsThought::Yes); });
    }

    void reasoningEnded(qint64 candidate, const ReasoningPart &part) override
    {
        const bool ranBefore = std::exchange(m_isThinking, false);
        const bool isOwn = part.family == ReasoningPart::Family::Gemini;
        const std::string_view signature =
            isOwn ? std::string_view(part.signature) : std::string_view();
        if (part.text.empty() && signature.empty())
            return;
        const bool isThought = ranBefore || !part.text.empty();
        chunk(candidate, [&](JsonWriter &writer) {
            writeGeminiText(writer, part.text, isThought ? IsThought::Yes : IsThought::No,
                            signature);
        });
    }

    void callBegan(qint64 candidate, const CallBegin &call) override
    {
        m_calls.push_back({.candidate = candidate,
                           .number = call.call,
                           .part = {.id = std::string(call.id),
                                    .name = std::string(call.name),
                                    .signature = std::string(call.signature)}});
    }

    void callArguments(qint64 candidate, qint64 call, std::string_view fragment) override
    {
        if (const auto found = find(candidate, call); found != m_calls.end())
            found->part.argumentsJson += fragment;
    }

    void callEnded(qint64 candidate, qint64 call) override
    {
        const auto found = find(candidate, call);
        if (found == m_calls.end())
            return;
        part(candidate, std::move(found->part));
        m_calls.erase(found);
    }

    void part(qint64 candidate, const Part &part) override
    {
        if (isGeminiAnswerPart(part))
            chunk(candidate, [&](JsonWriter &writer) { writeGeminiAnswerPart(writer, part); });
    }

    void logprobs(qint64 candidate, std::string_view json) override
    {
        std::string own = geminiLogprobs(json);
        if (own.empty())
            return;
        object([&](JsonWriter &writer) {
            writer.beginObject()
                .json("logprobsResult", own)
                .integer("index", candidate)
                .endObject();
        });
    }

    void usage(const models::TokenUsage &usage) override { m_usage = usage; }
    void reportedCost(const models::Money &) override {}

    void stopped(qint64 candidate, const Stop &stop) override
    {
        m_stops.emplace_back(candidate, stop.reason);
    }

    void ended() override
    {
        // A call whose end was not told is whole all the same, now that the answer is.
        for (const OpenCall &call : std::exchange(m_calls, {}))
            part(call.candidate, call.part);
        object([this](JsonWriter &writer) {
            for (const auto &[candidate, reason] : m_stops) {
                writer.beginObject().text("finishReason", geminiFromStop(reason));
                writer.integer("index", candidate).endObject();
            }
        });
        if (m_framing == Framing::Array)
            m_out += "]";
    }

    void failed(const DialectError &error) override
    {
        if (m_framing == Framing::Events) {
            m_out += errorEvent(ClientDialect::Gemini, error, true);
            return;
        }
        separate();
        m_out += errorBody(ClientDialect::Gemini, error);
        m_out += "]";
    }

private:
    enum class Framing : quint8 { Events, Array };
    struct OpenCall
    {
        qint64 candidate = 0;
        qint64 number = 0;
        ToolCallPart part{};
    };

    std::vector<OpenCall>::iterator find(qint64 candidate, qint64 number)
    {
        return std::ranges::find_if(m_calls, [&](const OpenCall &call) {
            return call.candidate == candidate && call.number == number;
        });
    }

    void separate() { m_out += std::exchange(m_hasObjects, true) ? ",\r\n" : "["; }

    /// One GenerateContentResponse around the candidates that \a candidates writes.
    template<typename Candidates>
    void object(Candidates candidates)
    {
        if (m_framing == Framing::Array)
            separate();
        else
            m_out += "data: ";
        JsonWriter writer(m_out);
        writer.beginObject().beginArray("candidates");
        candidates(writer);
        writer.endArray();
        writeGeminiUsage(writer, m_usage);
        writer.text("modelVersion", m_model).text("responseId", m_id).endObject();
        m_out += m_framing == Framing::Array ? "\r\n" : "\r\n\r\n";
    }

    template<typename Content>
    void chunk(qint64 candidate, Content content)
    {
        object([&](JsonWriter &writer) {
            writer.beginObject().beginObject("content").beginArray("parts");
            content(writer);
            writer.endArray().text("role", "model").endObject();
            writer.integer("index", candidate).endObject();
        });
    }

    std::string m_model;
    std::string m_id;
    Framing m_framing;
    models::TokenUsage m_usage;
    std::vector<OpenCall> m_calls;
    std::vector<std::pair<qint64, StopReason>> m_stops;
    bool m_isThinking = false;
    bool m_hasObjects = false;
};

} // namespace

std::unique_ptr<StreamWriter> geminiStreamWriter(const AnswerWish &wish)
{
    return std::make_unique<Writer>(wish);
}

} // namespace signalbox::routing
