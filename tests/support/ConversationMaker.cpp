// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/ConversationMaker.h"

#include <array>

namespace signalbox::tests {

using namespace routing;

ConversationMaker::ConversationMaker(Dialect dialect, unsigned seed)
    : m_dialect(dialect)
    , m_random(seed) // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time on purpose
{}

qint64 ConversationMaker::below(qint64 limit)
{
    return static_cast<qint64>(m_random() % static_cast<unsigned long>(limit));
}

std::string ConversationMaker::text()
{
    static const std::array<std::string, 9> words{
        "hello",       "\xc3\xbc\xc3\x9f", "\xf0\x9f\x90\x95", "\"quoted\"", "back\\slash",
        "line\nbreak", "{\"a\":1}",        "data: [DONE]",     "\t"};
    std::string made = "t";
    for (qint64 i = below(4); i >= 0; --i)
        made += " " + words[static_cast<std::size_t>(below(words.size()))];
    return made + ".";
}

std::string ConversationMaker::json()
{
    static const std::array<std::string, 4> objects{
        "{}", R"({"a":1})", R"({"city":"Z\u00fcrich","list":[1,null,{"b":true}]})",
        R"({"n":-1.5,"s":"\"x\""})"};
    return objects[static_cast<std::size_t>(below(objects.size()))];
}

MediaPart ConversationMaker::media()
{
    MediaPart media{.kind = MediaPart::Kind::Image, .mimeType = "image/png", .base64 = "QUJD"};
    if (maybe() && !is(Dialect::Gemini)) {
        media.url = "https://example.org/a.png";
        media.mimeType.clear();
        media.base64.clear();
    }
    if (isOpenAi() && maybe())
        media.detail = "low";
    if (below(3) == 0)
        return {.kind = MediaPart::Kind::Document,
                .mimeType = "application/pdf",
                .base64 = "QUJD",
                .fileName = is(Dialect::Gemini) ? "" : "a.pdf"};
    return media;
}

ReasoningPart ConversationMaker::thought()
{
    using Family = ReasoningPart::Family;
    switch (m_dialect) {
    case Dialect::Anthropic:
        if (below(3) == 0)
            return {.family = Family::Anthropic, .encrypted = "ZW5j"};
        return {.family = Family::Anthropic, .text = maybe() ? text() : "", .signature = "c2ln"};
    case Dialect::Gemini:
        return {.family = Family::Gemini, .text = text(), .signature = maybe() ? "c2ln" : ""};
    case Dialect::OpenAiResponses:
        return {.family = Family::OpenAi,
                .text = text(),
                .encrypted = "ZW5j",
                .id = "rs_1",
                .isSummary = true};
    default:
        return {.text = text()};
    }
}

ToolCallPart ConversationMaker::call(const std::string &tool)
{
    ToolCallPart call{
        .id = "call_" + std::to_string(++m_calls), .name = tool, .argumentsJson = json()};
    if (is(Dialect::Gemini) && maybe())
        call.signature = "c2ln";
    return call;
}

ToolResultPart ConversationMaker::result(const ToolCallPart &call)
{
    ToolResultPart result{.callId = call.id};
    if (is(Dialect::Gemini)) {
        result.name = call.name;
        result.contentJson = R"({"said":[1,2]})";
        return result;
    }
    result.content.emplace_back(TextPart{.text = text()});
    result.isError = is(Dialect::Anthropic) && maybe();
    return result;
}

void ConversationMaker::addUser(Conversation &conversation)
{
    Message turn{.role = Message::Role::User};
    if (!conversation.messages.empty()) {
        for (const Part &part : conversation.messages.back().parts) {
            if (const auto *asked = std::get_if<ToolCallPart>(&part))
                turn.parts.emplace_back(result(*asked));
        }
    }
    TextPart said{.text = text()};
    if (is(Dialect::Anthropic) && maybe())
        said.notes.cacheControlJson = R"({"type":"ephemeral"})";
    turn.parts.emplace_back(std::move(said));
    if (below(3) == 0)
        turn.parts.emplace_back(media());
    conversation.messages.push_back(std::move(turn));
}

void ConversationMaker::addAssistant(Conversation &conversation)
{
    Message turn{.role = Message::Role::Assistant};
    if (maybe())
        turn.parts.emplace_back(thought());
    turn.parts.emplace_back(TextPart{.text = text()});
    if (!conversation.tools.empty()) {
        for (qint64 i = below(3); i > 0; --i)
            turn.parts.emplace_back(call(conversation.tools.front().name));
    }
    conversation.messages.push_back(std::move(turn));
}

void ConversationMaker::addTools(Conversation &conversation)
{
    for (qint64 i = below(3); i > 0; --i) {
        Tool tool{.name = "tool_" + std::to_string(i),
                  .description = text(),
                  .schemaJson = R"({"type":"object","properties":{"a":{"type":"string"}}})"};
        if (!is(Dialect::Gemini))
            tool.strict = maybe();
        if (is(Dialect::Anthropic) && maybe())
            tool.cacheControlJson = R"({"type":"ephemeral"})";
        conversation.tools.push_back(std::move(tool));
    }
    if (conversation.tools.empty())
        return;
    using Mode = ToolChoice::Mode;
    static const std::array<Mode, 5> modes{Mode::Unset, Mode::Auto, Mode::None, Mode::Any,
                                           Mode::Named};
    conversation.toolChoice.mode = modes[static_cast<std::size_t>(below(modes.size()))];
    if (conversation.toolChoice.mode == Mode::Named)
        conversation.toolChoice.names = {conversation.tools.front().name};
    if (isOpenAi() && maybe())
        conversation.parallelToolCalls = maybe();
}

void ConversationMaker::addSettings(Conversation &conversation)
{
    constexpr qint64 leastLimit = 5000;
    Sampling &sampling = conversation.sampling;
    if (maybe())
        sampling.temperature = 0.5;
    if (maybe())
        sampling.topP = 0.25;
    if (maybe() || is(Dialect::Anthropic))
        conversation.maxTokens = leastLimit + below(1000);
    if (maybe() && !is(Dialect::OpenAiResponses))
        sampling.topK = below(50) + 1;
    if (maybe() && !is(Dialect::OpenAiResponses))
        conversation.stop = {"END", text()};
    if (is(Dialect::OpenAiChat) || is(Dialect::Gemini)) {
        if (maybe())
            sampling.seed = below(1000);
        if (maybe())
            sampling.presencePenalty = 0.5;
        if (maybe())
            sampling.frequencyPenalty = -0.5;
    }
    if (maybe() && !is(Dialect::Anthropic))
        conversation.format.kind = AnswerFormat::Kind::JsonObject;
    if (maybe()) {
        conversation.format = {.kind = AnswerFormat::Kind::JsonSchema,
                               .name = isOpenAi() ? "format" : "",
                               .schemaJson = R"({"type":"object","properties":{}})"};
        if (isOpenAi())
            conversation.format.strict = maybe();
    }
    if (maybe())
        conversation.reasoning = {.mode = ReasoningWish::Mode::On,
                                  .effort = is(Dialect::Anthropic) ? "" : "low"};
    if (is(Dialect::Anthropic) && conversation.reasoning.mode == ReasoningWish::Mode::On)
        conversation.reasoning.budgetTokens = 1024 + below(1000);
    if (!is(Dialect::Gemini)) {
        conversation.stream = maybe();
        conversation.user = maybe() ? "somebody" : "";
    }
}

Conversation ConversationMaker::make()
{
    Conversation conversation;
    conversation.dialect = m_dialect;
    conversation.model = "m";
    addTools(conversation);
    addSettings(conversation);
    if (maybe()) {
        Message system{.role = Message::Role::System};
        system.parts.emplace_back(TextPart{.text = text()});
        conversation.messages.push_back(std::move(system));
    }
    addUser(conversation);
    for (qint64 i = below(3); i > 0; --i) {
        addAssistant(conversation);
        addUser(conversation);
    }
    return conversation;
}

} // namespace signalbox::tests
