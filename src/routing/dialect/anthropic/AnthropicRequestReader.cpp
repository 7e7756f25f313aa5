// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/anthropic/AnthropicRequestReader.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/anthropic/AnthropicPartReader.h"
#include "routing/dialect/anthropic/FieldChecker.h"

#include <iterator>
#include <utility>

namespace signalbox::routing {

namespace {

/// What a nested object holds besides the known fields, under its whole name: a writer of the same
/// dialect finds the object it belongs to by it.
void keepRest(Conversation &conversation, std::string_view name, const Json &object,
              std::initializer_list<std::string_view> known)
{
    for (auto &[key, json] : restOf(object, known))
        conversation.rest.emplace_back(FieldChecker::join(name, key), std::move(json));
}

void readSystem(const Json &body, Conversation &conversation, FieldChecker &check)
{
    Message system{.role = Message::Role::System,
                   .parts = readAnthropicContent(body, "system", "", check),
                   .path = "system"};
    if (!system.parts.empty())
        conversation.messages.push_back(std::move(system));
}

void readRole(const Json &entry, Message &message, FieldChecker &check)
{
    const std::string role = check.demandedText(entry, "role", message.path);
    if (role == "assistant")
        message.role = Message::Role::Assistant;
    else if (role == "system")
        message.role = Message::Role::System;
    else if (role != "user")
        check.wrong(FieldChecker::join(message.path, "role"), "must be user, assistant or system");
}

void readMessages(const Json &body, Conversation &conversation, FieldChecker &check)
{
    if (!field(body, "messages"))
        check.wrong("messages", "is missing");
    std::size_t index = 0;
    for (const Json &entry : check.list(body, "messages", "")) {
        Message message{.path = pathOf("messages", index++)};
        if (!check.isObject(entry, message.path))
            return;
        readRole(entry, message, check);
        message.parts = readAnthropicContent(entry, "content", message.path, check);
        message.rest = restOf(entry, {"role", "content"});
        conversation.messages.push_back(std::move(message));
    }
    if (index == 0)
        check.wrong("messages", "must not be empty");
}

Tool readTool(const Json &entry, std::string path, FieldChecker &check)
{
    Tool tool{.path = std::move(path)};
    const std::string type = check.text(entry, "type", tool.path);
    tool.cacheControlJson = jsonField(entry, "cache_control");
    if (!type.empty() && type != "custom") { // one that runs at Anthropic or that it defines
        tool.name = check.text(entry, "name", tool.path);
        tool.otherKind = type;
        tool.otherJson = jsonText(entry);
        return tool;
    }
    tool.name = check.demandedText(entry, "name", tool.path);
    tool.description = check.text(entry, "description", tool.path);
    if (const std::optional<Json> schema = check.object(entry, "input_schema", tool.path))
        tool.schemaJson = jsonText(*schema);
    tool.strict = check.boolean(entry, "strict", tool.path);
    tool.rest =
        restOf(entry, {"type", "name", "description", "input_schema", "strict", "cache_control"});
    return tool;
}

void readTools(const Json &body, Conversation &conversation, FieldChecker &check)
{
    std::size_t index = 0;
    for (const Json &entry : check.list(body, "tools", "")) {
        std::string path = pathOf("tools", index++);
        if (!check.isObject(entry, path))
            return;
        conversation.tools.push_back(readTool(entry, std::move(path), check));
    }
    const std::optional<Json> choice = check.object(body, "tool_choice", "");
    if (!choice)
        return;
    const std::string type = check.demandedText(*choice, "type", "tool_choice");
    ToolChoice &wish = conversation.toolChoice;
    if (type == "auto") {
        wish.mode = ToolChoice::Mode::Auto;
    } else if (type == "any") {
        wish.mode = ToolChoice::Mode::Any;
    } else if (type == "none") {
        wish.mode = ToolChoice::Mode::None;
    } else if (type == "tool") {
        wish.mode = ToolChoice::Mode::Named;
        wish.names = {check.demandedText(*choice, "name", "tool_choice")};
    } else {
        check.wrong("tool_choice.type", "must be auto, any, tool or none");
    }
    if (const auto isOff = check.boolean(*choice, "disable_parallel_tool_use", "tool_choice"))
        conversation.parallelToolCalls = !*isOff;
    keepRest(conversation, "tool_choice", *choice, {"type", "name", "disable_parallel_tool_use"});
}

void readThinking(const Json &body, Conversation &conversation, FieldChecker &check)
{
    const std::optional<Json> thinking = check.object(body, "thinking", "");
    if (!thinking)
        return;
    ReasoningWish &wish = conversation.reasoning;
    const std::string type = check.demandedText(*thinking, "type", "thinking");
    if (type == "enabled")
        wish.mode = ReasoningWish::Mode::On;
    else if (type == "adaptive")
        wish.mode = ReasoningWish::Mode::Adaptive;
    else if (type == "disabled")
        wish.mode = ReasoningWish::Mode::Off;
    else
        check.wrong("thinking.type", "must be enabled, adaptive or disabled");
    wish.budgetTokens = check.integer(*thinking, "budget_tokens", "thinking");
    const std::string display = check.text(*thinking, "display", "thinking");
    if (display == "summarized" || display == "omitted")
        wish.includeText = display == "summarized";
    else if (!display.empty())
        conversation.rest.emplace_back("thinking.display", jsonField(*thinking, "display"));
    keepRest(conversation, "thinking", *thinking, {"type", "budget_tokens", "display"});
}

void readFormat(const Json &holder, std::string_view key, std::string_view path,
                Conversation &conversation, FieldChecker &check)
{
    const std::optional<Json> format = check.object(holder, key, path);
    if (!format)
        return;
    const std::string formatPath = FieldChecker::join(path, key);
    if (check.demandedText(*format, "type", formatPath) != "json_schema") {
        check.wrong(FieldChecker::join(formatPath, "type"), "must be json_schema");
        return;
    }
    conversation.format.kind = AnswerFormat::Kind::JsonSchema;
    if (const std::optional<Json> schema = check.object(*format, "schema", formatPath))
        conversation.format.schemaJson = jsonText(*schema);
    else
        check.wrong(FieldChecker::join(formatPath, "schema"), "is missing");
    keepRest(conversation, "output_config.format", *format, {"type", "schema"});
}

void readOutput(const Json &body, Conversation &conversation, FieldChecker &check)
{
    readFormat(body, "output_format", "", conversation, check); // an older name
    const std::optional<Json> output = check.object(body, "output_config", "");
    if (!output)
        return;
    conversation.reasoning.effort = check.text(*output, "effort", "output_config");
    readFormat(*output, "format", "output_config", conversation, check);
    keepRest(conversation, "output_config", *output, {"effort", "format"});
}

void readSampling(const Json &body, Conversation &conversation, FieldChecker &check)
{
    conversation.maxTokens = check.integer(body, "max_tokens", "");
    if (conversation.maxTokens && *conversation.maxTokens < 1)
        check.wrong("max_tokens", "must be 1 or more");
    conversation.sampling.temperature = check.real(body, "temperature", "");
    conversation.sampling.topP = check.real(body, "top_p", "");
    conversation.sampling.topK = check.integer(body, "top_k", "");
    std::size_t index = 0;
    for (const Json &stop : check.list(body, "stop_sequences", "")) {
        const std::string path = pathOf("stop_sequences", index++);
        const std::optional<std::string_view> text = asString(stop);
        if (!text)
            check.wrong(path, "must be a string");
        conversation.stop.emplace_back(text.value_or(std::string_view()));
    }
}

void readTop(const Json &body, const RequestContext &context, Conversation &conversation,
             FieldChecker &check)
{
    conversation.model = check.text(body, "model", "");
    if (conversation.model.empty())
        conversation.model = context.model;
    conversation.stream = check.boolean(body, "stream", "").value_or(context.stream);
    conversation.serviceTier = check.text(body, "service_tier", "");
    if (const std::optional<Json> metadata = check.object(body, "metadata", "")) {
        conversation.user = check.text(*metadata, "user_id", "metadata");
        keepRest(conversation, "metadata", *metadata, {"user_id"});
    }
    RestFields rest =
        restOf(body,
               {"model", "messages", "system", "tools", "tool_choice", "thinking", "output_config",
                "output_format", "max_tokens", "temperature", "top_p", "top_k", "stop_sequences",
                "stream", "service_tier", "metadata"});
    std::ranges::move(rest, std::back_inserter(conversation.rest));
}

} // namespace

RequestReading readAnthropicRequest(const Json &body, const RequestContext &context)
{
    RequestReading reading;
    Conversation &conversation = reading.conversation;
    conversation.dialect = models::ClientDialect::Anthropic;
    FieldChecker check;
    if (check.isObject(body, "")) {
        readTop(body, context, conversation, check);
        readSystem(body, conversation, check);
        readMessages(body, conversation, check);
        readTools(body, conversation, check);
        readThinking(body, conversation, check);
        readOutput(body, conversation, check);
        readSampling(body, conversation, check);
    }
    reading.problem = check.problem();
    return reading;
}

} // namespace signalbox::routing
