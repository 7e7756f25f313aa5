// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/RuleWords.h"

#include "models/decision/DecisionTree.h"
#include "ui/decision/DecisionWords.h"
#include "ui/traffic/TrafficWords.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace signalbox::ui {

using models::PolicyProblem;

namespace {

struct RuleWords
{
    Q_DECLARE_TR_FUNCTIONS(RuleWords)
};

/// "step 2" in the user's words.
QString entryText(const QString &id)
{
    const QString word = id.section(u' ', 0, 0);
    const QString number = id.section(u' ', 1);
    if (word == QLatin1String("step"))
        return RuleWords::tr("Step %1").arg(number);
    if (word == QLatin1String("case"))
        return RuleWords::tr("Case %1").arg(number);
    if (word == QLatin1String("row"))
        return RuleWords::tr("Row %1").arg(number);
    if (word == QLatin1String("arm"))
        return RuleWords::tr("Arm %1").arg(number);
    return id;
}

QString fieldText(const QString &id)
{
    if (id == QLatin1String("then"))
        return RuleWords::tr("Then");
    if (id == QLatin1String("else"))
        return RuleWords::tr("Else");
    if (id == QLatin1String("within"))
        return RuleWords::tr("Within the limit");
    if (id == QLatin1String("over"))
        return RuleWords::tr("Over the limit");
    if (id == QLatin1String("node"))
        return RuleWords::tr("Next");
    return id;
}

} // namespace

QString nodeText(const QString &id, const models::RouteNode &node)
{
    return node.label.isEmpty() ? id : RuleWords::tr("%1 (%2)").arg(node.label, id);
}

QString portText(const models::NodePort &port)
{
    if (port.place == models::NodePort::Place::Field)
        return fieldText(port.id);
    if (port.on.empty())
        return entryText(port.id);
    QStringList classes;
    for (const models::ErrorClass errorClass : port.on)
        classes.append(errorClassText(errorClass));
    return RuleWords::tr("%1 after %2").arg(entryText(port.id), classes.join(QLatin1String(", ")));
}

QString severityText(PolicyProblem::Severity severity)
{
    return severity == PolicyProblem::Severity::Error ? RuleWords::tr("Error")
                                                      : RuleWords::tr("Warning");
}

IconName severityIcon(PolicyProblem::Severity severity)
{
    return severity == PolicyProblem::Severity::Error ? IconName::Stop : IconName::Warning;
}

IconTone severityTone(PolicyProblem::Severity severity)
{
    return severity == PolicyProblem::Severity::Error ? IconTone::Danger : IconTone::Warning;
}

QString problemsText(const QList<PolicyProblem> &problems)
{
    if (problems.isEmpty())
        return {};
    // Errors come first in the enumeration; of equals the first of the text.
    const auto worst = std::ranges::min_element(problems, {}, &PolicyProblem::severity);
    const QString text = RuleWords::tr("%1: %2").arg(severityText(worst->severity), worst->message);
    return problems.size() == 1
        ? text
        : RuleWords::tr("%1 And %2 more.").arg(text, QLocale().toString(problems.size() - 1));
}

} // namespace signalbox::ui
