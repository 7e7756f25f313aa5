// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/ConversationMaker.h"
#include "support/Translations.h"

namespace signalbox::tests {

using namespace routing;

namespace {

std::string compact(const std::string &json)
{
    return json.empty() ? "" : canonical(json).toStdString();
}

template<typename Number>
std::string number(const std::optional<Number> &value)
{
    return value ? std::to_string(*value) : "-";
}

std::string joined(std::initializer_list<std::string> words)
{
    std::string line;
    for (const std::string &word : words)
        line += word + "|";
    return line + "\n";
}

struct PartMeaning
{
    std::string operator()(const TextPart &part) const
    {
        return joined({"text", part.text, compact(part.notes.cacheControlJson)});
    }
    std::string operator()(const RefusalPart &part) const { return joined({"refusal", part.text}); }
    std::string operator()(const MediaPart &part) const
    {
        return joined({"media", std::to_string(static_cast<int>(part.kind)), part.mimeType,
                       part.base64, part.url, part.fileId, part.text, part.fileName, part.detail});
    }
    std::string operator()(const ToolCallPart &part) const
    {
        return joined({"call", part.id, part.name, compact(part.argumentsJson), part.signature});
    }
    std::string operator()(const ToolResultPart &part) const
    {
        std::string content;
        for (const ContentPart &piece : part.content)
            content += std::visit(*this, piece);
        return joined({"result", part.callId, content, compact(part.contentJson),
                       part.isError ? "error" : ""});
    }
    std::string operator()(const ReasoningPart &part) const
    {
        return joined({"thought", std::to_string(static_cast<int>(part.family)), part.text,
                       part.signature, part.encrypted, part.id});
    }
    std::string operator()(const OtherPart &part) const
    {
        return joined({"other", part.kind, compact(part.json)});
    }
};

std::string toolMeaning(const Tool &tool)
{
    return joined({"tool", tool.name, tool.description, compact(tool.schemaJson),
                   tool.strict ? std::to_string(int(*tool.strict)) : "-",
                   compact(tool.cacheControlJson), compact(tool.otherJson)});
}

} // namespace

std::string meaningOf(const Conversation &conversation)
{
    std::string all;
    std::optional<Message::Role> before;
    for (const Message &message : conversation.messages) {
        if (before != message.role)
            all += joined({"turn", std::to_string(static_cast<int>(message.role)), message.name});
        before = message.role;
        for (const Part &part : message.parts)
            all += std::visit(PartMeaning(), part);
    }
    for (const Tool &tool : conversation.tools)
        all += toolMeaning(tool);
    const ToolChoice &choice = conversation.toolChoice;
    all += joined({"choice", std::to_string(static_cast<int>(choice.mode)),
                   choice.names.empty() ? "" : choice.names.front(),
                   number(conversation.parallelToolCalls)});
    const Sampling &sampling = conversation.sampling;
    all += joined({"sampling", number(sampling.temperature), number(sampling.topP),
                   number(sampling.topK), number(sampling.presencePenalty),
                   number(sampling.frequencyPenalty), number(sampling.seed),
                   number(conversation.maxTokens)});
    for (const std::string &stop : conversation.stop)
        all += joined({"stop", stop});
    const AnswerFormat &format = conversation.format;
    all += joined({"format", std::to_string(static_cast<int>(format.kind)), format.name,
                   compact(format.schemaJson), number(format.strict)});
    const ReasoningWish &wish = conversation.reasoning;
    all += joined({"thinking", std::to_string(static_cast<int>(wish.mode)), wish.effort,
                   number(wish.budgetTokens)});
    return all + joined({"rest", conversation.stream ? "stream" : "", conversation.user});
}

} // namespace signalbox::tests
