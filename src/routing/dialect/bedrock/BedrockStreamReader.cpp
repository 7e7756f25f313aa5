// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/bedrock/BedrockStreamReader.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/anthropic/ClaudeStops.h"
#include "routing/dialect/bedrock/BedrockAnswerReader.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace signalbox::routing {

namespace {

int statusOf(std::string_view exception)
{
    constexpr std::array<std::pair<std::string_view, int>, 5> statuses{{
        {"validationException", 400},
        {"throttlingException", 429},
        {"serviceUnavailableException", 503},
        {"modelTimeoutException", 504},
        {"internalServerException", 500},
    }};
    for (const auto &[name, status] : statuses) {
        if (name == exception)
            return status;
    }
    return 502;
}

constexpr std::array<std::string_view, 2> blockExtras{"citation", "image"};

class BedrockStreamReader final : public StreamReader
{
public:
    void event(std::string_view name, std::string_view data, AnswerSink &sink) override
    {
        Json root;
        if (m_isOver)
            return;
        const bool isJson = m_parser.parse(data.data(), data.size()).get(root) == simdjson::SUCCESS
            && root.is_object();
        if (name.ends_with("xception")) {
            fail(name, isJson ? stringField(root, "message") : std::string_view(), sink);
            return;
        }
        if (!isJson)
            return;
        if (!std::exchange(m_hasBegun, true))
            sink.began({});
        if (name == "contentBlockStart")
            beginBlock(root, sink);
        else if (name == "contentBlockDelta")
            readDelta(root, sink);
        else if (name == "contentBlockStop")
            endBlocks(integerField(root, "contentBlockIndex").value_or(-1), sink);
        else if (name == "messageStop")
            readStop(root, sink);
        else if (name == "metadata")
            readMetadata(root, sink);
    }

    void end(AnswerSink &sink) override
    {
        if (std::exchange(m_isOver, true))
            return;
        if (m_isStopped)
            sink.ended();
        else
            sink.failed({.status = 502, .message = "The provider's answer ended early."});
    }

private:
    struct Block
    {
        qint64 index = 0;
        qint64 call = -1; ///< none: a thought
        bool hasArguments = false;
        ReasoningPart thought{};
    };

    Block *blockAt(const Json &root)
    {
        const auto found = std::ranges::find(
            m_blocks, integerField(root, "contentBlockIndex").value_or(-1), &Block::index);
        return found == m_blocks.end() ? nullptr : &*found;
    }

    void beginBlock(const Json &root, AnswerSink &sink)
    {
        const std::optional<Json> start = field(root, "start");
        const std::optional<Json> call = start ? field(*start, "toolUse") : std::nullopt;
        if (!call)
            return;
        m_blocks.push_back(
            {.index = integerField(root, "contentBlockIndex").value_or(-1), .call = m_calls++});
        sink.callBegan(0,
                       {.call = m_blocks.back().call,
                        .id = stringField(*call, "toolUseId"),
                        .name = stringField(*call, "name"),
                        .signature = {}});
    }

    void readDelta(const Json &root, AnswerSink &sink)
    {
        const std::optional<Json> delta = field(root, "delta");
        if (!delta)
            return;
        if (const std::string_view text = stringField(*delta, "text"); !text.empty())
            sink.text(0, text);
        for (const std::string_view name : saidOf(*delta, blockExtras))
            sink.unsaid(name);
        const std::optional<Json> call = field(*delta, "toolUse");
        Block *block = blockAt(root);
        const std::string_view input = call ? stringField(*call, "input") : std::string_view();
        if (block && block->call >= 0 && !input.empty()) {
            block->hasArguments = true;
            sink.callArguments(0, block->call, input);
        }
        if (const std::optional<Json> thought = field(*delta, "reasoningContent"))
            readThought(root, *thought, block, sink);
    }

    void readThought(const Json &root, const Json &delta, Block *block, AnswerSink &sink)
    {
        if (!block) {
            m_blocks.push_back({.index = integerField(root, "contentBlockIndex").value_or(-1)});
            block = &m_blocks.back();
        }
        block->thought.signature += stringField(delta, "signature");
        block->thought.encrypted += stringField(delta, "redactedContent");
        if (const std::string_view text = stringField(delta, "text"); !text.empty())
            sink.reasoning(0, text);
    }

    /// Ends the blocks numbered \a index; all of them when it is -1.
    void endBlocks(qint64 index, AnswerSink &sink)
    {
        std::erase_if(m_blocks, [&](Block &block) {
            if (index != -1 && block.index != index)
                return false;
            if (block.call < 0) {
                const bool isSigned =
                    !block.thought.signature.empty() || !block.thought.encrypted.empty();
                block.thought.family =
                    isSigned ? ReasoningPart::Family::Anthropic : ReasoningPart::Family::Plain;
                sink.reasoningEnded(0, block.thought);
                return true;
            }
            if (!block.hasArguments)
                sink.callArguments(0, block.call, "{}");
            sink.callEnded(0, block.call);
            return true;
        });
    }

    void readStop(const Json &root, AnswerSink &sink)
    {
        endBlocks(-1, sink);
        const std::string_view reason = stringField(root, "stopReason");
        if (!std::exchange(m_isStopped, true))
            sink.stopped(
                0, {.reason = claudeStopReason(reason), .stopSequence = {}, .nativeStop = reason});
    }

    /// Comes behind the stop, and is the last.
    void readMetadata(const Json &root, AnswerSink &sink)
    {
        const models::TokenUsage usage = readBedrockUsage(root);
        if (usage.isKnown())
            sink.usage(usage);
        if (m_isStopped) {
            m_isOver = true;
            sink.ended();
        }
    }

    void fail(std::string_view name, std::string_view message, AnswerSink &sink)
    {
        m_isOver = true;
        sink.failed({.status = statusOf(name),
                     .message = message.empty() ? "The provider broke its answer off."
                                                : std::string(message)});
    }

    simdjson::dom::parser m_parser;
    std::vector<Block> m_blocks;
    qint64 m_calls = 0;
    bool m_hasBegun = false;
    bool m_isStopped = false;
    bool m_isOver = false;
};

} // namespace

std::unique_ptr<StreamReader> bedrockStreamReader()
{
    return std::make_unique<BedrockStreamReader>();
}

} // namespace signalbox::routing
