// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/counting/ToolSignature.h"

#include "routing/json/JsonField.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

/// Schemas may nest without end; what is below is any.
constexpr int deepest = 16;

void appendType(std::string &out, const Json &schema, int depth);

void appendComment(std::string &out, std::string_view text)
{
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        out.append("// ").append(text.substr(0, end)).append("\n");
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

void appendUnion(std::string &out, const std::vector<Json> &choices, int depth)
{
    for (std::size_t i = 0; i < choices.size(); ++i) {
        out.append(i > 0 ? " | " : "");
        appendType(out, choices[i], depth + 1);
    }
}

void appendValues(std::string &out, const std::vector<Json> &values)
{
    for (std::size_t i = 0; i < values.size(); ++i)
        out.append(i > 0 ? " | " : "").append(jsonText(values[i]));
}

void appendObject(std::string &out, const Json &schema, int depth)
{
    const std::optional<Json> properties = field(schema, "properties");
    if (!properties || !properties->is_object()) {
        out.append("object");
        return;
    }
    const std::vector<Json> required = arrayField(schema, "required");
    out.append("{\n");
    for (const auto [key, value] : simdjson::dom::object(*properties)) {
        const std::string_view name = key;
        appendComment(out, stringField(value, "description"));
        const bool isRequired = std::ranges::any_of(
            required, [name](const Json &entry) { return asString(entry) == name; });
        out.append(name).append(isRequired ? ": " : "?: ");
        appendType(out, value, depth + 1);
        out.append(",");
        const std::string byDefault = jsonField(value, "default");
        if (!byDefault.empty())
            out.append(" // default: ").append(byDefault);
        out.append("\n");
    }
    out.append("}");
}

void appendNamed(std::string &out, std::string_view type, const Json &schema, int depth)
{
    if (type == "integer") {
        out.append("number");
    } else if (type == "array") {
        if (const std::optional<Json> items = field(schema, "items"))
            appendType(out, *items, depth + 1);
        else
            out.append("any");
        out.append("[]");
    } else if (type == "object") {
        appendObject(out, schema, depth);
    } else {
        out.append(type.empty() ? "any" : type);
    }
}

void appendType(std::string &out, const Json &schema, int depth)
{
    if (depth > deepest || !schema.is_object()) {
        out.append("any");
        return;
    }
    for (const std::string_view key : {"anyOf", "oneOf"}) {
        const std::vector<Json> choices = arrayField(schema, key);
        if (!choices.empty()) {
            appendUnion(out, choices, depth);
            return;
        }
    }
    const std::vector<Json> values = arrayField(schema, "enum");
    if (!values.empty()) {
        appendValues(out, values);
        return;
    }
    const std::vector<Json> types = arrayField(schema, "type");
    for (std::size_t i = 0; i < types.size(); ++i) {
        out.append(i > 0 ? " | " : "");
        appendNamed(out, asString(types[i]).value_or(std::string_view()), schema, depth);
    }
    if (types.empty()) {
        const std::string_view type = stringField(schema, "type");
        appendNamed(out, type.empty() && field(schema, "properties") ? "object" : type, schema,
                    depth);
    }
}

} // namespace

std::string toolSignature(const Tool &tool)
{
    std::string out;
    appendComment(out, tool.description);
    out.append("type ").append(tool.name).append(" = (");
    simdjson::dom::parser parser;
    Json schema;
    const bool isReadable = parser.parse(tool.schemaJson).get(schema) == simdjson::SUCCESS;
    const std::optional<Json> properties = isReadable ? field(schema, "properties") : std::nullopt;
    if (properties && properties->is_object() && simdjson::dom::object(*properties).size() > 0) {
        out.append("_: ");
        appendObject(out, schema, 0);
    }
    out.append(") => any;\n\n");
    return out;
}

} // namespace signalbox::routing
