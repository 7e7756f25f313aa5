// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/JsonTree.h"

#include "models/policy/JsonSyntax.h"

#include <QSet>

#include <algorithm>
#include <simdjson.h>
#include <string_view>

namespace signalbox::models {

namespace {

constexpr std::string_view jsonSpace = " \t\r\n";

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Walks the text with simdjson's on-demand parser, which alone tells where a value stands, and
/// reads every value, so that everything is validated.
///
/// The first fault ends the walk: what simdjson says after an error is not to be trusted.
class Walk
{
public:
    explicit Walk(const QByteArray &bytes)
        : m_bytes(bytes)
    {}

    std::optional<JsonValue> run()
    {
        const simdjson::padded_string padded(m_bytes.constData(),
                                             static_cast<std::size_t>(m_bytes.size()));
        m_begin = padded.data();
        simdjson::ondemand::parser parser;
        simdjson::ondemand::document document;
        if (parser.iterate(padded).get(document) != simdjson::SUCCESS) {
            m_fault = findStringFault(m_bytes).value_or(unexpectedAt(m_bytes, 0));
            return std::nullopt;
        }
        m_document = &document;
        const auto start = static_cast<quint32>(
            std::string_view(m_bytes.constData(), static_cast<std::size_t>(m_bytes.size()))
                .find_first_not_of(jsonSpace));
        simdjson::ondemand::json_type type{};
        if (document.type().get(type) != simdjson::SUCCESS) {
            failHere();
            return std::nullopt;
        }
        if (type != simdjson::ondemand::json_type::object) {
            m_fault = JsonFault{.offset = start,
                                .message = QStringLiteral("A policy is a JSON object."),
                                .hint = QStringLiteral("It begins with { and ends with }.")};
            return std::nullopt;
        }
        JsonValue root;
        root.offset = start;
        simdjson::ondemand::object object;
        if (document.get_object().get(object) != simdjson::SUCCESS) {
            m_fault = unexpectedAt(m_bytes, static_cast<quint32>(m_bytes.size()));
            return std::nullopt;
        }
        if (!readObject(object, root, 1))
            return std::nullopt;
        // Once everything is read there is no current location any more.
        const char *rest = nullptr;
        if (document.current_location().get(rest) == simdjson::SUCCESS) {
            m_fault = JsonFault{.offset = offsetOf(rest),
                                .message = QStringLiteral("Text follows the end of the policy."),
                                .hint = {}};
            return std::nullopt;
        }
        return root;
    }

    [[nodiscard]] const std::optional<JsonFault> &fault() const { return m_fault; }

    struct Duplicate
    {
        quint32 offset = 0;
        QString path;
        QString key;
    };
    [[nodiscard]] const std::vector<Duplicate> &duplicates() const { return m_duplicates; }

private:
    struct Step
    {
        const QString *key; // null in an array
        std::size_t index;
    };

    bool readObject(simdjson::ondemand::object object, JsonValue &out, int depth)
    {
        out.kind = JsonValue::Kind::Object;
        if (!enter(out, depth))
            return false;
        QSet<QString> keys;
        for (auto next : object) {
            if (next.error() != simdjson::SUCCESS)
                return failHere();
            simdjson::ondemand::field field = next.value_unsafe();
            JsonMember member;
            member.keyOffset = offsetOf(field.key().raw()) - 1; // the quotation mark
            std::string_view key;
            if (field.unescaped_key().get(key) != simdjson::SUCCESS)
                return failAt(member.keyOffset, QStringLiteral("A key has an unknown escape."));
            member.key = fromUtf8(key);
            m_steps.push_back({.key = &member.key, .index = 0});
            const bool isNew = !keys.contains(member.key);
            if (isNew)
                keys.insert(member.key);
            else
                m_duplicates.push_back({member.keyOffset, path(), member.key});
            if (!readValue(field.value(), member.value, depth + 1))
                return false;
            m_steps.pop_back();
            if (isNew)
                out.members.push_back(std::move(member));
        }
        return true;
    }

    bool readArray(simdjson::ondemand::array array, JsonValue &out, int depth)
    {
        out.kind = JsonValue::Kind::Array;
        if (!enter(out, depth))
            return false;
        for (auto next : array) {
            if (next.error() != simdjson::SUCCESS)
                return failHere();
            m_steps.push_back({.key = nullptr, .index = out.items.size()});
            JsonValue item;
            if (!readValue(next.value_unsafe(), item, depth + 1))
                return false;
            m_steps.pop_back();
            out.items.push_back(std::move(item));
        }
        return true;
    }

    bool readValue(simdjson::ondemand::value value, JsonValue &out, int depth)
    {
        using simdjson::ondemand::json_type;
        out.offset = offsetOf(value.raw_json_token().data());
        if (++m_values > JsonTree::maximumValues)
            return failAt(out.offset, QStringLiteral("The file has too many values."));
        json_type type{};
        if (value.type().get(type) != simdjson::SUCCESS)
            return failAt(out.offset);
        switch (type) {
        case json_type::object: {
            simdjson::ondemand::object object;
            return value.get_object().get(object) == simdjson::SUCCESS
                ? readObject(object, out, depth)
                : failHere();
        }
        case json_type::array: {
            simdjson::ondemand::array array;
            return value.get_array().get(array) == simdjson::SUCCESS ? readArray(array, out, depth)
                                                                     : failHere();
        }
        case json_type::string:
            return readString(value, out);
        case json_type::number:
            return readNumber(value, out);
        case json_type::boolean:
            out.kind = JsonValue::Kind::Boolean;
            return value.get_bool().get(out.boolean) == simdjson::SUCCESS || failAt(out.offset);
        case json_type::null: {
            bool isNull = false;
            return (value.is_null().get(isNull) == simdjson::SUCCESS && isNull)
                || failAt(out.offset);
        }
        }
        return failAt(out.offset);
    }

    bool readString(simdjson::ondemand::value value, JsonValue &out)
    {
        out.kind = JsonValue::Kind::String;
        std::string_view text;
        if (value.get_string().get(text) != simdjson::SUCCESS)
            return failAt(out.offset, QStringLiteral("A string has an unknown escape."));
        out.text = fromUtf8(text);
        return true;
    }

    bool readNumber(simdjson::ondemand::value value, JsonValue &out)
    {
        out.kind = JsonValue::Kind::Number;
        const std::string_view token = value.raw_json_token(); // up to what comes next
        const std::size_t length = token.find_first_of(jsonSpace);
        double number = 0;
        if (value.get_double().get(number) != simdjson::SUCCESS)
            return failAt(out.offset, QStringLiteral("This is not a JSON number."));
        out.text = fromUtf8(token.substr(0, length));
        return true;
    }

    bool enter(const JsonValue &out, int depth)
    {
        if (depth <= JsonTree::maximumDepth)
            return true;
        return failAt(out.offset,
                      QStringLiteral("The file is nested more than %1 levels deep.")
                          .arg(JsonTree::maximumDepth));
    }

    bool failAt(quint32 offset, const QString &message = {})
    {
        m_fault = unexpectedAt(m_bytes, offset);
        if (!message.isEmpty())
            m_fault = JsonFault{.offset = offset, .message = message, .hint = {}};
        return false;
    }

    bool failHere()
    {
        const char *location = nullptr;
        const bool known = m_document->current_location().get(location) == simdjson::SUCCESS;
        return failAt(known ? offsetOf(location) : static_cast<quint32>(m_bytes.size()));
    }

    [[nodiscard]] QString path() const
    {
        QString result;
        for (const Step &step : m_steps)
            result = step.key ? childPath(result, *step.key) : childPath(result, step.index);
        return result;
    }

    [[nodiscard]] quint32 offsetOf(const char *place) const
    {
        return static_cast<quint32>(std::clamp<std::ptrdiff_t>(place - m_begin, 0, m_bytes.size()));
    }

    const QByteArray &m_bytes;
    const char *m_begin = nullptr;
    simdjson::ondemand::document *m_document = nullptr;
    int m_values = 0;
    std::vector<Step> m_steps; // to the value being read
    std::optional<JsonFault> m_fault;
    std::vector<Duplicate> m_duplicates;
};

} // namespace

const JsonValue *JsonValue::member(QStringView key) const
{
    const auto found = std::ranges::find(members, key, &JsonMember::key);
    return found == members.end() ? nullptr : &found->value;
}

QString kindInWords(JsonValue::Kind kind)
{
    switch (kind) {
    case JsonValue::Kind::Null:
        return QStringLiteral("null");
    case JsonValue::Kind::Boolean:
        return QStringLiteral("true or false");
    case JsonValue::Kind::Number:
        return QStringLiteral("a number");
    case JsonValue::Kind::String:
        return QStringLiteral("a string");
    case JsonValue::Kind::Array:
        return QStringLiteral("an array");
    case JsonValue::Kind::Object:
        return QStringLiteral("an object");
    }
    return {};
}

int JsonTree::line(quint32 offset) const
{
    const auto next = std::ranges::upper_bound(m_lineStarts, offset);
    return static_cast<int>(next - m_lineStarts.begin()) + 1;
}

JsonTree JsonTree::parse(const QByteArray &bytes)
{
    JsonTree tree;
    if (const auto fault = findByteFault(bytes, maximumBytes)) {
        const int line = static_cast<int>(bytes.left(fault->offset).count('\n')) + 1;
        tree.m_problems.append({.line = line,
                                .path = {},
                                .message = fault->message,
                                .severity = PolicyProblem::Severity::Error,
                                .hint = fault->hint});
        return tree;
    }
    const qsizetype markSize = byteOrderMarkSize(bytes);
    if (markSize > 0) {
        tree.m_problems.append(
            {.line = 1,
             .path = {},
             .message = QStringLiteral("The file begins with a byte order mark, which is ignored."),
             .severity = PolicyProblem::Severity::Warning,
             .hint = QStringLiteral("Save it as UTF-8 without one.")});
    }
    // The mark holds no line break, so offsets may count from behind it.
    const QByteArray text = bytes.mid(markSize);
    for (qsizetype i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1))
        tree.m_lineStarts.push_back(static_cast<quint32>(i + 1));

    Walk walk(text);
    tree.m_root = walk.run();
    if (const auto &fault = walk.fault()) {
        tree.m_problems.append({.line = tree.line(fault->offset),
                                .path = {},
                                .message = fault->message,
                                .severity = PolicyProblem::Severity::Error,
                                .hint = fault->hint});
    }
    for (const auto &duplicate : walk.duplicates()) {
        tree.m_problems.append(
            {.line = tree.line(duplicate.offset),
             .path = duplicate.path,
             .message = QStringLiteral("The key %1 is given twice.").arg(quoted(duplicate.key)),
             .severity = PolicyProblem::Severity::Error,
             .hint = {}});
    }
    return tree;
}

} // namespace signalbox::models
