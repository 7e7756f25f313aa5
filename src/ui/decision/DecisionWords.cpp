// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/decision/DecisionWords.h"

#include "models/policy/PolicyNames.h"
#include "models/traffic/ErrorClass.h"
#include "ui/decision/CandidateWords.h"
#include "ui/traffic/TrafficWords.h"
#include "ui/widgets/Format.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <cmath>

namespace signalbox::ui {

using models::DecisionStep;
using models::RouteNodeKind;

namespace {

/// Carries the translation context for functions that belong to no class.
struct DecisionWords
{
    Q_DECLARE_TR_FUNCTIONS(DecisionWords)
};

QString unitText(const QString &unit)
{
    switch (models::valueOf(models::unitNames, unit).value_or(models::Unit::All)) {
    case models::Unit::Conversation:
        return DecisionWords::tr("Each conversation stays in its arm.");
    case models::Unit::Client:
        return DecisionWords::tr("Each client stays in its arm.");
    case models::Unit::Request:
        return DecisionWords::tr("Each request by itself.");
    case models::Unit::All:
        break;
    }
    return unit;
}

QString hitText(const QString &hit)
{
    switch (models::valueOf(models::tableHitNames, hit).value_or(models::TableNode::Hit::First)) {
    case models::TableNode::Hit::First:
        return DecisionWords::tr("The first row that holds is taken.");
    case models::TableNode::Hit::Unique:
        return DecisionWords::tr("Only one row may hold.");
    case models::TableNode::Hit::Collect:
        return DecisionWords::tr("All rows that hold are tried in turn.");
    }
    return hit;
}

QString poolText(const DecisionStep &step)
{
    const QString strategy = strategyText(step.strategy);
    return step.measure.isEmpty()
        ? strategy
        : DecisionWords::tr("%1, by %2").arg(strategy, measureText(step.measure, step.percentile));
}

QString plainNumber(double value)
{
    constexpr int mostDigits = 6;
    if (value == std::floor(value) && std::abs(value) < 1e15)
        return QLocale().toString(static_cast<qint64>(value));
    return QLocale().toString(value, 'g', mostDigits);
}

} // namespace

QString stepKindText(const DecisionStep &step)
{
    if (!step.kind)
        return step.kindName.isEmpty() ? DecisionWords::tr("Unknown step") : step.kindName;
    switch (*step.kind) {
    case RouteNodeKind::Target:
        return DecisionWords::tr("Target");
    case RouteNodeKind::Fallback:
        return DecisionWords::tr("Fallback chain");
    case RouteNodeKind::Match:
        return DecisionWords::tr("Match");
    case RouteNodeKind::Switch:
        return DecisionWords::tr("Switch");
    case RouteNodeKind::Table:
        return DecisionWords::tr("Decision table");
    case RouteNodeKind::Pool:
        return DecisionWords::tr("Pool");
    case RouteNodeKind::Split:
        return DecisionWords::tr("Split");
    case RouteNodeKind::Budget:
        return DecisionWords::tr("Budget");
    case RouteNodeKind::RateLimit:
        return DecisionWords::tr("Rate limit");
    case RouteNodeKind::Cache:
        return DecisionWords::tr("Cache");
    case RouteNodeKind::Transform:
        return DecisionWords::tr("Transform");
    case RouteNodeKind::Shadow:
        return DecisionWords::tr("Shadow");
    case RouteNodeKind::Route:
        return DecisionWords::tr("Sub-route");
    case RouteNodeKind::Reject:
        return DecisionWords::tr("Reject");
    case RouteNodeKind::Answer:
        return DecisionWords::tr("Fixed answer");
    }
    return step.kindName;
}

QString stepSubjectText(const DecisionStep &step)
{
    if (!step.after.isEmpty())
        return DecisionWords::tr("After a failure: %1").arg(attemptOutcomeText(step.after));
    switch (step.kind.value_or(RouteNodeKind::Target)) {
    case RouteNodeKind::Cache:
        return DecisionWords::tr("Was the same asked before?");
    case RouteNodeKind::Transform:
        return step.variant.isEmpty() ? DecisionWords::tr("The request is changed.")
                                      : DecisionWords::tr("Prompt variant “%1”").arg(step.variant);
    case RouteNodeKind::Shadow:
        return DecisionWords::tr("A copy may go to %1.").arg(step.target);
    case RouteNodeKind::Match:
        return step.when ? DecisionWords::tr("Does the condition hold?") : QString();
    case RouteNodeKind::Switch:
        return step.signal.isEmpty() ? QString() : signalText(step.signal);
    case RouteNodeKind::Table:
        return step.hit.isEmpty() ? QString() : hitText(step.hit);
    case RouteNodeKind::Pool:
        return step.strategy.isEmpty() ? QString() : poolText(step);
    case RouteNodeKind::Split:
        return step.unit.isEmpty() ? QString() : unitText(step.unit);
    case RouteNodeKind::Budget:
        return step.budget.isEmpty() ? QString() : DecisionWords::tr("Budget %1").arg(step.budget);
    case RouteNodeKind::Fallback:
        return DecisionWords::tr("Later steps serve only after a failure.");
    default:
        return {};
    }
}

QString stepResultText(const DecisionStep &step)
{
    if (step.kind == RouteNodeKind::Target && step.why == QLatin1String("least_bad"))
        return DecisionWords::tr("Asked all the same: whoever could serve is left alone");
    if (step.kind == RouteNodeKind::Target && !step.passedOver.isEmpty())
        return DecisionWords::tr("Passed over: %1").arg(obstacleText(step.passedOver));
    if (step.kind == RouteNodeKind::Target)
        return step.target.isEmpty() ? QString()
                                     : DecisionWords::tr("%1 is asked").arg(step.target);
    if (step.kind == RouteNodeKind::Match && step.took == QLatin1String("then"))
        return DecisionWords::tr("It holds");
    if (step.kind == RouteNodeKind::Match && step.took == QLatin1String("else"))
        return DecisionWords::tr("It does not hold");
    if (step.took == QLatin1String("hit"))
        return DecisionWords::tr("Yes, its answer is given again");
    if (step.took == QLatin1String("miss"))
        return DecisionWords::tr("No answer is kept");
    if (step.took == QLatin1String("else"))
        return DecisionWords::tr("Nothing else fits");
    if (step.took == QLatin1String("within"))
        return step.kind == RouteNodeKind::Budget ? DecisionWords::tr("Within the budget")
                                                  : DecisionWords::tr("Within the limit");
    if (step.took == QLatin1String("over"))
        return step.kind == RouteNodeKind::Budget ? DecisionWords::tr("Over the budget")
                                                  : DecisionWords::tr("Over the limit");
    if (step.took.startsWith(QLatin1String("row ")))
        return DecisionWords::tr("Row %1").arg(step.took.mid(4));
    if (step.took.startsWith(QLatin1String("step ")))
        return DecisionWords::tr("Step %1").arg(step.took.mid(5));
    if (step.took.startsWith(QLatin1String("case ")))
        return DecisionWords::tr("Case %1").arg(step.took.mid(5));
    if (step.took.startsWith(QLatin1String("member ")))
        return DecisionWords::tr("Place %1 of the ranking").arg(step.took.mid(7));
    if (step.kind == RouteNodeKind::Split && !step.took.isEmpty())
        return DecisionWords::tr("Arm “%1”").arg(step.took);
    if (step.kind == RouteNodeKind::Pool) {
        for (const models::DecisionCandidate &member : step.members) {
            if (member.verdict == models::DecisionCandidate::Verdict::Chosen)
                return DecisionWords::tr("%1 is chosen").arg(member.target);
        }
        return step.members.empty() ? step.took : DecisionWords::tr("No member can serve");
    }
    return step.took.isEmpty() ? QString() : DecisionWords::tr("“%1”").arg(step.took);
}

QString signalValueText(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? DecisionWords::tr("yes") : DecisionWords::tr("no");
    case QJsonValue::Double:
        return plainNumber(value.toDouble());
    case QJsonValue::String:
        return value.toString().isEmpty() ? DecisionWords::tr("(empty)") : value.toString();
    case QJsonValue::Array: {
        QStringList texts;
        for (const QJsonValue &element : value.toArray())
            texts.append(signalValueText(element));
        return texts.join(QLatin1String(", "));
    }
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return DecisionWords::tr("missing");
}

QString comparisonText(const QString &comparison, const QJsonValue &right)
{
    const QString value = signalValueText(right);
    const auto known = models::valueOf(models::comparisonNames, comparison);
    if (!known)
        return QStringLiteral("%1 %2").arg(comparison, value);
    switch (*known) {
    case models::Comparison::Equal:
        return DecisionWords::tr("is %1").arg(value);
    case models::Comparison::NotEqual:
        return DecisionWords::tr("is not %1").arg(value);
    case models::Comparison::Below:
        return DecisionWords::tr("is below %1").arg(value);
    case models::Comparison::AtMost:
        return DecisionWords::tr("is at most %1").arg(value);
    case models::Comparison::Above:
        return DecisionWords::tr("is above %1").arg(value);
    case models::Comparison::AtLeast:
        return DecisionWords::tr("is at least %1").arg(value);
    case models::Comparison::In:
        return DecisionWords::tr("is one of %1").arg(value);
    case models::Comparison::NotIn:
        return DecisionWords::tr("is none of %1").arg(value);
    case models::Comparison::Glob:
        return DecisionWords::tr("looks like %1").arg(value);
    case models::Comparison::Regex:
        return DecisionWords::tr("matches %1").arg(value);
    case models::Comparison::Contains:
        return DecisionWords::tr("contains %1").arg(value);
    case models::Comparison::StartsWith:
        return DecisionWords::tr("begins with %1").arg(value);
    case models::Comparison::Exists:
        return right.toBool(true) ? DecisionWords::tr("is there") : DecisionWords::tr("is missing");
    }
    return value;
}

QString joinText(const models::DecisionCondition &condition)
{
    using Join = models::DecisionCondition::Kind;
    switch (condition.kind) {
    case Join::All:
        return DecisionWords::tr("All of these");
    case Join::Any:
        return DecisionWords::tr("Any of these");
    case Join::Not:
        return DecisionWords::tr("Not this");
    case Join::Condition:
        break;
    }
    return {};
}

QString holdsText(std::optional<bool> holds)
{
    if (!holds)
        return DecisionWords::tr("Not looked at");
    return *holds ? DecisionWords::tr("Holds") : DecisionWords::tr("Does not hold");
}

QString attemptOutcomeText(const QString &outcome)
{
    if (outcome.isEmpty())
        return unknownText();
    if (outcome == QLatin1String("success"))
        return DecisionWords::tr("answered");
    const QByteArray name = outcome.toLatin1();
    const auto errorClass =
        models::errorClassFromName({name.constData(), static_cast<std::size_t>(name.size())});
    return errorClass ? errorClassText(*errorClass) : outcome;
}

} // namespace signalbox::ui
