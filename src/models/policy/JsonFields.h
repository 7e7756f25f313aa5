// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/JsonTree.h"
#include "models/policy/PolicyNames.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <cmath>
#include <concepts>
#include <utility>

namespace signalbox::models {

// How the builders of policies read values that the schema has checked: numbers are within the
// range of their type and whole where they have to be, texts are among the names. An object is read
// by an overload of its own, found by its type.

inline void readValue(const JsonValue &value, QString &out)
{
    out = value.text;
}

inline void readValue(const JsonValue &value, bool &out)
{
    out = value.boolean;
}

inline void readValue(const JsonValue &value, double &out)
{
    out = value.number();
}

template<std::integral Integer>
requires(!std::same_as<Integer, bool>) void readValue(const JsonValue &value, Integer &out)
{
    out = static_cast<Integer>(value.number());
}

template<typename Count, typename Period>
void readValue(const JsonValue &value, std::chrono::duration<Count, Period> &out)
{
    out = std::chrono::duration<Count, Period>(static_cast<Count>(value.number()));
}

inline void readValue(const JsonValue &value, QStringList &out)
{
    out.clear();
    for (const JsonValue &item : value.items)
        out.append(item.text);
}

template<typename List>
requires requires(List &list)
{
    list.emplace_back();
}
void readValue(const JsonValue &value, List &out)
{
    out.clear();
    out.reserve(static_cast<decltype(out.size())>(value.items.size()));
    for (const JsonValue &item : value.items)
        readValue(item, out.emplace_back());
}

/// Reads \a key of \a object into \a out, or leaves its default.
template<typename T>
void readField(const JsonValue &object, QStringView key, T &out)
{
    if (const JsonValue *value = object.member(key))
        readValue(*value, out);
}

/// The same, where the text is one of \a names.
template<typename Names, typename Value>
void readName(const JsonValue &object, QStringView key, const Names &names, Value &out)
{
    if (const JsonValue *value = object.member(key))
        out = valueOf(names, value->text).value_or(out);
}

/// The same, where the model counts in parts of the document's unit: 0.1 per cent is 100
/// thousandths, one US dollar is a million.
template<std::integral Integer>
void readParts(const JsonValue &object, QStringView key, int parts, Integer &out)
{
    if (const JsonValue *value = object.member(key))
        out = static_cast<Integer>(std::llround(value->number() * parts));
}

/// The keys requests, tokens, concurrent and window_s of \a object.
inline void readValue(const JsonValue &object, RateLimits &out)
{
    readField(object, u"requests", out.requests);
    readField(object, u"tokens", out.tokens);
    readField(object, u"concurrent", out.concurrent);
    readField(object, u"window_s", out.window);
}

} // namespace signalbox::models
