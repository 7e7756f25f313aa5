// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/SignalFacts.h"

#include "routing/secrets/Redactor.h"
#include "routing/signals/Utf8.h"

namespace signalbox::routing {

using models::ClientDialect;
using models::SignalKind;

std::string_view dialectSignal(ClientDialect dialect)
{
    switch (dialect) {
    case ClientDialect::OpenAiChat:
    case ClientDialect::OpenAiEmbeddings:
    case ClientDialect::OpenAiModels:
        return "openai";
    case ClientDialect::OpenAiResponses:
        return "openai-responses";
    case ClientDialect::Anthropic:
        return "anthropic";
    case ClientDialect::Gemini:
        return "gemini";
    case ClientDialect::Ollama:
        return "ollama";
    case ClientDialect::Unknown:
        break;
    }
    return {};
}

std::string_view operationSignal(Operation operation)
{
    switch (operation) {
    case Operation::Generate:
    case Operation::Complete:
        return "generate";
    case Operation::Embed:
        return "embed";
    case Operation::CountTokens:
        return "count_tokens";
    case Operation::ListModels:
    case Operation::GetModel:
        break;
    }
    return {};
}

bool isExpensiveSignal(SignalKind kind)
{
    switch (kind) {
    case SignalKind::Metadata:
    case SignalKind::Body:
    case SignalKind::InputTokens:
    case SignalKind::MaxOutputTokens:
    case SignalKind::Messages:
    case SignalKind::Turns:
    case SignalKind::Tools:
    case SignalKind::ToolTurn:
    case SignalKind::Images:
    case SignalKind::Documents:
    case SignalKind::JsonSchema:
    case SignalKind::Reasoning:
    case SignalKind::SystemText:
    case SignalKind::LastText:
    case SignalKind::Language:
    case SignalKind::TaskType:
    case SignalKind::Complexity:
    case SignalKind::Sentiment:
    case SignalKind::Frustration:
        return true;
    default:
        return false;
    }
}

SignalReading surveySignal(SignalKind kind, const RequestSurvey &found)
{
    switch (kind) {
    case SignalKind::InputTokens:
        return estimatedInputTokens(found);
    case SignalKind::MaxOutputTokens:
        return found.maxOutputTokens ? SignalReading(*found.maxOutputTokens) : SignalReading();
    case SignalKind::Messages:
        return static_cast<double>(found.messages);
    case SignalKind::Turns:
        return static_cast<double>(found.turns);
    case SignalKind::Tools:
        return static_cast<double>(found.tools);
    case SignalKind::ToolTurn:
        return found.isToolTurn;
    case SignalKind::Images:
        return static_cast<double>(found.images);
    case SignalKind::Documents:
        return static_cast<double>(found.documents);
    case SignalKind::JsonSchema:
        return found.wantsJson;
    case SignalKind::Reasoning:
        return found.wantsReasoning;
    case SignalKind::SystemText:
        return found.systemText.empty() ? SignalReading()
                                        : SignalReading(std::string_view(found.systemText));
    case SignalKind::LastText:
        return found.lastText.empty() ? SignalReading()
                                      : SignalReading(std::string_view(found.lastText));
    default:
        return {};
    }
}

std::string shownSignalText(std::string_view text, const Redactor *redactor,
                            std::size_t mostCharacters)
{
    // A key that begins in what is shown is found whole, unless it is longer than any is.
    constexpr std::size_t longestKey = 1024;
    const std::size_t mostBytes = 4 * mostCharacters;
    std::string shown;
    const std::string_view window = cutAtCharacter(text, mostBytes + longestKey);
    if (redactor) {
        shown =
            redactor->text(window.size() < text.size() ? redactor->withoutCutKey(window) : window);
    } else {
        shown = window;
    }
    std::size_t end = 0;
    for (std::size_t i = 0; i < mostCharacters && end < shown.size(); ++i)
        nextCharacter(shown, end);
    const bool isCut = end < shown.size() || window.size() < text.size();
    shown.resize(end);
    if (isCut)
        shown += "\u2026";
    return shown;
}

} // namespace signalbox::routing
