// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/JsonTree.h"
#include "models/policy/PolicyNames.h"

#include <QLocale>
#include <QString>

#include <chrono>
#include <cmath>
#include <concepts>
#include <utility>

namespace signalbox::models {

// How the writers of policies make values. An object is made by an overload of its own, found by
// its type.

inline JsonValue numberJson(const QString &text)
{
    JsonValue value;
    value.kind = JsonValue::Kind::Number;
    value.text = text;
    return value;
}

inline JsonValue jsonOf(const QString &text)
{
    JsonValue value;
    value.kind = JsonValue::Kind::String;
    value.text = text;
    return value;
}

inline JsonValue jsonOf(bool boolean)
{
    JsonValue value;
    value.kind = JsonValue::Kind::Boolean;
    value.boolean = boolean;
    return value;
}

/// Whole numbers as people write them: 100000, not 1e+05.
inline JsonValue jsonOf(double value)
{
    constexpr double exactlyWhole = 1e15;
    const bool isWhole = std::abs(value) < exactlyWhole && std::trunc(value) == value;
    return numberJson(
        QString::number(value, isWhole ? 'f' : 'g', isWhole ? 0 : QLocale::FloatingPointShortest));
}

template<std::integral Integer>
requires(!std::same_as<Integer, bool>) JsonValue jsonOf(Integer value)
{
    return numberJson(QString::number(value));
}

template<typename Count, typename Period>
JsonValue jsonOf(std::chrono::duration<Count, Period> time)
{
    return jsonOf(static_cast<qint64>(time.count()));
}

/// \a count of which \a parts, a power of ten, make one: 33333 thousandths are 33.333.
inline JsonValue partsJson(qint64 count, int parts)
{
    const auto digits = static_cast<qsizetype>(QString::number(parts).size()) - 1;
    QString fraction = QString::number(count % parts).rightJustified(digits, u'0');
    while (fraction.endsWith(u'0'))
        fraction.chop(1);
    const QString whole = QString::number(count / parts);
    return numberJson(fraction.isEmpty() ? whole : whole + u'.' + fraction);
}

template<typename List>
requires requires(const List &list)
{
    list.begin();
} &&(!std::same_as<List, QString>)JsonValue jsonOf(const List &list)
{
    JsonValue value;
    value.kind = JsonValue::Kind::Array;
    for (const auto &item : list)
        value.items.push_back(jsonOf(item));
    return value;
}

/// Puts an object together, key by key.
class JsonObjectWriter
{
public:
    JsonObjectWriter() { m_value.kind = JsonValue::Kind::Object; }

    JsonObjectWriter &addValue(const QString &key, JsonValue value)
    {
        m_value.members.push_back({.key = key, .keyOffset = 0, .value = std::move(value)});
        return *this;
    }

    template<typename T>
    JsonObjectWriter &add(const char *key, const T &value)
    {
        return addValue(QString::fromLatin1(key), jsonOf(value));
    }

    /// Adds what differs from its default.
    template<typename T>
    JsonObjectWriter &addUnless(const T &standard, const char *key, const T &value)
    {
        return value == standard ? *this : add(key, value);
    }

    /// The same, by its name in \a names.
    template<typename Names, typename T>
    JsonObjectWriter &addNameUnless(const T &standard, const char *key, const Names &names,
                                    const T &value)
    {
        return value == standard ? *this : add(key, nameOf(names, value));
    }

    /// The same, counted in \a parts of the document's unit.
    template<std::integral Integer>
    JsonObjectWriter &addPartsUnless(Integer standard, const char *key, Integer value, int parts)
    {
        return value == standard ? *this
                                 : addValue(QString::fromLatin1(key), partsJson(value, parts));
    }

    /// The keys requests, tokens, concurrent and window_s.
    JsonObjectWriter &addLimits(const RateLimits &limits)
    {
        const RateLimits standard;
        return addUnless(standard.requests, "requests", limits.requests)
            .addUnless(standard.tokens, "tokens", limits.tokens)
            .addUnless(standard.concurrent, "concurrent", limits.concurrent)
            .addUnless(standard.window, "window_s", limits.window);
    }

    JsonValue take() { return std::move(m_value); }

private:
    JsonValue m_value;
};

} // namespace signalbox::models
