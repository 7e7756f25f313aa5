// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/anthropic/AnthropicStreamReader.h"

#include "routing/dialect/UsageReader.h"
#include "routing/dialect/anthropic/ClaudeStops.h"
#include "routing/json/JsonWriter.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace signalbox::routing {

using models::ClientDialect;

namespace {

class AnthropicStreamReader final : public StreamReader
{
public:
    void event(std::string_view, std::string_view data, AnswerSink &sink) override
    {
        Json root;
        if (m_isOver || m_parser.parse(data.data(), data.size()).get(root) != simdjson::SUCCESS
            || !root.is_object())
            return;
        const std::string_view type = stringField(root, "type");
        if (type == "error" || (type.empty() && field(root, "error"))) {
            fail(root, sink);
        } else if (type == "message_start") {
            begin(root, sink);
            readUsage(data, sink);
        } else if (type == "content_block_start") {
            begin(root, sink);
            beginBlock(root, sink);
        } else if (type == "content_block_delta") {
            begin(root, sink);
            readDelta(root, sink);
        } else if (type == "content_block_stop") {
            endBlocks(integerField(root, "index").value_or(-1), sink);
        } else if (type == "message_delta") {
            begin(root, sink);
            readStop(root, sink);
            readUsage(data, sink);
        } else if (type == "message_stop") {
            begin(root, sink);
            finish(sink);
        }
    }

    void end(AnswerSink &sink) override
    {
        if (m_isOver)
            return;
        if (m_isStopped) {
            finish(sink);
            return;
        }
        m_isOver = true;
        sink.failed({.status = 502, .message = "The provider's answer ended early."});
    }

private:
    struct Block
    {
        enum class Kind : quint8 { Text, Thinking, Call, Other };
        Kind kind = Kind::Text;
        qint64 index = 0;
        qint64 call = 0;
        ReasoningPart thought{};
        std::string json{}; ///< of the block as it began; of a call its input
        std::string type{};
        std::string input{}; ///< what came of another block's input
        bool hasArguments = false;
    };

    void begin(const Json &root, AnswerSink &sink)
    {
        if (std::exchange(m_hasBegun, true))
            return;
        const std::optional<Json> message = field(root, "message");
        AnswerSink::Begin begin;
        if (message) {
            begin.id = stringField(*message, "id");
            begin.model = stringField(*message, "model");
        }
        sink.began(begin);
    }

    void beginBlock(const Json &root, AnswerSink &sink)
    {
        const std::optional<Json> content = field(root, "content_block");
        if (!content)
            return;
        Block block{.index = integerField(root, "index").value_or(-1)};
        block.type = stringField(*content, "type");
        if (block.type == "text") {
            tellText(stringField(*content, "text"), sink);
        } else if (block.type == "thinking") {
            block.kind = Block::Kind::Thinking;
            block.thought.signature = stringField(*content, "signature");
            tellThought(stringField(*content, "thinking"), sink);
        } else if (block.type == "redacted_thinking") {
            ReasoningPart thought{.family = ReasoningPart::Family::Anthropic};
            thought.encrypted = stringField(*content, "data");
            sink.reasoningEnded(0, thought);
            return;
        } else if (block.type == "tool_use") {
            block.kind = Block::Kind::Call;
            block.call = m_calls++;
            block.json = jsonField(*content, "input");
            sink.callBegan(0,
                           {.call = block.call,
                            .id = stringField(*content, "id"),
                            .name = stringField(*content, "name"),
                            .signature = {}});
        } else {
            block.kind = Block::Kind::Other;
            block.json = jsonText(*content);
        }
        m_blocks.push_back(std::move(block));
    }

    void readDelta(const Json &root, AnswerSink &sink)
    {
        const std::optional<Json> delta = field(root, "delta");
        if (!delta)
            return;
        const qint64 index = integerField(root, "index").value_or(-1);
        const auto found = std::ranges::find(m_blocks, index, &Block::index);
        Block *block = found == m_blocks.end() ? nullptr : &*found;
        const std::string_view type = stringField(*delta, "type");
        if (type == "text_delta") {
            tellText(stringField(*delta, "text"), sink);
        } else if (type == "thinking_delta") {
            tellThought(stringField(*delta, "thinking"), sink);
        } else if (type == "signature_delta" && block) {
            block->thought.signature += stringField(*delta, "signature");
        } else if (type == "input_json_delta" && block) {
            readInput(*block, stringField(*delta, "partial_json"), sink);
        } else if (type == "citations_delta") {
            sink.part(0,
                      OtherPart{.dialect = ClientDialect::Anthropic,
                                .kind = std::string(type),
                                .json = jsonText(*delta)});
        }
    }

    static void tellText(std::string_view text, AnswerSink &sink)
    {
        if (!text.empty())
            sink.text(0, text);
    }
    static void tellThought(std::string_view text, AnswerSink &sink)
    {
        if (!text.empty())
            sink.reasoning(0, text);
    }

    static void readInput(Block &block, std::string_view fragment, AnswerSink &sink)
    {
        if (fragment.empty())
            return;
        if (block.kind == Block::Kind::Call) {
            block.hasArguments = true;
            sink.callArguments(0, block.call, fragment);
        } else if (block.kind == Block::Kind::Other) {
            block.input += fragment;
        }
    }

    /// Ends the blocks numbered \a index; all of them when it is -1.
    void endBlocks(qint64 index, AnswerSink &sink)
    {
        std::erase_if(m_blocks, [&](const Block &block) {
            if (index != -1 && block.index != index)
                return false;
            endBlock(block, sink);
            return true;
        });
    }

    void endBlock(const Block &block, AnswerSink &sink)
    {
        switch (block.kind) {
        case Block::Kind::Text:
            break;
        case Block::Kind::Thinking: {
            ReasoningPart thought = block.thought;
            thought.family = thought.signature.empty() ? ReasoningPart::Family::Plain
                                                       : ReasoningPart::Family::Anthropic;
            sink.reasoningEnded(0, thought);
            break;
        }
        case Block::Kind::Call:
            if (!block.hasArguments)
                sink.callArguments(0, block.call,
                                   block.json.empty() ? std::string_view("{}")
                                                      : std::string_view(block.json));
            sink.callEnded(0, block.call);
            break;
        case Block::Kind::Other:
            sink.part(0,
                      OtherPart{.dialect = ClientDialect::Anthropic,
                                .kind = block.type,
                                .json = withInput(block)});
            break;
        }
    }

    /// The block with the input that came after its beginning.
    std::string withInput(const Block &block)
    {
        simdjson::dom::parser parser;
        Json start;
        simdjson::dom::object fields;
        Json input;
        if (block.input.empty() || m_inputParser.parse(block.input).get(input) != simdjson::SUCCESS
            || parser.parse(block.json).get(start) != simdjson::SUCCESS
            || start.get(fields) != simdjson::SUCCESS)
            return block.json;
        std::string out;
        JsonWriter writer(out);
        writer.beginObject();
        for (const auto [key, value] : fields) {
            if (key != "input")
                writer.json(key, jsonText(value));
        }
        writer.json("input", jsonText(input)).endObject();
        return out;
    }

    void readStop(const Json &root, AnswerSink &sink)
    {
        const std::optional<Json> delta = field(root, "delta");
        const std::string_view reason = delta ? stringField(*delta, "stop_reason") : "";
        if (reason.empty() || m_isStopped)
            return;
        endBlocks(-1, sink);
        m_isStopped = true;
        sink.stopped(0,
                     {.reason = claudeStopReason(reason),
                      .stopSequence = stringField(*delta, "stop_sequence"),
                      .nativeStop = reason});
    }

    void readUsage(std::string_view data, AnswerSink &sink)
    {
        m_facts.merge(readAnswerFacts(ClientDialect::Anthropic, data));
        if (m_facts.usage.isKnown())
            sink.usage(m_facts.usage);
    }

    void finish(AnswerSink &sink)
    {
        endBlocks(-1, sink);
        m_isOver = true;
        if (!std::exchange(m_isStopped, true))
            sink.stopped(0, {});
        sink.ended();
    }

    void fail(const Json &root, AnswerSink &sink)
    {
        m_isOver = true;
        const std::optional<Json> error = field(root, "error");
        std::string message(error ? stringField(*error, "message") : "");
        if (message.empty())
            message = "The provider broke its answer off.";
        sink.failed({.status = claudeErrorStatus(error ? stringField(*error, "type") : ""),
                     .message = std::move(message)});
    }

    simdjson::dom::parser m_parser;
    simdjson::dom::parser m_inputParser;
    std::vector<Block> m_blocks;
    AnswerFacts m_facts;
    qint64 m_calls = 0;
    bool m_hasBegun = false;
    bool m_isStopped = false;
    bool m_isOver = false;
};

} // namespace

std::unique_ptr<StreamReader> anthropicStreamReader()
{
    return std::make_unique<AnthropicStreamReader>();
}

} // namespace signalbox::routing
