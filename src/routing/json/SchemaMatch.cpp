// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/json/SchemaMatch.h"

#include <algorithm>
#include <cctype>

namespace signalbox::routing {

namespace {

constexpr int deepest = 64;
constexpr int mostLooks = 20'000; // schemas that refer to each other can ask for very many

bool isWhole(const Json &value)
{
    return value.is_int64() || value.is_uint64() || asInteger(value).has_value();
}

bool hasType(const Json &value, std::string_view name)
{
    std::string type(name);
    std::transform(type.begin(), type.end(), type.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (type == "object")
        return value.is_object();
    if (type == "array")
        return value.is_array();
    if (type == "string")
        return value.is_string();
    if (type == "boolean")
        return value.is_bool();
    if (type == "null")
        return value.is_null();
    if (type == "number")
        return value.is_number();
    if (type == "integer")
        return value.is_number() && isWhole(value);
    return true; // a type that we do not know
}

/// Equal as JSON text: enough for the texts and numbers that enumerations hold.
bool isEqual(const Json &left, const Json &right)
{
    return jsonText(left) == jsonText(right);
}

class Matcher
{
public:
    explicit Matcher(const Json &root)
        : m_root(root)
    {}

    SchemaMatch match(const Json &value, const Json &schema)
    {
        if (m_depth >= deepest || --m_looksLeft < 0)
            return SchemaMatch::Unknown;
        ++m_depth;
        const SchemaMatch found = matchHere(value, schema);
        --m_depth;
        return found;
    }

private:
    SchemaMatch matchHere(const Json &value, const Json &schema)
    {
        if (const auto flag = asBoolean(schema))
            return *flag ? SchemaMatch::Matches : SchemaMatch::Differs;
        if (!schema.is_object())
            return SchemaMatch::Matches;
        if (const auto reference = field(schema, "$ref")) {
            const auto target = referred(asString(*reference).value_or(std::string_view()));
            return target ? match(value, *target) : SchemaMatch::Unknown;
        }
        if (value.is_null() && booleanField(schema, "nullable").value_or(false))
            return SchemaMatch::Matches;
        if (!hasAllowedType(value, schema) || !isAllowed(value, schema))
            return SchemaMatch::Differs;
        SchemaMatch found = SchemaMatch::Matches;
        if (value.is_object())
            found = worse(found, matchObject(value, schema));
        if (value.is_array())
            found = worse(found, matchItems(value, schema));
        for (const Json &part : arrayField(schema, "allOf"))
            found = worse(found, match(value, part));
        for (const char *choice : {"anyOf", "oneOf"})
            found = worse(found, matchAny(value, arrayField(schema, choice)));
        return found;
    }

    static SchemaMatch worse(SchemaMatch left, SchemaMatch right)
    {
        if (left == SchemaMatch::Differs || right == SchemaMatch::Differs)
            return SchemaMatch::Differs;
        return left == SchemaMatch::Unknown ? left : right;
    }

    static bool hasAllowedType(const Json &value, const Json &schema)
    {
        const auto type = field(schema, "type");
        if (!type)
            return true;
        if (const auto one = asString(*type))
            return hasType(value, *one);
        const std::vector<Json> several = asArray(*type);
        return several.empty() || std::any_of(several.begin(), several.end(), [&](const Json &one) {
                   const auto name = asString(one);
                   return name && hasType(value, *name);
               });
    }

    static bool isAllowed(const Json &value, const Json &schema)
    {
        if (const auto constant = field(schema, "const"); constant && !isEqual(value, *constant))
            return false;
        const std::vector<Json> allowed = arrayField(schema, "enum");
        return allowed.empty() || std::any_of(allowed.begin(), allowed.end(), [&](const Json &one) {
                   return isEqual(value, one);
               });
    }

    SchemaMatch matchObject(const Json &value, const Json &schema)
    {
        simdjson::dom::object object;
        if (value.get_object().get(object) != simdjson::SUCCESS)
            return SchemaMatch::Differs;
        for (const Json &name : arrayField(schema, "required")) {
            // A null counts as given: its type is looked at below.
            const auto key = asString(name);
            if (key && object.at_key(*key).error() != simdjson::SUCCESS)
                return SchemaMatch::Differs;
        }
        const auto properties = field(schema, "properties");
        const auto others = field(schema, "additionalProperties");
        SchemaMatch found = SchemaMatch::Matches;
        for (const auto [key, member] : object) {
            const auto known = properties ? field(*properties, key) : std::nullopt;
            if (known)
                found = worse(found, match(member, *known));
            else if (others && !field(schema, "patternProperties"))
                found = worse(found, match(member, *others));
            if (found == SchemaMatch::Differs)
                break;
        }
        return found;
    }

    SchemaMatch matchItems(const Json &value, const Json &schema)
    {
        const auto items = field(schema, "items");
        // With prefixItems, `items` holds for those behind them only.
        if (!items || items->is_array() || field(schema, "prefixItems"))
            return SchemaMatch::Matches;
        SchemaMatch found = SchemaMatch::Matches;
        for (const Json &item : asArray(value)) {
            found = worse(found, match(item, *items));
            if (found == SchemaMatch::Differs)
                break;
        }
        return found;
    }

    SchemaMatch matchAny(const Json &value, const std::vector<Json> &choices)
    {
        if (choices.empty())
            return SchemaMatch::Matches;
        SchemaMatch found = SchemaMatch::Differs;
        for (const Json &choice : choices) {
            const SchemaMatch one = match(value, choice);
            if (one == SchemaMatch::Matches)
                return one;
            if (one == SchemaMatch::Unknown)
                found = one;
        }
        return found;
    }

    [[nodiscard]] std::optional<Json> referred(std::string_view reference) const
    {
        if (reference == "#")
            return m_root;
        if (!reference.starts_with("#/"))
            return std::nullopt;
        Json found;
        if (m_root.at_pointer(reference.substr(1)).get(found) != simdjson::SUCCESS)
            return std::nullopt;
        return found;
    }

    const Json &m_root;
    int m_depth = 0;
    int m_looksLeft = mostLooks;
};

} // namespace

SchemaMatch matchSchema(const Json &value, const Json &schema)
{
    return Matcher(schema).match(value, schema);
}

} // namespace signalbox::routing
