// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesToolReader.h"

#include "routing/dialect/ConversationTools.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

using Mode = ToolChoice::Mode;

bool isStrictSchema(const Json &schema, int depth);

bool areStrict(const Json &schemas, int depth)
{
    simdjson::dom::object named;
    if (schemas.get(named) == simdjson::SUCCESS)
        return std::ranges::all_of(
            named, [depth](const auto &pair) { return isStrictSchema(pair.value, depth); });
    return std::ranges::all_of(
        asArray(schemas), [depth](const Json &schema) { return isStrictSchema(schema, depth); });
}

/// Whether every object names all its properties required and allows no others.
bool isStrictSchema(const Json &schema, int depth)
{
    constexpr int deepest = 32;
    if (depth > deepest)
        return false;
    if (const auto properties = field(schema, "properties")) {
        const std::vector<Json> required = arrayField(schema, "required");
        simdjson::dom::object named;
        if (properties->get(named) != simdjson::SUCCESS || required.size() != named.size())
            return false;
    }
    const bool isObject = stringField(schema, "type") == "object" || field(schema, "properties");
    if (isObject && booleanField(schema, "additionalProperties") != false)
        return false;
    for (const std::string_view inner : {"properties", "$defs", "definitions", "anyOf"}) {
        const auto schemas = field(schema, inner);
        if (schemas && !areStrict(*schemas, depth + 1))
            return false;
    }
    const auto items = field(schema, "items");
    return !items || isStrictSchema(*items, depth + 1);
}

Tool readFunction(const Json &item, const std::string &path, ResponsesFields &fields)
{
    Tool tool;
    tool.name = fields.requiredText(item, "name", path);
    tool.description = fields.text(item, "description", path);
    const auto parameters = fields.object(item, "parameters", path);
    if (parameters)
        tool.schemaJson = jsonText(*parameters);
    tool.strict = fields.boolean(item, "strict", path);
    // Strict is the default here, and falls back where the schema does not allow it.
    if (!tool.strict && parameters && isStrictSchema(*parameters, 0))
        tool.strict = true;
    tool.rest = restOf(item, {"type", "name", "description", "parameters", "strict"});
    return tool;
}

Tool readTool(const Json &item, const std::string &path, ResponsesFields &fields)
{
    const std::string type = fields.requiredText(item, "type", path);
    if (type == "function")
        return readFunction(item, path, fields);
    Tool tool;
    tool.name = stringField(item, "name");
    tool.description = stringField(item, "description");
    tool.otherKind = type;
    tool.otherJson = jsonText(item);
    return tool;
}

/// A tool in a choice: by its name, or by its type where that is all it has.
std::string choiceName(const Json &choice)
{
    const std::string_view name = stringField(choice, "name");
    return std::string(name.empty() ? stringField(choice, "type") : name);
}

void readAllowedTools(const Json &choice, Conversation &conversation, ResponsesFields &fields)
{
    const std::string mode = fields.text(choice, "mode", "tool_choice");
    if (mode != "auto" && mode != "required") {
        fields.refuse("tool_choice.mode",
                      "Invalid value for 'tool_choice.mode': expected 'auto' or 'required'.");
        return;
    }
    conversation.toolChoice.mode = mode == "auto" ? Mode::AutoOf : Mode::AnyOf;
    for (const Json &tool : fields.list(choice, "tools", "tool_choice"))
        conversation.toolChoice.names.push_back(choiceName(tool));
    if (conversation.toolChoice.names.empty())
        fields.refuseMissing("tool_choice.tools");
}

void readChoiceWord(std::string_view word, Conversation &conversation, ResponsesFields &fields)
{
    if (word == "auto")
        conversation.toolChoice.mode = Mode::Auto;
    else if (word == "none")
        conversation.toolChoice.mode = Mode::None;
    else if (word == "required")
        conversation.toolChoice.mode = Mode::Any;
    else
        fields.refuse("tool_choice",
                      "Invalid value for 'tool_choice': expected 'auto', 'none', 'required' or an "
                      "object.");
}

void readChoice(const Json &body, Conversation &conversation, ResponsesFields &fields)
{
    const auto choice = field(body, "tool_choice");
    if (!choice)
        return;
    if (const auto word = asString(*choice)) {
        readChoiceWord(*word, conversation, fields);
        return;
    }
    if (!choice->is_object()) {
        fields.refuseType("tool_choice", "a string or an object");
        return;
    }
    const std::string type = fields.requiredText(*choice, "type", "tool_choice");
    if (type == "allowed_tools") {
        readAllowedTools(*choice, conversation, fields);
        return;
    }
    const bool isByName = type == "function" || type == "custom";
    if (isByName)
        fields.requiredText(*choice, "name", "tool_choice");
    else // a tool that runs at the provider: only it knows what else is meant
        conversation.rest.emplace_back("tool_choice", jsonText(*choice));
    conversation.toolChoice.mode = Mode::Named;
    conversation.toolChoice.names.push_back(isByName ? choiceName(*choice) : type);
}

} // namespace

void readResponsesTools(const Json &body, Conversation &conversation, ResponsesFields &fields)
{
    for (const Json &item : fields.list(body, "tools", {})) {
        const std::string path = pathOf("tools", conversation.tools.size());
        if (!item.is_object()) {
            fields.refuseType(path, "an object");
            return;
        }
        conversation.tools.push_back(readTool(item, path, fields));
        conversation.tools.back().path = path;
    }
    readChoice(body, conversation, fields);
    conversation.parallelToolCalls = fields.boolean(body, "parallel_tool_calls", {});
}

} // namespace signalbox::routing
