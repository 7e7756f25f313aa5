// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/anthropic/AnthropicStreamWriter.h"

#include "routing/dialect/anthropic/AnthropicAnswerWriter.h"
#include "routing/dialect/anthropic/ClaudeStops.h"
#include "routing/json/JsonWriter.h"

#include <algorithm>
#include <deque>
#include <string>
#include <utility>

namespace signalbox::routing {

using models::ClientDialect;
using models::TokenUsage;

namespace {

/// Blocks of a message come one after the other, numbered from 0. Calls that a provider streams
/// side by side wait for each other; nothing else waits.
class AnthropicStreamWriter final : public StreamWriter
{
public:
    explicit AnthropicStreamWriter(const AnswerWish &wish)
        : m_exchangeId(wish.exchangeId)
        , m_model(wish.model)
        , m_wish{.exchangeId = m_exchangeId,
                 .model = m_model,
                 .nowS = wish.nowS,
                 .conversation = wish.conversation}
    {}

    void began(const Begin &begin) override
    {
        if (std::exchange(m_hasBegun, true))
            return;
        event("message_start", [&](JsonWriter &writer) {
            writer.beginObject("message").text("id", anthropicId(begin.id, "msg_", m_wish));
            writer.text("type", "message").text("role", "assistant");
            writer.text("model", begin.model.empty() ? std::string_view(m_model) : begin.model);
            writer.beginArray("content").endArray();
            writer.null("stop_reason").null("stop_sequence");
            writeAnthropicUsage(writer, m_usage);
            writer.endObject();
        });
    }

    void text(qint64 candidate, std::string_view text) override
    {
        if (candidate == 0 && !text.empty())
            add(Block::Kind::Text, text);
    }
    void refusal(qint64 candidate, std::string_view text) override { this->text(candidate, text); }
    void reasoning(qint64 candidate, std::string_view text) override
    {
        if (candidate == 0 && !text.empty())
            add(Block::Kind::Thinking, text);
    }

    void reasoningEnded(qint64 candidate, const ReasoningPart &part) override
    {
        if (candidate != 0)
            return;
        // Opaque halves of other families would pass for Anthropic's on the way back.
        const bool isOurs = part.family == ReasoningPart::Family::Anthropic;
        if (isOurs && !part.encrypted.empty()) {
            std::string json;
            JsonWriter writer(json);
            writer.beginObject().text("type", "redacted_thinking");
            writer.text("data", part.encrypted).endObject();
            addWhole(std::move(json));
            return;
        }
        Block *open = last(Block::Kind::Thinking);
        if (!open && part.text.empty() && (!isOurs || part.signature.empty()))
            return;
        if (!open)
            open = &begin({.kind = Block::Kind::Thinking});
        if (!part.text.empty() && !open->hasText)
            append(*open, part.text);
        if (isOurs && !part.signature.empty())
            open->signature = part.signature;
        finish(*open);
    }

    void callBegan(qint64 candidate, const CallBegin &call) override
    {
        if (candidate != 0)
            return;
        m_hasCalls = true;
        begin({.kind = Block::Kind::Call,
               .call = call.call,
               .id = anthropicId(call.id, "toolu_", m_wish, call.call),
               .name = std::string(call.name)});
    }
    void callArguments(qint64 candidate, qint64 call, std::string_view fragment) override
    {
        Block *block = candidate == 0 ? findCall(call) : nullptr;
        if (block && !fragment.empty())
            append(*block, fragment);
    }
    void callEnded(qint64 candidate, qint64 call) override
    {
        if (Block *block = candidate == 0 ? findCall(call) : nullptr)
            finish(*block);
    }

    void part(qint64 candidate, const Part &part) override
    {
        const auto *other = std::get_if<OtherPart>(&part);
        if (candidate == 0 && std::holds_alternative<TextPart>(part))
            text(candidate, std::get<TextPart>(part).text);
        if (candidate != 0 || !other || other->dialect != ClientDialect::Anthropic)
            return;
        if (other->kind != "citations_delta") {
            addWhole(other->json);
            return;
        }
        Block *block = last(Block::Kind::Text);
        if (!block)
            block = &begin({.kind = Block::Kind::Text});
        if (block->isWritten)
            delta(*block, [&](JsonWriter &writer) { writer.json("delta", other->json); });
    }

    void logprobs(qint64, std::string_view) override {}
    void usage(const TokenUsage &usage) override { m_usage = usage; }
    void reportedCost(const models::Money &) override {}

    void stopped(qint64 candidate, const Stop &stop) override
    {
        if (candidate != 0)
            return;
        m_stop = stop.reason;
        m_stopSequence = stop.stopSequence;
        m_nativeStop = stop.nativeStop;
    }

    void ended() override
    {
        began({});
        for (Block &block : m_blocks)
            block.isFinished = true;
        flush();
        event("message_delta", [this](JsonWriter &writer) {
            writer.beginObject("delta").text("stop_reason",
                                             claudeStopWord(m_stop, m_nativeStop, m_hasCalls));
            if (m_stopSequence.empty())
                writer.null("stop_sequence");
            else
                writer.text("stop_sequence", m_stopSequence);
            writer.endObject();
            writeAnthropicUsage(writer, m_usage);
        });
        event("message_stop", [](JsonWriter &) {});
    }

    void failed(const DialectError &error) override
    {
        m_out += errorEvent(ClientDialect::Anthropic, error, true);
    }

private:
    struct Block
    {
        enum class Kind : quint8 { Text, Thinking, Call, Whole };
        Kind kind = Kind::Text;
        qint64 call = -1;
        std::string id{};
        std::string name{};
        std::string waiting{}; ///< text that is not written yet; of a whole block, all of it
        std::string signature{};
        bool hasText = false;
        bool isWritten = false; ///< begun on the wire
        bool isFinished = false;
    };

    template<typename Fields>
    void event(std::string_view type, Fields fields)
    {
        m_out.append("event: ").append(type).append("\ndata: ");
        JsonWriter writer(m_out);
        writer.beginObject().text("type", type);
        fields(writer);
        writer.endObject();
        m_out += "\n\n";
    }

    template<typename Fields>
    void delta(const Block &, Fields fields)
    {
        event("content_block_delta", [&](JsonWriter &writer) {
            writer.integer("index", m_index);
            fields(writer);
        });
    }

    /// The block that the next piece of \a kind belongs to: the last one, if it is of that kind.
    Block *last(Block::Kind kind)
    {
        if (m_blocks.empty() || m_blocks.back().kind != kind || m_blocks.back().isFinished)
            return nullptr;
        return &m_blocks.back();
    }
    Block *findCall(qint64 call)
    {
        const auto found = std::ranges::find_if(m_blocks, [call](const Block &block) {
            return block.kind == Block::Kind::Call && block.call == call;
        });
        return found == m_blocks.end() ? nullptr : &*found;
    }

    void add(Block::Kind kind, std::string_view text)
    {
        Block *block = last(kind);
        append(block ? *block : begin({.kind = kind}), text);
    }
    void addWhole(std::string json)
    {
        begin({.kind = Block::Kind::Whole, .waiting = std::move(json), .isFinished = true});
        flush();
    }

    Block &begin(Block block)
    {
        began({});
        if (!m_blocks.empty() && m_blocks.back().kind != Block::Kind::Call)
            m_blocks.back().isFinished = true;
        m_blocks.push_back(std::move(block));
        flushBefore();
        return m_blocks.back();
    }
    void append(Block &block, std::string_view text)
    {
        block.hasText = true;
        if (&block == &m_blocks.front())
            writeDelta(block, text);
        else
            block.waiting += text;
    }
    void finish(Block &block)
    {
        block.isFinished = true;
        flush();
    }

    /// Ends what is finished in front of the newest block, which may go out then.
    void flushBefore()
    {
        while (m_blocks.size() > 1 && m_blocks.front().isFinished)
            close();
        open(m_blocks.front());
    }
    void flush()
    {
        while (!m_blocks.empty() && m_blocks.front().isFinished)
            close();
        if (!m_blocks.empty())
            open(m_blocks.front());
    }

    void open(Block &block)
    {
        if (std::exchange(block.isWritten, true))
            return;
        event("content_block_start", [&](JsonWriter &writer) {
            writer.integer("index", m_index);
            if (block.kind == Block::Kind::Whole) {
                writer.json("content_block", block.waiting);
                return;
            }
            writer.beginObject("content_block");
            if (block.kind == Block::Kind::Text)
                writer.text("type", "text").text("text", "");
            else if (block.kind == Block::Kind::Thinking)
                writer.text("type", "thinking").text("thinking", "").text("signature", "");
            else
                writer.text("type", "tool_use")
                    .text("id", block.id)
                    .text("name", block.name)
                    .beginObject("input")
                    .endObject();
            writer.endObject();
        });
        if (block.kind != Block::Kind::Whole && !block.waiting.empty())
            writeDelta(block, std::exchange(block.waiting, {}));
    }

    void writeDelta(const Block &block, std::string_view text)
    {
        delta(block, [&](JsonWriter &writer) {
            writer.beginObject("delta");
            if (block.kind == Block::Kind::Text)
                writer.text("type", "text_delta").text("text", text);
            else if (block.kind == Block::Kind::Thinking)
                writer.text("type", "thinking_delta").text("thinking", text);
            else
                writer.text("type", "input_json_delta").text("partial_json", text);
            writer.endObject();
        });
    }

    void close()
    {
        Block &block = m_blocks.front();
        open(block);
        if (!block.signature.empty()) {
            delta(block, [&](JsonWriter &writer) {
                writer.beginObject("delta").text("type", "signature_delta");
                writer.text("signature", block.signature).endObject();
            });
        }
        event("content_block_stop",
              [this](JsonWriter &writer) { writer.integer("index", m_index); });
        ++m_index;
        m_blocks.pop_front();
    }

    std::string m_exchangeId;
    std::string m_model;
    AnswerWish m_wish;
    std::deque<Block> m_blocks; ///< the first is on the wire, the others wait
    qint64 m_index = 0; ///< of the first
    TokenUsage m_usage;
    StopReason m_stop = StopReason::Unknown;
    std::string m_stopSequence;
    std::string m_nativeStop;
    bool m_hasBegun = false;
    bool m_hasCalls = false;
};

} // namespace

std::unique_ptr<StreamWriter> anthropicStreamWriter(const AnswerWish &wish)
{
    return std::make_unique<AnthropicStreamWriter>(wish);
}

} // namespace signalbox::routing
