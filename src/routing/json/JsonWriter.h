// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLatin1String>
#include <QStringView>
#include <QtGlobal>

#include <optional>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// The name of a field. What the program itself names is looked at when it is compiled, so that
/// writing it is a copy.
class JsonKey final
{
public:
    consteval JsonKey(const char *name) // NOLINT(google-explicit-constructor): stands for a literal
        : m_name(name)
        , m_isPlain(true)
    {
        for (const char c : m_name)
            m_isPlain = m_isPlain && c >= ' ' && c <= '~' && c != '"' && c != '\\';
    }
    JsonKey(std::string_view name) // NOLINT(google-explicit-constructor): any other name
        : m_name(name)
    {}
    JsonKey(const std::string &name) // NOLINT(google-explicit-constructor)
        : m_name(name)
    {}

    [[nodiscard]] std::string_view name() const { return m_name; }
    /// Nothing in it needs an escape.
    [[nodiscard]] bool isPlain() const { return m_isPlain; }

private:
    std::string_view m_name;
    bool m_isPlain = false;
};

/// Appends compact JSON to a string of its caller, and sets the commas. What is begun must be
/// ended by the caller; nothing is checked.
class JsonWriter final
{
public:
    /// \a out must outlive the writer; what it holds already stays.
    explicit JsonWriter(std::string &out)
        : m_out(out)
    {}

    JsonWriter &beginObject() { return open('{'); }
    JsonWriter &endObject() { return close('}'); }
    JsonWriter &beginArray() { return open('['); }
    JsonWriter &endArray() { return close(']'); }

    JsonWriter &key(JsonKey name);
    JsonWriter &text(std::string_view utf8);
    JsonWriter &text(QStringView text);
    JsonWriter &text(QLatin1String ascii)
    {
        return text(std::string_view(ascii.data(), static_cast<std::size_t>(ascii.size())));
    }
    JsonWriter &integer(qint64 value);
    /// A finite number; anything else becomes null.
    JsonWriter &real(double value);
    /// A measurement, to nine decimals; the same for what is not finite.
    JsonWriter &measure(double value);
    JsonWriter &boolean(bool value);
    JsonWriter &null() { return json("null"); }
    /// \a json as it is; it must be one value.
    JsonWriter &json(std::string_view json);

    JsonWriter &beginObject(JsonKey name) { return key(name).beginObject(); }
    JsonWriter &beginArray(JsonKey name) { return key(name).beginArray(); }
    JsonWriter &text(JsonKey name, std::string_view utf8) { return key(name).text(utf8); }
    JsonWriter &text(JsonKey name, QStringView value) { return key(name).text(value); }
    JsonWriter &text(JsonKey name, QLatin1String value) { return key(name).text(value); }
    JsonWriter &integer(JsonKey name, qint64 value) { return key(name).integer(value); }
    JsonWriter &real(JsonKey name, double value) { return key(name).real(value); }
    JsonWriter &measure(JsonKey name, double value) { return key(name).measure(value); }
    JsonWriter &boolean(JsonKey name, bool value) { return key(name).boolean(value); }
    JsonWriter &null(JsonKey name) { return key(name).null(); }
    JsonWriter &json(JsonKey name, std::string_view json) { return key(name).json(json); }

    /// The same, but nothing at all for what is empty or absent.
    JsonWriter &textIfAny(JsonKey name, std::string_view utf8)
    {
        return utf8.empty() ? *this : text(name, utf8);
    }
    JsonWriter &textIfAny(JsonKey name, QStringView value)
    {
        return value.isEmpty() ? *this : text(name, value);
    }
    JsonWriter &jsonIfAny(JsonKey name, std::string_view value)
    {
        return value.empty() ? *this : json(name, value);
    }
    JsonWriter &integerIfAny(JsonKey name, std::optional<qint64> value)
    {
        return value ? integer(name, *value) : *this;
    }
    JsonWriter &realIfAny(JsonKey name, std::optional<double> value)
    {
        return value ? real(name, *value) : *this;
    }
    JsonWriter &booleanIfAny(JsonKey name, std::optional<bool> value)
    {
        return value ? boolean(name, *value) : *this;
    }

private:
    JsonWriter &open(char bracket);
    JsonWriter &close(char bracket);
    void comma();

    std::string &m_out;
    bool m_needsComma = false;
};

} // namespace signalbox::routing
