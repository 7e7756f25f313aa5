// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/gemini/GeminiSchema.h"

#include "routing/dialect/gemini/GeminiField.h"
#include "routing/json/JsonWriter.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace signalbox::routing {

namespace {

constexpr std::array<std::string_view, 7> typeNames{"string", "number", "integer", "boolean",
                                                    "array",  "object", "null"};
constexpr std::array<std::string_view, 6> countNames{"minItems",  "maxItems",      "minLength",
                                                     "maxLength", "minProperties", "maxProperties"};
constexpr std::array<std::string_view, 2> mapNames{"properties", "patternProperties"};
constexpr std::array<std::string_view, 4> listNames{"anyOf", "oneOf", "allOf", "prefixItems"};
constexpr std::array<std::string_view, 3> inlineNames{"items", "additionalProperties", "not"};

template<typename Names>
bool isAmong(const Names &names, std::string_view name)
{
    return std::ranges::find(names, name) != names.end();
}

/// Converts one schema, and those inside it.
class SchemaWriter
{
public:
    explicit SchemaWriter(JsonWriter &writer)
        : m_writer(writer)
    {}

    void write(const Json &schema)
    {
        simdjson::dom::object fields;
        if (schema.get(fields) != simdjson::SUCCESS) {
            m_writer.json(jsonText(schema)); // true and false are schemas
            return;
        }
        const bool isNullable = booleanField(schema, "nullable").value_or(false);
        m_writer.beginObject();
        for (const auto [key, value] : fields)
            member(key, value, isNullable);
        m_writer.endObject();
    }

private:
    void member(std::string_view key, const Json &value, bool isNullable)
    {
        const std::string name = key.starts_with('$') ? std::string(key) : camelCase(key);
        if (name == "nullable" || name == "propertyOrdering")
            return; // the properties stand in that order anyway
        if (name == "type")
            type(value, isNullable);
        else if (isAmong(countNames, name))
            count(name, value);
        else if (isAmong(mapNames, name) || name == "$defs" || name == "defs")
            map(name == "defs" ? "$defs" : std::string_view(name), value);
        else if (isAmong(listNames, name))
            list(name, value, isNullable && name == "anyOf");
        else if (isAmong(inlineNames, name))
            inner(name, value);
        else if (name == "ref")
            m_writer.json("$ref", jsonText(value));
        else
            m_writer.json(name, jsonText(value));
    }

    void inner(std::string_view name, const Json &schema)
    {
        m_writer.key(name);
        write(schema);
    }

    void type(const Json &value, bool isNullable)
    {
        const std::optional<std::string_view> text = asString(value);
        if (!text) {
            m_writer.json("type", jsonText(value));
            return;
        }
        std::string name(*text);
        std::ranges::transform(name, name.begin(),
                               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (name == "type_unspecified")
            return;
        if (!isAmong(typeNames, name))
            name = *text;
        if (isNullable)
            m_writer.beginArray("type").text(name).text("null").endArray();
        else
            m_writer.text("type", name);
    }

    void count(std::string_view name, const Json &value)
    {
        const std::string_view text = asString(value).value_or(std::string_view());
        qint64 number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (!text.empty() && error == std::errc() && end == text.data() + text.size())
            m_writer.integer(name, number);
        else
            m_writer.json(name, jsonText(value));
    }

    void map(std::string_view name, const Json &value)
    {
        simdjson::dom::object schemas;
        if (value.get(schemas) != simdjson::SUCCESS) {
            m_writer.json(name, jsonText(value));
            return;
        }
        m_writer.beginObject(name);
        for (const auto [key, schema] : schemas)
            inner(key, schema);
        m_writer.endObject();
    }

    void list(std::string_view name, const Json &value, bool isNullable)
    {
        m_writer.beginArray(name);
        for (const Json &schema : asArray(value))
            write(schema);
        if (isNullable)
            m_writer.json(R"({"type":"null"})");
        m_writer.endArray();
    }

    JsonWriter &m_writer;
};

} // namespace

std::string jsonSchemaFromGemini(const Json &schema)
{
    std::string out;
    JsonWriter writer(out);
    SchemaWriter(writer).write(schema);
    return out;
}

} // namespace signalbox::routing
