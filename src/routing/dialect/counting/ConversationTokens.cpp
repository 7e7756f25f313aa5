// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/counting/ConversationTokens.h"

#include "models/tokens/BytePairEncoding.h"
#include "models/tokens/TokenEstimate.h"
#include "routing/dialect/counting/Frames.h"
#include "routing/dialect/counting/MediaTokens.h"
#include "routing/dialect/counting/ToolSignature.h"

#include <algorithm>
#include <cmath>
#include <variant>
#include <vector>

namespace signalbox::routing {

namespace {

/// Bytes that every opaque thought has, and how many of the others one token takes: fitted to the
/// input that OpenAI and Gemini report for answers to tool results.
struct OpaqueRate
{
    std::size_t frame;
    double bytesPerToken;
};
constexpr OpaqueRate openAiThought{.frame = 850, .bytesPerToken = 8};
constexpr OpaqueRate geminiThought{.frame = 300, .bytesPerToken = 5};

double opaqueTokens(std::string_view opaque, const OpaqueRate &rate)
{
    return opaque.size() <= rate.frame
        ? 0
        : static_cast<double>(opaque.size() - rate.frame) / rate.bytesPerToken;
}

/// Where the person last said something: what was thought before is not read again.
std::size_t lastQuestion(const std::vector<Message> &messages)
{
    for (std::size_t i = messages.size(); i > 0; --i) {
        const Message &message = messages[i - 1];
        const bool isQuestion = message.role == Message::Role::User
            && std::ranges::any_of(message.parts, [](const Part &part) {
                                    return !std::holds_alternative<ToolResultPart>(part);
                                });
        if (isQuestion)
            return i - 1;
    }
    return 0;
}

class Counter final
{
public:
    explicit Counter(const CountWish &wish)
        : m_wish(wish)
        , m_frames(framesOf(wish.dialect, wish.model))
        , m_isEstimate(!wish.encoding || !m_frames.isPublished)
    {}

    TokenCount count(const Conversation &conversation)
    {
        const std::size_t question = lastQuestion(conversation.messages);
        for (std::size_t i = 0; i < conversation.messages.size(); ++i) {
            m_isRunning = i >= question;
            addMessage(conversation.messages[i]);
        }
        addTools(conversation);
        if (!conversation.format.schemaJson.empty())
            guess(m_frames.format
                  + textTokens(conversation.format.schemaJson, m_frames.formatSchema));
        m_tokens += m_frames.answer;
        return {.tokens = std::llround(m_tokens),
                .isEstimate = m_isEstimate,
                .isFitToLearn = m_isFitToLearn};
    }

private:
    [[nodiscard]] double textTokens(std::string_view text) const
    {
        return textTokens(text, m_frames.text);
    }
    [[nodiscard]] double textTokens(std::string_view text, double density) const
    {
        const qint64 tokens =
            m_wish.encoding ? m_wish.encoding->count(text) : models::estimateTokens(text);
        return static_cast<double>(tokens) * density;
    }
    void guess(double tokens)
    {
        m_tokens += tokens;
        m_isEstimate = true;
    }

    void addMessage(const Message &message)
    {
        m_tokens += m_frames.message;
        if (message.role == Message::Role::Assistant)
            m_tokens += m_frames.assistantTurn;
        if (!message.name.empty())
            guess(textTokens(message.name) + 1);
        for (const Part &part : message.parts)
            std::visit([this](const auto &entry) { add(entry); }, part);
    }

    void add(const TextPart &part) { m_tokens += textTokens(part.text); }
    void add(const RefusalPart &part) { m_tokens += textTokens(part.text); }
    void add(const MediaPart &part)
    {
        if (!part.text.empty()) {
            guess(textTokens(part.text) + textTokens(part.fileName));
            return;
        }
        m_isFitToLearn = false;
        guess(static_cast<double>(mediaTokens(part, m_wish.dialect, m_wish.model)));
    }
    void add(const ToolCallPart &part)
    {
        guess(textTokens(part.name) + textTokens(part.argumentsJson) + m_frames.call);
        if (m_isRunning && m_wish.dialect == models::ProviderDialect::Gemini)
            guess(opaqueTokens(part.signature, geminiThought));
    }
    void add(const ToolResultPart &part)
    {
        guess(textTokens(part.contentJson) + m_frames.result);
        for (const ContentPart &content : part.content)
            std::visit([this](const auto &entry) { add(entry); }, content);
    }
    void add(const ReasoningPart &part)
    {
        const bool isOpenAi = part.family == ReasoningPart::Family::OpenAi;
        const double opaque = isOpenAi ? opaqueTokens(part.encrypted, openAiThought) : 0;
        guess(m_isRunning ? std::max(opaque, isOpenAi ? 0 : textTokens(part.text)) : 0);
    }
    void add(const OtherPart &part)
    {
        m_isFitToLearn = false;
        guess(textTokens(part.json));
    }

    void addTools(const Conversation &conversation)
    {
        if (conversation.tools.empty())
            return;
        using Mode = ToolChoice::Mode;
        const Mode mode = conversation.toolChoice.mode;
        const bool isForced = mode == Mode::Any || mode == Mode::Named || mode == Mode::AnyOf;
        guess(isForced ? m_frames.forcedTools : m_frames.tools);
        for (const Tool &tool : conversation.tools)
            addTool(tool);
    }

    void addTool(const Tool &tool)
    {
        if (!tool.otherJson.empty()) {
            m_isFitToLearn = false;
            if (m_wish.dialect != models::ProviderDialect::Gemini) // which counts none
                m_tokens += textTokens(tool.otherJson) + m_frames.tool;
        } else if (m_frames.showsSignatures) {
            m_tokens += textTokens(toolSignature(tool)) + m_frames.tool;
        } else {
            m_tokens += textTokens(tool.name) + textTokens(tool.description)
                + (hasArguments(tool) ? textTokens(tool.schemaJson, m_frames.schema) : 0)
                + m_frames.tool;
        }
    }

    const CountWish &m_wish;
    Frames m_frames;
    double m_tokens = 0;
    bool m_isRunning = false; ///< behind the last question
    bool m_isEstimate;
    bool m_isFitToLearn = true;
};

} // namespace

TokenCount countTokens(const Conversation &conversation, const CountWish &wish)
{
    return Counter(wish).count(conversation);
}

} // namespace signalbox::routing
