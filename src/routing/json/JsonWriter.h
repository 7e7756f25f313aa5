// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <optional>
#include <string>
#include <string_view>

namespace signalbox::routing {

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

    JsonWriter &key(std::string_view name);
    JsonWriter &text(std::string_view utf8);
    JsonWriter &integer(qint64 value);
    /// A finite number; anything else becomes null.
    JsonWriter &real(double value);
    JsonWriter &boolean(bool value);
    JsonWriter &null() { return json("null"); }
    /// \a json as it is; it must be one value.
    JsonWriter &json(std::string_view json);

    JsonWriter &beginObject(std::string_view name) { return key(name).beginObject(); }
    JsonWriter &beginArray(std::string_view name) { return key(name).beginArray(); }
    JsonWriter &text(std::string_view name, std::string_view utf8) { return key(name).text(utf8); }
    JsonWriter &integer(std::string_view name, qint64 value) { return key(name).integer(value); }
    JsonWriter &real(std::string_view name, double value) { return key(name).real(value); }
    JsonWriter &boolean(std::string_view name, bool value) { return key(name).boolean(value); }
    JsonWriter &null(std::string_view name) { return key(name).null(); }
    JsonWriter &json(std::string_view name, std::string_view json) { return key(name).json(json); }

    /// The same, but nothing at all for what is empty or absent.
    JsonWriter &textIfAny(std::string_view name, std::string_view utf8)
    {
        return utf8.empty() ? *this : text(name, utf8);
    }
    JsonWriter &jsonIfAny(std::string_view name, std::string_view value)
    {
        return value.empty() ? *this : json(name, value);
    }
    JsonWriter &integerIfAny(std::string_view name, std::optional<qint64> value)
    {
        return value ? integer(name, *value) : *this;
    }
    JsonWriter &realIfAny(std::string_view name, std::optional<double> value)
    {
        return value ? real(name, *value) : *this;
    }
    JsonWriter &booleanIfAny(std::string_view name, std::optional<bool> value)
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
