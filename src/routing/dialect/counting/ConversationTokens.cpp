// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/counting/ConversationTokens.h"

#include "models/tokens/BytePairEncoding.h"
#include "models/tokens/TokenEstimate.h"
#include "routing/dialect/counting/Frames.h"
#include "routing/dialect/counting/MediaTokens.h"
#include "routing/dialect/counting/ToolSignature.h"

#include <QByteArray>

#include <cmath>
#include <type_traits>

namespace signalbox::routing {

namespace {

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
        for (const Message &message : conversation.messages)
            addMessage(message);
        addTools(conversation);
        if (!conversation.format.schemaJson.empty())
            guess(m_frames.format
                  + textTokens(conversation.format.schemaJson, m_frames.formatSchema));
        m_tokens += m_frames.answer;
        return {.tokens = std::llround(m_tokens), .isEstimate = m_isEstimate};
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
        if (part.text.empty())
            guess(static_cast<double>(mediaTokens(part, m_wish.dialect, m_wish.model)));
        else
            guess(textTokens(part.text) + textTokens(part.fileName));
    }
    void add(const ToolCallPart &part)
    {
        guess(textTokens(part.name) + textTokens(part.argumentsJson) + m_frames.call);
    }
    void add(const ToolResultPart &part)
    {
        guess(textTokens(part.contentJson) + m_frames.result);
        for (const ContentPart &content : part.content)
            std::visit([this](const auto &entry) { add(entry); }, content);
    }
    /// What earlier turns thought is mostly taken out by the provider before the model reads it.
    void add(const ReasoningPart &) { m_isEstimate = true; }
    void add(const OtherPart &part) { guess(textTokens(part.json)); }

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
        if (!tool.otherJson.empty())
            m_tokens += textTokens(tool.otherJson) + m_frames.tool;
        else if (m_frames.showsSignatures)
            m_tokens += textTokens(toolSignature(tool)) + m_frames.tool;
        else
            m_tokens += textTokens(tool.name) + textTokens(tool.description)
                + textTokens(tool.schemaJson, m_frames.schema) + m_frames.tool;
    }

    const CountWish &m_wish;
    Frames m_frames;
    double m_tokens = 0;
    bool m_isEstimate;
};

} // namespace

TokenCount countTokens(const Conversation &conversation, const CountWish &wish)
{
    return Counter(wish).count(conversation);
}

} // namespace signalbox::routing
