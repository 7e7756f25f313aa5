// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulate/SchemaSample.h"

#include "routing/json/JsonText.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace signalbox::routing::simulate {

namespace {

/// Below this depth arrays stay empty and optional properties are left out.
constexpr int frugalDepth = 6;
/// Where a schema that demands endless depth is given up.
constexpr int deepest = 24;
constexpr qint64 mostItems = 16;

constexpr std::string_view anyText = "simulated";

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> formats{{
    {"date", "2026-01-01"},
    {"date-time", "2026-01-01T00:00:00Z"},
    {"time", "00:00:00Z"},
    {"duration", "PT1S"},
    {"email", "simulated@example.org"},
    {"uri", "https://example.org/simulated"},
    {"uuid", "00000000-0000-4000-8000-000000000000"},
    {"ipv4", "127.0.0.1"},
}};

class Sampler final
{
public:
    explicit Sampler(const Json &root)
        : m_root(root)
    {}

    void append(std::string &out, const Json &schema, int depth) const
    {
        if (depth > deepest) {
            out += "null";
            return;
        }
        if (appendGiven(out, schema) || appendReferred(out, schema, depth))
            return;
        appendTyped(out, schema, depth);
    }

private:
    /// A value that the schema itself spells out.
    static bool appendGiven(std::string &out, const Json &schema)
    {
        for (const std::string_view key : {"const", "default", "example"}) {
            if (const auto value = field(schema, key)) {
                out += simdjson::minify(*value);
                return true;
            }
        }
        for (const std::string_view key : {"enum", "examples"}) {
            const auto values = field(schema, key);
            Json first;
            if (values && values->at(0).get(first) == simdjson::SUCCESS) {
                out += simdjson::minify(first);
                return true;
            }
        }
        return false;
    }

    bool appendReferred(std::string &out, const Json &schema, int depth) const
    {
        const std::string_view reference = stringField(schema, "$ref");
        if (!reference.empty()) {
            Json target;
            const bool found = reference == "#"
                || (reference.starts_with("#/")
                    && m_root.at_pointer(reference.substr(1)).get(target) == simdjson::SUCCESS);
            if (found)
                append(out, reference == "#" ? m_root : target, depth + 1);
            else
                out += "null";
            return true;
        }
        for (const std::string_view key : {"anyOf", "oneOf", "allOf"}) {
            const auto choices = field(schema, key);
            Json first;
            if (choices && choices->at(0).get(first) == simdjson::SUCCESS) {
                append(out, first, depth + 1);
                return true;
            }
        }
        return false;
    }

    /// The type in lower case; Gemini writes it in upper case.
    static std::string typeOf(const Json &schema)
    {
        std::string_view type = stringField(schema, "type");
        if (const auto types = field(schema, "type"); types && types->is_array()) {
            for (const Json entry : *types) {
                type = asString(entry).value_or(std::string_view());
                if (type != "null")
                    break;
            }
        }
        std::string lower(type);
        std::ranges::transform(lower, lower.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        if (lower.empty())
            return field(schema, "items") ? "array" : "object";
        return lower;
    }

    void appendTyped(std::string &out, const Json &schema, int depth) const
    {
        const std::string type = typeOf(schema);
        if (type == "object")
            appendObject(out, schema, depth);
        else if (type == "array")
            appendArray(out, schema, depth);
        else if (type == "string")
            appendText(out, schema);
        else if (type == "integer" || type == "number")
            appendNumber(out, schema);
        else
            out += type == "boolean" ? "true" : "null";
    }

    static bool isRequired(const Json &schema, std::string_view name)
    {
        const auto required = field(schema, "required");
        if (!required || !required->is_array())
            return false;
        return std::ranges::any_of(required->get_array().value_unsafe(),
                                   [name](const Json &entry) { return asString(entry) == name; });
    }

    void appendObject(std::string &out, const Json &schema, int depth) const
    {
        out += '{';
        const auto properties = field(schema, "properties");
        simdjson::dom::object members;
        if (properties && properties->get(members) == simdjson::SUCCESS) {
            bool first = true;
            for (const auto member : members) {
                if (depth > frugalDepth && !isRequired(schema, member.key))
                    continue;
                out += first ? "" : ",";
                first = false;
                appendString(out, member.key);
                out += ':';
                append(out, member.value, depth + 1);
            }
        }
        out += '}';
    }

    void appendArray(std::string &out, const Json &schema, int depth) const
    {
        const auto items = field(schema, "items");
        const auto least = field(schema, "minItems");
        const auto most = field(schema, "maxItems");
        qint64 count = least ? asInteger(*least).value_or(1) : depth > frugalDepth ? 0 : 1;
        if (most)
            count = std::min(count, asInteger(*most).value_or(count));
        out += '[';
        for (qint64 i = 0; i < std::min(count, mostItems); ++i) {
            out += i == 0 ? "" : ",";
            if (items)
                append(out, *items, depth + 1);
            else
                appendString(out, anyText);
        }
        out += ']';
    }

    static void appendText(std::string &out, const Json &schema)
    {
        const std::string_view wanted = stringField(schema, "format");
        for (const auto &[format, sample] : formats) {
            if (format == wanted)
                return appendString(out, sample);
        }
        appendString(out, anyText);
    }

    static void appendNumber(std::string &out, const Json &schema)
    {
        double value = 1;
        double limit = 0;
        if (const auto least = field(schema, "minimum");
            least && least->get(limit) == simdjson::SUCCESS)
            value = std::max(value, std::ceil(limit));
        if (const auto above = field(schema, "exclusiveMinimum");
            above && above->get(limit) == simdjson::SUCCESS)
            value = std::max(value, std::floor(limit) + 1);
        if (const auto most = field(schema, "maximum");
            most && most->get(limit) == simdjson::SUCCESS)
            value = std::min(value, std::floor(limit));
        appendReal(out, value);
    }

    Json m_root;
};

} // namespace

std::string sampleOf(const Json &schema)
{
    std::string out;
    Sampler(schema).append(out, schema, 0);
    return out;
}

std::string sampleObject(const std::optional<Json> &schema)
{
    std::string out = schema && schema->is_object() ? sampleOf(*schema) : std::string();
    return out.starts_with('{') ? out : "{}";
}

} // namespace signalbox::routing::simulate
