// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/ConditionChecks.h"

#include "models/policy/PolicyNames.h"
#include "models/policy/checks/SignalDomain.h"
#include "models/policy/checks/TextPattern.h"

#include <algorithm>
#include <cmath>

namespace signalbox::models {

namespace {

using Kind = JsonValue::Kind;

/// Fields that clients send: text that may spell a number.
bool isFree(SignalKind kind)
{
    return kind == SignalKind::Header || kind == SignalKind::Metadata || kind == SignalKind::Body;
}

QString typeInWords(SignalType type)
{
    switch (type) {
    case SignalType::Number:
        return QStringLiteral("a number");
    case SignalType::Flag:
        return QStringLiteral("true or false");
    default:
        return QStringLiteral("a text");
    }
}

QString number(double value)
{
    return QString::number(value, 'g', 12);
}

class ComparisonCheck
{
public:
    ComparisonCheck(const SignalName &signal, Comparison comparison, const NodeContext &context)
        : m_signal(signal)
        , m_comparison(comparison)
        , m_domain(signalDomain(signal.kind))
        , m_context(context)
        , m_problems(context.problems)
    {}

    bool run(const JsonPlace &where, const JsonPlace &value)
    {
        if (m_comparison == Comparison::Exists)
            return true;
        if (!fits(where))
            return false;
        if (value->kind != Kind::Array)
            return checkValue(value);
        bool isSound = true;
        for (std::size_t i = 0; i < value.count(); ++i)
            isSound = checkValue(value.item(i)) && isSound;
        return isSound;
    }

private:
    bool fits(const JsonPlace &where)
    {
        const bool isText = m_domain.type == SignalType::Text;
        QString compared;
        if (isOrder(m_comparison) && m_domain.type != SignalType::Number && !isFree(m_signal.kind))
            compared = QStringLiteral("numbers");
        else if (TextPattern::isPattern(m_comparison) && !isText && !isFree(m_signal.kind))
            compared = QStringLiteral("texts");
        if (compared.isEmpty())
            return true;
        m_problems.error(where,
                         QStringLiteral("\"%1\" compares %2; %3 is %4.")
                             .arg(nameOf(comparisonNames, m_comparison), compared,
                                  quoted(m_signal.toString()), typeInWords(m_domain.type)),
                         m_domain.type == SignalType::Number
                             ? QStringLiteral("Use ==, !=, <, <=, >, >=, in or not_in.")
                             : QStringLiteral("Use ==, !=, in or not_in."));
        return false;
    }

    bool checkValue(const JsonPlace &value)
    {
        if (isOrder(m_comparison) && value->kind != Kind::Number) {
            m_problems.error(value,
                             QStringLiteral("\"%1\" compares numbers; this is not one.")
                                 .arg(nameOf(comparisonNames, m_comparison)),
                             QStringLiteral("Write a number, or compare by == or !=."));
            return false;
        }
        if (TextPattern::isPattern(m_comparison))
            return checkPattern(value);
        if (isFree(m_signal.kind))
            return true;
        const bool isRight = (m_domain.type == SignalType::Number && value->kind == Kind::Number)
            || (m_domain.type == SignalType::Flag && value->kind == Kind::Boolean)
            || (m_domain.type == SignalType::Text && value->kind == Kind::String);
        if (!isRight) {
            m_problems.error(value,
                             QStringLiteral("%1 is %2; this is %3.")
                                 .arg(quoted(m_signal.toString()), typeInWords(m_domain.type),
                                      kindInWords(value->kind)),
                             QStringLiteral("Compare with a value of that kind."));
            return false;
        }
        return m_domain.type == SignalType::Number ? checkRange(value) : checkText(value);
    }

    bool checkRange(const JsonPlace &value)
    {
        const double compared = value->number();
        if (compared >= m_domain.least && compared <= m_domain.most)
            return true;
        m_problems.error(value,
                         std::isfinite(m_domain.most)
                             ? QStringLiteral("%1 is between %2 and %3.")
                                   .arg(quoted(m_signal.toString()), number(m_domain.least),
                                        number(m_domain.most))
                             : QStringLiteral("%1 is never below %2.")
                                   .arg(quoted(m_signal.toString()), number(m_domain.least)),
                         m_signal.kind == SignalKind::Weekday
                             ? QStringLiteral("1 is Monday, 7 is Sunday.")
                             : QString());
        return false;
    }

    bool checkText(const JsonPlace &value)
    {
        const QString &text = value.text();
        if (!m_domain.texts.isEmpty() && !m_domain.texts.contains(text)) {
            const QString nearest = m_problems.suggestion(text, m_domain.texts);
            m_problems.error(
                value,
                QStringLiteral("%1 is never %2.").arg(quoted(m_signal.toString()), quoted(text)),
                nearest.isEmpty() ? QStringLiteral("It is one of %1.")
                                        .arg(m_domain.texts.join(QLatin1String(", ")))
                                  : nearest);
            return false;
        }
        if (m_signal.kind == SignalKind::Route)
            warnUnknown(value, m_context.known.routes);
        if (m_signal.kind == SignalKind::Client && text != firstClientName())
            warnUnknown(value, m_context.known.clients);
        if (m_signal.kind == SignalKind::Language && (text.size() != 2 || text != text.toLower()))
            m_problems.warning(value,
                               QStringLiteral("A language is two small letters, as in ISO 639-1; "
                                              "this is never one."),
                               QStringLiteral("English is \"en\", German is \"de\"."));
        return true;
    }

    void warnUnknown(const JsonPlace &value, const NameList &names)
    {
        if (!names.isComplete() || names.has(value.text()))
            return;
        m_problems.warning(value,
                           QStringLiteral("There is no %1 %2, so that this never holds.")
                               .arg(m_signal.toString(), quoted(value.text())),
                           m_problems.suggestion(value.text(), names.names()));
    }

    bool checkPattern(const JsonPlace &value)
    {
        if (value->kind != Kind::String)
            return true; // the schema has said so
        if (m_comparison == Comparison::Glob) {
            if (const QString problem = globProblem(value.text()); !problem.isEmpty())
                m_problems.warning(value, problem,
                                   QStringLiteral("A backslash goes before a character that stands "
                                                  "for itself."));
        }
        switch (m_context.patterns.check(m_comparison, value.text())) {
        case PatternBudget::Verdict::Fine:
            return true;
        case PatternBudget::Verdict::Refused:
            reportPattern(value);
            break;
        case PatternBudget::Verdict::TooManyNow:
            m_problems.error(value,
                             QStringLiteral("All expressions of this policy together are too "
                                            "large; those from here on were not checked."),
                             QStringLiteral("Use fewer, or let lists of values take their place."));
            break;
        case PatternBudget::Verdict::TooMany:
            break;
        }
        return false;
    }

    void reportPattern(const JsonPlace &value)
    {
        if (m_comparison != Comparison::Regex) {
            m_problems.error(value, QStringLiteral("This pattern is too large."),
                             QStringLiteral("Use a shorter one, or several conditions."));
            return;
        }
        m_problems.error(value,
                         QStringLiteral("This expression cannot be used: %1.")
                             .arg(m_context.patterns.problem().left(200)),
                         QStringLiteral("Expressions are those of RE2, which has no "
                                        "backreferences and no lookaround."));
    }

    const SignalName &m_signal;
    const Comparison m_comparison;
    const SignalDomain &m_domain;
    const NodeContext &m_context;
    ProblemList &m_problems;
};

/// What a name that is no signal was meant to be.
QString signalHint(const QString &name, const ProblemList &problems)
{
    const QStringList known = signalNames();
    if (known.contains(name + u'.'))
        return QStringLiteral("It needs the name of a field behind a dot: %1.x.").arg(name);
    const QString head = name.section(u'.', 0, 0);
    if (head == QLatin1String("body"))
        return QStringLiteral("Behind body. stands a JSON pointer: body./tools/0/name.");
    if (head != name && known.contains(head))
        return QStringLiteral("%1 has nothing behind a dot.").arg(head);
    if (known.contains(head + u'.'))
        return QStringLiteral("It needs the name of a field behind the dot.");
    return problems.suggestion(name, known);
}

} // namespace

std::optional<SignalName> checkSignal(const JsonPlace &name, ProblemList &problems)
{
    if (auto signal = SignalName::fromString(name.text()))
        return signal;
    problems.error(name, QStringLiteral("There is no signal %1.").arg(quoted(name.text())),
                   signalHint(name.text(), problems));
    return std::nullopt;
}

bool checkComparison(const SignalName &signal, Comparison comparison, const JsonPlace &where,
                     const JsonPlace &value, const NodeContext &context)
{
    return ComparisonCheck(signal, comparison, context).run(where, value);
}

} // namespace signalbox::models
