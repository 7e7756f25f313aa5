// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/SchemaTool.h"

#include "routing/dialect/ClientFields.h"
#include "routing/json/JsonField.h"

#include <algorithm>
#include <utility>

namespace signalbox::routing {

using Mode = ToolChoice::Mode;

namespace {

bool demandsCall(const ToolChoice &choice)
{
    return choice.mode == Mode::Any || choice.mode == Mode::Named || choice.mode == Mode::AnyOf;
}

/// The choice that makes the model call the tool \a name, or one that it could call anyhow.
ToolChoice choiceWith(const Conversation &conversation, std::string_view name)
{
    const bool hasTools = std::ranges::any_of(
        conversation.tools, [](const Tool &tool) { return tool.otherKind.empty(); });
    ToolChoice choice = conversation.toolChoice;
    if (!hasTools || choice.mode == Mode::None) {
        choice = {.mode = Mode::Named, .names = {std::string(name)}};
    } else if (choice.mode == Mode::AutoOf) {
        choice.mode = Mode::AnyOf;
        choice.names.emplace_back(name);
    } else {
        choice.mode = Mode::Any;
    }
    return choice;
}

bool asksToThink(const ReasoningWish &wish)
{
    using Wish = ReasoningWish::Mode;
    return wish.mode == Wish::On || wish.mode == Wish::Adaptive
        || (!wish.effort.empty() && wish.effort != "none") || wish.budgetTokens.value_or(0) != 0;
}

} // namespace

std::string schemaToolName(const Conversation &conversation)
{
    std::string name;
    if (conversation.format.kind != AnswerFormat::Kind::JsonSchema
        || conversation.format.schemaJson.empty())
        return name;
    name = "answer_as_json";
    while (std::ranges::find(conversation.tools, name, &Tool::name) != conversation.tools.end())
        name += '_';
    return name;
}

bool fitsSchemaTool(const Conversation &conversation)
{
    if (schemaToolName(conversation).empty())
        return false;
    simdjson::dom::parser parser;
    Json schema;
    if (parser.parse(conversation.format.schemaJson).get(schema) != simdjson::SUCCESS
        || !schema.is_object())
        return false;
    const std::optional<Json> type = field(schema, "type");
    return !type || asString(*type) == "object";
}

Conversation withSchemaTool(const Conversation &conversation, std::string_view provider,
                            ForcedThinking thinking, Losses &losses)
{
    Conversation asked = conversation;
    const AnswerFormat format = std::exchange(asked.format, {});
    const std::string path(clientFieldName(conversation.dialect, ClientField::Format));
    if (demandsCall(conversation.toolChoice)) {
        losses.dropped(path, "the answer must be the call of a tool");
        return asked;
    }
    const std::string name = schemaToolName(conversation);
    losses.dropped(path,
                   std::string(provider).append(
                       " has no such format here; asked for as the arguments of a tool"));
    asked.toolChoice = choiceWith(conversation, name);
    std::string description = "Gives the answer to the user: the arguments are the answer. Call it "
                              "once, when you answer.";
    if (!format.description.empty())
        description.append(" ").append(format.description);
    asked.tools.push_back({.name = name,
                           .description = std::move(description),
                           .schemaJson = format.schemaJson,
                           .strict = format.strict,
                           .path = path});
    if (thinking == ForcedThinking::Refused && asksToThink(asked.reasoning)) {
        asked.reasoning = {};
        losses.dropped(clientFieldName(conversation.dialect, ClientField::Reasoning),
                       "the model does not think when it is made to call a tool");
    }
    return asked;
}

} // namespace signalbox::routing
