// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ollama/OllamaStreamWriter.h"

#include "routing/dialect/ollama/OllamaAnswerWriter.h"
#include "routing/json/JsonWriter.h"

#include <QElapsedTimer>

#include <algorithm>
#include <utility>
#include <vector>

namespace signalbox::routing {

namespace {

class Writer final : public StreamWriter
{
public:
    explicit Writer(const AnswerWish &wish)
        : m_exchangeId(wish.exchangeId)
        , m_model(wish.model)
        , m_createdS(wish.nowS)
        , m_isCompletion(wish.conversation.isCompletion)
        , m_waitedNs(wish.waitedNs)
    {
        m_sinceHead.start();
    }

    void began(const Begin &begin) override
    {
        if (!begin.model.empty())
            m_model = begin.model;
        if (begin.createdS > 0)
            m_createdS = begin.createdS;
    }

    void text(qint64 candidate, std::string_view text) override
    {
        if (candidate == 0 && !text.empty())
            message([&](JsonWriter &writer) { writeText(writer, text); });
    }

    void refusal(qint64 candidate, std::string_view words) override { text(candidate, words); }

    void reasoning(qint64 candidate, std::string_view text) override
    {
        if (candidate != 0 || text.empty())
            return;
        message([&](JsonWriter &writer) {
            writeText(writer, {});
            writer.text("thinking", text);
        });
    }

    void reasoningEnded(qint64 candidate, const ReasoningPart &part) override
    {
        reasoning(candidate, part.text);
    }

    void callBegan(qint64 candidate, const CallBegin &call) override
    {
        if (candidate != 0)
            return;
        std::string id(call.id);
        if (id.empty())
            id = "call_" + m_exchangeId + "_" + std::to_string(call.call + 1);
        m_calls.push_back(
            {.number = call.call, .part = {.id = std::move(id), .name = std::string(call.name)}});
    }

    void callArguments(qint64 candidate, qint64 call, std::string_view fragment) override
    {
        const auto found = find(call);
        if (candidate == 0 && found != m_calls.end())
            found->part.argumentsJson += fragment;
    }

    void callEnded(qint64 candidate, qint64 call) override
    {
        const auto found = find(call);
        if (candidate != 0 || found == m_calls.end())
            return;
        const OpenCall whole = std::move(*found);
        m_calls.erase(found);
        writeCall(whole);
    }

    void part(qint64 candidate, const Part &part) override
    {
        const auto *media = std::get_if<MediaPart>(&part);
        if (candidate != 0 || !media || media->kind != MediaPart::Kind::Image
            || media->base64.empty())
            return;
        message([&](JsonWriter &writer) {
            writeText(writer, {});
            if (m_isCompletion)
                writer.text("image", media->base64);
            else
                writer.beginArray("images").text(media->base64).endArray();
        });
    }

    void logprobs(qint64 candidate, std::string_view json) override
    {
        if (candidate != 0)
            return;
        line([&](JsonWriter &writer) {
            writeMessage(writer, [this](JsonWriter &inner) { writeText(inner, {}); });
            writeOllamaLogprobs(writer, json);
            writer.boolean("done", false);
        });
    }

    void usage(const models::TokenUsage &usage) override { m_usage = usage; }
    void reportedCost(const models::Money &) override {}

    void stopped(qint64 candidate, const Stop &stop) override
    {
        if (candidate == 0)
            m_stop = stop.reason;
    }

    void ended() override
    {
        // A call whose end was not told is whole all the same, now that the answer is.
        for (const OpenCall &call : std::exchange(m_calls, {}))
            writeCall(call);
        line([this](JsonWriter &writer) {
            writeMessage(writer, [this](JsonWriter &inner) { writeText(inner, {}); });
            writeOllamaEnd(writer, m_stop, m_usage, times());
        });
    }

    void failed(const DialectError &error) override
    {
        m_out += errorEvent(models::ClientDialect::Ollama, error, false);
    }

private:
    struct OpenCall
    {
        qint64 number = 0;
        ToolCallPart part{};
    };

    std::vector<OpenCall>::iterator find(qint64 number)
    {
        return std::ranges::find(m_calls, number, &OpenCall::number);
    }

    void writeCall(const OpenCall &call)
    {
        message([&](JsonWriter &writer) {
            writeText(writer, {});
            writer.beginArray("tool_calls");
            writeOllamaCall(writer, call.part, call.number);
            writer.endArray();
        });
    }

    template<typename Fields>
    void line(Fields fields)
    {
        JsonWriter writer(m_out);
        writer.beginObject().text("model", m_model).text("created_at", ollamaTime(m_createdS));
        fields(writer);
        writer.endObject();
        m_out += '\n';
    }

    template<typename Content>
    void message(Content content)
    {
        line([&](JsonWriter &writer) {
            writeMessage(writer, content);
            writer.boolean("done", false);
        });
    }

    /// A completion has no message around its text.
    template<typename Content>
    void writeMessage(JsonWriter &writer, Content content)
    {
        if (!m_isCompletion)
            writer.beginObject("message").text("role", "assistant");
        content(writer);
        if (!m_isCompletion)
            writer.endObject();
    }

    void writeText(JsonWriter &writer, std::string_view text) const
    {
        writer.text(std::string_view(m_isCompletion ? "response" : "content"), text);
    }

    [[nodiscard]] OllamaTimes times() const
    {
        if (m_waitedNs <= 0)
            return {};
        const qint64 answerNs = m_sinceHead.nsecsElapsed();
        return {.totalNs = m_waitedNs + answerNs, .promptNs = m_waitedNs, .answerNs = answerNs};
    }

    std::string m_exchangeId;
    std::string m_model;
    qint64 m_createdS;
    bool m_isCompletion;
    qint64 m_waitedNs;
    QElapsedTimer m_sinceHead;
    models::TokenUsage m_usage;
    StopReason m_stop = StopReason::Unknown;
    std::vector<OpenCall> m_calls;
};

} // namespace

std::unique_ptr<StreamWriter> ollamaStreamWriter(const AnswerWish &wish)
{
    return std::make_unique<Writer>(wish);
}

} // namespace signalbox::routing
