// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/counting/ToolSignature.h"

#include "routing/json/JsonField.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

/// Schemas may nest without end, and refer to themselves; what is further in is any.
constexpr int deepest = 16;
constexpr std::size_t longest = std::size_t{1} << 18;

class SignatureWriter final
{
public:
    SignatureWriter(std::string &out, const Json &root)
        : m_out(out)
        , m_root(root)
    {}

    void appendObject(const Json &schema, int depth)
    {
        const std::optional<Json> properties = field(schema, "properties");
        if (!properties || !properties->is_object()) {
            m_out.append("object");
            return;
        }
        const std::vector<Json> required = arrayField(schema, "required");
        m_out.append("{\n");
        for (const auto [key, value] : simdjson::dom::object(*properties)) {
            const std::string_view name = key;
            const bool isRequired = std::ranges::any_of(
                required, [name](const Json &entry) { return asString(entry) == name; });
            appendProperty(name, value, isRequired, depth);
        }
        m_out.append("}");
    }

    void appendComment(std::string_view text)
    {
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            m_out.append("// ").append(text.substr(0, end)).append("\n");
            text.remove_prefix(std::min(end + 1, text.size()));
        }
    }

private:
    void appendProperty(std::string_view name, const Json &value, bool isRequired, int depth)
    {
        appendComment(stringField(value, "description"));
        m_out.append(name).append(isRequired ? ": " : "?: ");
        appendType(value, depth + 1);
        m_out.append(",");
        const std::string byDefault = jsonField(value, "default");
        if (!byDefault.empty())
            m_out.append(" // default: ").append(byDefault);
        m_out.append("\n");
    }

    void appendType(const Json &schema, int depth)
    {
        if (depth > deepest || m_out.size() > longest || !schema.is_object()) {
            m_out.append("any");
            return;
        }
        if (const std::optional<Json> other = referred(stringField(schema, "$ref"))) {
            appendType(*other, depth + 1);
            return;
        }
        for (const std::string_view key : {"anyOf", "oneOf"}) {
            const std::vector<Json> choices = arrayField(schema, key);
            if (!choices.empty()) {
                appendUnion(choices, depth);
                return;
            }
        }
        const std::vector<Json> values = arrayField(schema, "enum");
        if (values.empty())
            appendPlain(schema, depth);
        else
            appendValues(values);
    }

    void appendPlain(const Json &schema, int depth)
    {
        const std::vector<Json> types = arrayField(schema, "type");
        for (std::size_t i = 0; i < types.size(); ++i) {
            m_out.append(i > 0 ? " | " : "");
            appendNamed(asString(types[i]).value_or(std::string_view()), schema, depth);
        }
        if (!types.empty())
            return;
        const std::string_view type = stringField(schema, "type");
        appendNamed(type.empty() && field(schema, "properties") ? "object" : type, schema, depth);
    }

    void appendNamed(std::string_view type, const Json &schema, int depth)
    {
        if (type == "integer") {
            m_out.append("number");
        } else if (type == "array") {
            if (const std::optional<Json> items = field(schema, "items"))
                appendType(*items, depth + 1);
            else
                m_out.append("any");
            m_out.append("[]");
        } else if (type == "object") {
            appendObject(schema, depth);
        } else {
            m_out.append(type.empty() ? "any" : type);
        }
    }

    void appendUnion(const std::vector<Json> &choices, int depth)
    {
        for (std::size_t i = 0; i < choices.size(); ++i) {
            m_out.append(i > 0 ? " | " : "");
            appendType(choices[i], depth + 1);
        }
    }

    void appendValues(const std::vector<Json> &values)
    {
        for (std::size_t i = 0; i < values.size(); ++i)
            m_out.append(i > 0 ? " | " : "").append(jsonText(values[i]));
    }

    /// What `#/$defs/Name` or `#/definitions/Name` stands for.
    [[nodiscard]] std::optional<Json> referred(std::string_view reference) const
    {
        for (const std::string_view place : {"$defs", "definitions"}) {
            const std::string prefix = "#/" + std::string(place) + "/";
            const std::optional<Json> definitions = field(m_root, place);
            if (definitions && reference.starts_with(prefix))
                return field(*definitions, reference.substr(prefix.size()));
        }
        return std::nullopt;
    }

    std::string &m_out;
    const Json &m_root;
};

bool hasProperties(const Json &schema)
{
    const std::optional<Json> properties = field(schema, "properties");
    return properties && properties->is_object() && simdjson::dom::object(*properties).size() > 0;
}

} // namespace

std::string toolSignature(const Tool &tool)
{
    std::string out;
    simdjson::dom::parser parser;
    Json schema;
    const bool isReadable = parser.parse(tool.schemaJson).get(schema) == simdjson::SUCCESS;
    SignatureWriter writer(out, schema);
    writer.appendComment(tool.description);
    out.append("type ").append(tool.name).append(" = (");
    if (isReadable && hasProperties(schema)) {
        out.append("_: ");
        writer.appendObject(schema, 0);
    }
    out.append(") => any;\n\n");
    return out;
}

bool hasArguments(const Tool &tool)
{
    simdjson::dom::parser parser;
    Json schema;
    return parser.parse(tool.schemaJson).get(schema) == simdjson::SUCCESS && hasProperties(schema);
}

} // namespace signalbox::routing
