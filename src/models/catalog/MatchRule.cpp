// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/catalog/MatchRule.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace signalbox::models {

bool MatchRule::matches(const QString &name) const
{
    const auto matchesName = [&name](const MatchRule &rule) { return rule.matches(name); };
    switch (kind) {
    case Kind::Nothing:
        return false;
    case Kind::Equals:
        return name == text;
    case Kind::StartsWith:
        return name.startsWith(text);
    case Kind::EndsWith:
        return name.endsWith(text);
    case Kind::Contains:
        return name.contains(text);
    case Kind::Regex:
        return regex.match(name).hasMatch();
    case Kind::Any:
        return std::ranges::any_of(rules, matchesName);
    case Kind::All:
        return std::ranges::all_of(rules, matchesName);
    }
    return false;
}

namespace {

using Read = Result<MatchRule, MatchRuleError>;

Read fault(const QString &where, const QString &what)
{
    return Failure{MatchRuleError{.where = where, .what = what}};
}

Read readRules(MatchRule rule, const QJsonArray &rules, const QString &where)
{
    if (rules.isEmpty())
        return fault(where, QStringLiteral("a list of rules is expected"));
    for (qsizetype i = 0; i < rules.size(); ++i) {
        auto read = readMatchRule(rules.at(i), QStringLiteral("%1[%2]").arg(where).arg(i));
        if (!read)
            return read;
        rule.rules.push_back(read.takeValue());
    }
    return rule;
}

} // namespace

Read readMatchRule(const QJsonValue &value, const QString &where)
{
    using Kind = MatchRule::Kind;
    static const QHash<QString, Kind> kinds{
        {QStringLiteral("equals"), Kind::Equals},
        {QStringLiteral("starts_with"), Kind::StartsWith},
        {QStringLiteral("ends_with"), Kind::EndsWith},
        {QStringLiteral("contains"), Kind::Contains},
        {QStringLiteral("regex"), Kind::Regex},
        {QStringLiteral("or"), Kind::Any},
        {QStringLiteral("and"), Kind::All},
    };
    const QJsonObject object = value.toObject();
    if (object.size() != 1 || !kinds.contains(object.constBegin().key()))
        return fault(where,
                     QStringLiteral("one of equals, starts_with, ends_with, contains, regex, or, "
                                    "and is expected"));
    const QString key = object.constBegin().key();
    const QString path = where + QLatin1Char('.') + key;
    const QJsonValue operand = object.constBegin().value();
    MatchRule rule;
    rule.kind = kinds.value(key);
    if (rule.kind == Kind::Any || rule.kind == Kind::All)
        return readRules(std::move(rule), operand.toArray(), path);
    if (operand.toString().isEmpty())
        return fault(path, QStringLiteral("a text is expected"));
    if (rule.kind != Kind::Regex) {
        rule.text = operand.toString().toLower();
        return rule;
    }
    rule.regex = QRegularExpression(operand.toString(), QRegularExpression::CaseInsensitiveOption);
    if (!rule.regex.isValid())
        return fault(path, QStringLiteral("no regular expression: ") + rule.regex.errorString());
    rule.regex.optimize(); // now, not on the thread of the first request
    return rule;
}

} // namespace signalbox::models
