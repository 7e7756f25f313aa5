// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/ConditionText.h"

#include "models/base/NumberText.h"
#include "models/policy/checks/SignalDomain.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace signalbox::models {

namespace {

using Values = QList<SignalValue>;

/// Fields that clients send: a value of any type.
bool hasAnyType(const SignalName &signal)
{
    return signal.kind == SignalKind::Header || signal.kind == SignalKind::Metadata
        || signal.kind == SignalKind::Body;
}

bool isPatternLike(Comparison comparison)
{
    return comparison == Comparison::Glob || comparison == Comparison::Regex
        || comparison == Comparison::Contains || comparison == Comparison::StartsWith;
}

QString quotedText(const QString &text)
{
    const QByteArray list =
        QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact); // ["..."]
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

std::optional<double> readNumber(const QString &text)
{
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    return isNumber && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<bool> readFlag(const QString &text)
{
    if (text == QLatin1String("yes") || text == QLatin1String("true"))
        return true;
    if (text == QLatin1String("no") || text == QLatin1String("false"))
        return false;
    return std::nullopt;
}

/// Whether \a text has to be quoted to be read as the text that it is.
bool needsQuotes(const QString &text, const SignalName &signal, Comparison comparison)
{
    if (text.isEmpty() || text.startsWith(u'"') || text.trimmed() != text)
        return true;
    if (std::ranges::any_of(text, [](QChar c) { return c < u' '; })) // a line has no others
        return true;
    if (takesList(comparison) && text.contains(u','))
        return true;
    return hasAnyType(signal) && !isPatternLike(comparison) && (readNumber(text) || readFlag(text));
}

QString valueText(const SignalValue &value, const SignalName &signal, Comparison comparison)
{
    if (const auto *flag = std::get_if<bool>(&value))
        return *flag ? QStringLiteral("yes") : QStringLiteral("no");
    if (const auto *number = std::get_if<double>(&value))
        return plainNumber(*number);
    const auto *text = std::get_if<QString>(&value);
    if (!text)
        return {};
    return needsQuotes(*text, signal, comparison) ? quotedText(*text) : *text;
}

Result<SignalValue, QString> readQuoted(const QString &text)
{
    const QJsonDocument list = QJsonDocument::fromJson(QByteArray("[") + text.toUtf8() + "]");
    if (list.array().size() != 1 || !list.array().first().isString())
        return Failure{QStringLiteral("%1 is no text in quotes.").arg(text)};
    return SignalValue(list.array().first().toString());
}

Result<SignalValue, QString> readValue(const QString &text, const SignalName &signal,
                                       Comparison comparison)
{
    if (text.startsWith(u'"'))
        return readQuoted(text);
    if (isPatternLike(comparison))
        return SignalValue(text);
    const SignalType type = signalType(signal.kind);
    const std::optional<double> number = readNumber(text);
    if (type == SignalType::Number || isOrder(comparison))
        return number ? Result<SignalValue, QString>(SignalValue(*number))
                      : Failure{QStringLiteral("“%1” is no number.").arg(text)};
    const std::optional<bool> flag = readFlag(text);
    if (type == SignalType::Flag)
        return flag ? Result<SignalValue, QString>(SignalValue(*flag))
                    : Failure{QStringLiteral("“%1” is neither yes nor no.").arg(text)};
    if (hasAnyType(signal) && number)
        return SignalValue(*number);
    if (hasAnyType(signal) && flag)
        return SignalValue(*flag);
    return SignalValue(text);
}

/// The parts of \a text between commas that are in no quotes.
QStringList splitList(const QString &text)
{
    QStringList parts{QString()};
    bool isQuoted = false;
    bool isEscaped = false;
    for (const QChar c : text) {
        if (c == u',' && !isQuoted) {
            parts.append(QString());
            continue;
        }
        if (c == u'"' && !isEscaped && (isQuoted || parts.last().trimmed().isEmpty()))
            isQuoted = !isQuoted;
        isEscaped = isQuoted && c == u'\\' && !isEscaped;
        parts.last().append(c);
    }
    return parts;
}

/// The first of \a values that \a comparison can do something with.
Values fitted(const Values &values, const SignalName &signal, Comparison comparison)
{
    if (comparison == Comparison::Exists)
        return {SignalValue(true)};
    const Values some =
        takesList(comparison) ? values : values.first(qMin<qsizetype>(1, values.size()));
    auto read = readValues(valuesText(some, signal, comparison), signal, comparison);
    return read ? read.takeValue() : Values();
}

SignalValue firstValue(const SignalName &signal, Comparison comparison)
{
    if (isPatternLike(comparison))
        return QString();
    const SignalDomain &domain = signalDomain(signal.kind);
    if (domain.type == SignalType::Flag)
        return true;
    if (domain.type == SignalType::Number || isOrder(comparison))
        return std::isfinite(domain.least) ? domain.least : 0.0;
    return domain.texts.isEmpty() ? QString() : domain.texts.first();
}

} // namespace

std::vector<Comparison> comparisonsFor(const SignalName &signal)
{
    using enum Comparison;
    const SignalType type = signalType(signal.kind);
    if (type == SignalType::Flag)
        return {Equal, NotEqual};
    if (type == SignalType::Number)
        return {Above, AtLeast, Below, AtMost, Equal, NotEqual, In, NotIn, Exists};
    if (hasAnyType(signal))
        return {Equal,      NotEqual, In,      NotIn, Glob,   Regex, Contains,
                StartsWith, Above,    AtLeast, Below, AtMost, Exists};
    return {Equal, NotEqual, In, NotIn, Glob, Regex, Contains, StartsWith, Exists};
}

QString valuesText(const Values &values, const SignalName &signal, Comparison comparison)
{
    QStringList texts;
    for (const SignalValue &value : values)
        texts.append(valueText(value, signal, comparison));
    return texts.join(QLatin1String(", "));
}

Result<Values, QString> readValues(const QString &text, const SignalName &signal,
                                   Comparison comparison)
{
    if (comparison == Comparison::Exists) {
        const std::optional<bool> flag = readFlag(text.trimmed());
        if (!flag)
            return Failure{QStringLiteral("“%1” is neither yes nor no.").arg(text.trimmed())};
        return Values{SignalValue(*flag)};
    }
    Values values;
    const QStringList parts = takesList(comparison) ? splitList(text) : QStringList(text);
    for (const QString &part : parts) {
        const QString trimmed = part.trimmed();
        if (takesList(comparison) && trimmed.isEmpty())
            continue; // after the last comma
        auto value = readValue(trimmed, signal, comparison);
        if (!value)
            return Failure{value.error()};
        values.append(value.takeValue());
    }
    return values;
}

Condition newCondition(const SignalName &signal)
{
    const Comparison comparison = comparisonsFor(signal).front();
    return {.signal = signal, .comparison = comparison, .values = {firstValue(signal, comparison)}};
}

Condition withSignal(const Condition &condition, const SignalName &signal)
{
    const std::vector<Comparison> suitable = comparisonsFor(signal);
    if (std::ranges::find(suitable, condition.comparison) == suitable.end())
        return newCondition(signal);
    Condition changed{.signal = signal,
                      .comparison = condition.comparison,
                      .values = fitted(condition.values, signal, condition.comparison)};
    if (changed.comparison == Comparison::Exists)
        changed.values = condition.values;
    else if (changed.values.isEmpty() && !takesList(changed.comparison))
        changed.values = {firstValue(signal, changed.comparison)};
    return changed;
}

Condition withComparison(const Condition &condition, Comparison comparison)
{
    if (comparison == condition.comparison)
        return condition;
    Condition changed = condition;
    changed.comparison = comparison;
    changed.values = condition.comparison == Comparison::Exists
        ? Values()
        : fitted(condition.values, condition.signal, comparison);
    if (comparison == Comparison::Exists)
        changed.values = {SignalValue(true)};
    else if (changed.values.isEmpty() && !takesList(comparison))
        changed.values = {firstValue(condition.signal, comparison)};
    return changed;
}

} // namespace signalbox::models
