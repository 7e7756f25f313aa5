// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/SchemaWords.h"

#include <QDate>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace signalbox::models {

namespace {

using Kind = JsonValue::Kind;
using Type = SchemaNode::Type;

constexpr std::array typeNames{
    std::pair(QLatin1String("null"), Type::Null),
    std::pair(QLatin1String("boolean"), Type::Boolean),
    std::pair(QLatin1String("integer"), Type::Integer),
    std::pair(QLatin1String("number"), Type::Number),
    std::pair(QLatin1String("string"), Type::String),
    std::pair(QLatin1String("array"), Type::Array),
    std::pair(QLatin1String("object"), Type::Object),
};

bool isInteger(const JsonValue &value)
{
    const double number = value.number();
    return std::floor(number) == number;
}

bool isOf(const JsonValue &value, Type type)
{
    switch (type) {
    case Type::Null:
        return value.kind == Kind::Null;
    case Type::Boolean:
        return value.kind == Kind::Boolean;
    case Type::Integer:
        return value.kind == Kind::Number && isInteger(value);
    case Type::Number:
        return value.kind == Kind::Number;
    case Type::String:
        return value.kind == Kind::String;
    case Type::Array:
        return value.kind == Kind::Array;
    case Type::Object:
        return value.kind == Kind::Object;
    }
    return false;
}

QString inWords(Type type)
{
    switch (type) {
    case Type::Null:
        return kindInWords(Kind::Null);
    case Type::Boolean:
        return kindInWords(Kind::Boolean);
    case Type::Integer:
        return QStringLiteral("a whole number");
    case Type::Number:
        return kindInWords(Kind::Number);
    case Type::String:
        return kindInWords(Kind::String);
    case Type::Array:
        return kindInWords(Kind::Array);
    case Type::Object:
        return kindInWords(Kind::Object);
    }
    return {};
}

QString shown(double number)
{
    return QString::number(number, 'f', QLocale::FloatingPointShortest);
}

/// Written as YYYY-MM-DD and no other way.
bool isDate(const QString &text)
{
    const QDate date = QDate::fromString(text, Qt::ISODate);
    return date.isValid() && date.toString(Qt::ISODate) == text;
}

/// Whether \a number is \a step times a whole number, as far as binary fractions can tell.
bool isMultiple(double number, double step)
{
    const double times = number / step;
    return std::abs(times - std::round(times)) <= 1e-6 + std::abs(times) * 1e-15;
}

} // namespace

std::optional<Type> schemaTypeFromName(const QString &name)
{
    const auto *found = std::ranges::find(typeNames, name, &std::pair<QLatin1String, Type>::first);
    return found == typeNames.end() ? std::nullopt : std::optional(found->second);
}

bool hasType(const JsonValue &value, const std::vector<Type> &types)
{
    return types.empty()
        || std::ranges::any_of(types, [&value](Type type) { return isOf(value, type); });
}

QString wrongType(const JsonValue &value, const std::vector<Type> &types)
{
    QStringList words;
    for (const Type type : types) {
        if (const QString word = inWords(type); !words.contains(word))
            words.append(word);
    }
    // Only a whole number refuses a number that way.
    const bool isFraction =
        value.kind == Kind::Number && std::ranges::find(types, Type::Integer) != types.end();
    return QStringLiteral("Expected %1, found %2.")
        .arg(alternatives(words),
             isFraction ? QStringLiteral("a fraction") : kindInWords(value.kind));
}

std::optional<SchemaFault> textFault(const QString &text, const SchemaNode &node)
{
    if (node.minLength && text.size() < *node.minLength)
        return SchemaFault{QStringLiteral("This text may not be empty."), node.description};
    if (node.maxLength && text.size() > *node.maxLength)
        return SchemaFault{
            QStringLiteral("This text is longer than %1 characters.").arg(*node.maxLength), {}};
    if (node.pattern && !node.pattern->match(text).hasMatch())
        return SchemaFault{QStringLiteral("This text has the wrong form."), node.description};
    if (node.isDate && !isDate(text))
        return SchemaFault{QStringLiteral("This is not a date of the calendar."), node.description};
    return std::nullopt;
}

std::optional<SchemaFault> numberFault(const JsonValue &value, const SchemaNode &node)
{
    const double number = value.number();
    const QString text = value.text.left(32);
    if (node.minimum && number < *node.minimum)
        return SchemaFault{
            QStringLiteral("%1 is too small; the least is %2.").arg(text, shown(*node.minimum)),
            node.description};
    if (node.maximum && number > *node.maximum)
        return SchemaFault{
            QStringLiteral("%1 is too large; the most is %2.").arg(text, shown(*node.maximum)),
            node.description};
    if (node.multipleOf && !isMultiple(number, *node.multipleOf))
        return SchemaFault{
            QStringLiteral("%1 is not a multiple of %2.").arg(text, shown(*node.multipleOf)),
            node.description};
    return std::nullopt;
}

QString quotedNames(const QStringList &names)
{
    QStringList shown;
    for (const QString &name : names)
        shown.append(quoted(name));
    return shown.join(QStringLiteral(", "));
}

QString alternatives(const QStringList &words)
{
    if (words.size() < 2)
        return words.join(QString());
    return words.first(words.size() - 1).join(QStringLiteral(", ")) + QStringLiteral(" or ")
        + words.constLast();
}

QString withArticle(const QString &title)
{
    if (title.isEmpty())
        return {};
    const QString word = title.front().toLower() + title.sliced(1);
    const bool isVowel = QStringLiteral("aeiou").contains(word.front());
    return (isVowel ? QStringLiteral("an ") : QStringLiteral("a ")) + word;
}

} // namespace signalbox::models
