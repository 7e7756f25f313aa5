// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/anthropic/ClaudeTurns.h"

#include "routing/dialect/ClientFields.h"
#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/PlainCallIds.h"
#include "routing/dialect/anthropic/ClaudeParts.h"
#include "routing/json/JsonWriter.h"

#include <algorithm>
#include <iterator>

namespace signalbox::routing {

namespace {

bool isSystem(const Message &message)
{
    return message.role == Message::Role::System || message.role == Message::Role::Developer;
}

/// The copy of \a message that can be written.
Message sayable(const Message &message, const Conversation &conversation, const ClaudeHouse &house,
                Losses &losses)
{
    Message said{.role = message.role, .path = message.path};
    for (const Part &part : message.parts) {
        if (std::optional<Part> kept = claudePart(part, message, conversation, house, losses))
            said.parts.push_back(std::move(*kept));
    }
    const std::string reason = std::string(house.name).append(" has no place for it");
    if (!message.name.empty())
        losses.dropped(message.path + ".name", reason);
    if (house.isAnthropic && conversation.dialect == models::ClientDialect::Anthropic)
        said.rest = message.rest;
    else
        dropRest(losses, message.path, message.rest, reason);
    return said;
}

void putResultsFirst(Message &turn)
{
    if (turn.role != Message::Role::User)
        return;
    std::stable_partition(turn.parts.begin(), turn.parts.end(), [](const Part &part) {
        return std::holds_alternative<ToolResultPart>(part);
    });
}

void append(Message &&turn, std::vector<Message> &turns)
{
    if (turn.parts.empty())
        return;
    if (turns.empty() || turns.back().role != turn.role || !turn.rest.empty()) {
        turns.push_back(std::move(turn));
        return;
    }
    std::ranges::move(turn.parts, std::back_inserter(turns.back().parts));
}

/// A conversation cannot begin with the assistant, nor be empty.
void beginWithUser(ClaudeTurns &said, const ClaudeHouse &house, Losses &losses)
{
    if (!said.turns.empty() && said.turns.front().role == Message::Role::User)
        return;
    losses.dropped(
        "messages",
        std::string(house.name)
            .append("'s conversations begin with the user, so a turn was put before it"));
    Message first{.role = Message::Role::User, .path = "messages"};
    first.parts.emplace_back(TextPart{.text = "."});
    said.turns.insert(said.turns.begin(), std::move(first));
}

/// The assistant's last words are gone on from; Anthropic refuses white space at their end.
void trimPrefill(std::vector<Message> &turns)
{
    if (turns.back().role != Message::Role::Assistant)
        return;
    if (auto *text = std::get_if<TextPart>(&turns.back().parts.back()))
        text->text.erase(text->text.find_last_not_of(" \t\r\n") + 1);
}

} // namespace

ClaudeTurns claudeTurns(const Conversation &conversation, const ClaudeHouse &house, Losses &losses)
{
    // Anthropic's own clients may put system turns in the middle; others get them at the top.
    const bool keepsPlace =
        house.isAnthropic && conversation.dialect == models::ClientDialect::Anthropic;
    ClaudeTurns said;
    for (const Message &message : conversation.messages) {
        Message turn = sayable(message, conversation, house, losses);
        if (isSystem(turn) && (!keepsPlace || said.turns.empty())) {
            std::ranges::move(turn.parts, std::back_inserter(said.system));
            continue;
        }
        append(std::move(turn), said.turns);
    }
    if (!keepsPlace || said.turns.empty())
        beginWithUser(said, house, losses);
    std::ranges::for_each(said.turns, putResultsFirst);
    giveCallIds(said.turns, house.longestCallId);
    trimPrefill(said.turns);
    return said;
}

std::vector<Tool> claudeTools(const Conversation &conversation, const ClaudeHouse &house,
                              Losses &losses)
{
    const ToolChoice &choice = conversation.toolChoice;
    const bool isAmongSome =
        choice.mode == ToolChoice::Mode::AnyOf || choice.mode == ToolChoice::Mode::AutoOf;
    const bool isHome =
        house.isAnthropic && conversation.dialect == models::ClientDialect::Anthropic;
    const std::string_view choiceName =
        clientFieldName(conversation.dialect, ClientField::ToolChoice);
    std::vector<Tool> tools;
    for (const Tool &tool : conversation.tools) {
        const bool isNamed = std::ranges::find(choice.names, tool.name) != choice.names.end();
        if (isAmongSome && !isNamed)
            continue;
        if (!tool.otherKind.empty() && !isHome) {
            losses.dropped(tool.path, std::string(house.name) + " has no tool " + tool.otherKind);
            if (choice.mode == ToolChoice::Mode::Named && isNamed)
                losses.impossible(choiceName,
                                  std::string(house.name) + " has no tool " + tool.otherKind
                                      + ", so it cannot be made to call it.");
            continue;
        }
        if (!isHome && !isPlainName(tool.name))
            losses.impossible(tool.path,
                              std::string(house.name)
                                  + " takes names of tools made of letters, digits, _ and - only.");
        tools.push_back(tool);
        if (!isHome) {
            dropRest(losses, tool.path, tool.rest, std::string(house.name) + " does not know it");
            tools.back().rest.clear();
        }
    }
    return tools;
}

std::string toolSchema(const Tool &tool)
{
    simdjson::dom::parser parser;
    Json schema;
    simdjson::dom::object fields;
    if (parser.parse(tool.schemaJson).get(schema) != simdjson::SUCCESS
        || schema.get(fields) != simdjson::SUCCESS)
        return R"({"type":"object","properties":{}})";
    if (field(schema, "type"))
        return tool.schemaJson;
    std::string typed;
    JsonWriter writer(typed);
    writer.beginObject().text("type", "object");
    for (const auto [key, value] : fields)
        writer.json(key, jsonText(value));
    writer.endObject();
    return typed;
}

std::string callInput(const ToolCallPart &call)
{
    return argumentsObject(call.argumentsJson);
}

} // namespace signalbox::routing
