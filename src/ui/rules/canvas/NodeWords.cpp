// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/NodeWords.h"

#include "models/policy/PolicyNames.h"
#include "ui/decision/DecisionWords.h"
#include "ui/widgets/Format.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

namespace signalbox::ui {

using models::RouteNodeKind;

namespace {

/// Carries the translation context for functions that belong to no class.
struct NodeWords
{
    Q_DECLARE_TR_FUNCTIONS(NodeWords)
};

QJsonValue jsonOf(const models::SignalValue &value)
{
    if (const auto *flag = std::get_if<bool>(&value))
        return *flag;
    if (const auto *number = std::get_if<double>(&value))
        return *number;
    if (const auto *text = std::get_if<QString>(&value))
        return *text;
    return {};
}

QJsonValue jsonOf(const QList<models::SignalValue> &values)
{
    if (values.size() == 1)
        return jsonOf(values.front());
    QJsonArray array;
    for (const models::SignalValue &value : values)
        array.append(jsonOf(value));
    return array;
}

QString predicateText(const models::Predicate &predicate)
{
    const auto count = static_cast<int>(predicate.parts.size());
    switch (predicate.kind) {
    case models::Predicate::Kind::Condition: {
        const models::Condition &condition = predicate.condition;
        return QStringLiteral("%1 %2").arg(
            signalText(condition.signal.toString()),
            comparisonText(models::nameOf(models::comparisonNames, condition.comparison),
                           jsonOf(condition.values)));
    }
    case models::Predicate::Kind::All:
        if (count == 0)
            return NodeWords::tr("always");
        return count == 1 ? predicateText(predicate.parts.front())
                          : NodeWords::tr("all of %n conditions", nullptr, count);
    case models::Predicate::Kind::Any:
        if (count == 0)
            return NodeWords::tr("never");
        return count == 1 ? predicateText(predicate.parts.front())
                          : NodeWords::tr("any of %n conditions", nullptr, count);
    case models::Predicate::Kind::Not:
        return count == 0 ? QString()
                          : NodeWords::tr("not: %1").arg(predicateText(predicate.parts.front()));
    }
    return {};
}

QString percentText(int thousandths)
{
    return NodeWords::tr("%1 %").arg(
        QLocale().toString(static_cast<double>(thousandths) / models::partsOfPercent, 'g', 6));
}

QString limitsText(const models::RateLimits &limits)
{
    QStringList parts;
    if (limits.requests > 0)
        parts.append(NodeWords::tr("%1 requests").arg(countText(limits.requests)));
    if (limits.tokens > 0)
        parts.append(NodeWords::tr("%1 tokens").arg(countText(limits.tokens)));
    if (limits.concurrent > 0)
        parts.append(NodeWords::tr("%1 at once").arg(countText(limits.concurrent)));
    return parts.join(QLatin1String(", "));
}

/// Says a node of each kind in its own way.
struct Summary
{
    QString operator()(const models::TargetNode &node) const { return node.target; }
    QString operator()(const models::FallbackNode &node) const
    {
        return NodeWords::tr("%n steps", nullptr, static_cast<int>(node.steps.size()));
    }
    QString operator()(const models::MatchNode &node) const { return predicateText(node.when); }
    QString operator()(const models::SwitchNode &node) const
    {
        return NodeWords::tr("by %1").arg(signalText(node.on.toString()));
    }
    QString operator()(const models::TableNode &node) const
    {
        return NodeWords::tr("%n rows", nullptr, static_cast<int>(node.rows.size()));
    }
    QString operator()(const models::PoolNode &node) const
    {
        return QStringLiteral("%1 · %2").arg(
            strategyText(models::nameOf(models::strategyNames, node.strategy)),
            NodeWords::tr("%n targets", nullptr, static_cast<int>(node.members.size())));
    }
    QString operator()(const models::SplitNode &node) const
    {
        QStringList shares;
        for (const models::SplitArm &arm : node.arms)
            shares.append(percentText(arm.share));
        return shares.join(QLatin1String(" / "));
    }
    QString operator()(const models::BudgetNode &node) const { return node.budget; }
    QString operator()(const models::RateLimitNode &node) const { return limitsText(node.limits); }
    QString operator()(const models::CacheNode &node) const
    {
        return NodeWords::tr("keeps %1")
            .arg(durationText(std::chrono::microseconds(node.keep).count()));
    }
    QString operator()(const models::TransformNode &node) const
    {
        return node.variant.isEmpty()
            ? NodeWords::tr("%n parameters", nullptr, static_cast<int>(node.edits.size()))
            : NodeWords::tr("prompt %1").arg(node.variant);
    }
    QString operator()(const models::ShadowNode &node) const
    {
        return QStringLiteral("%1 · %2").arg(node.target, percentText(node.share));
    }
    QString operator()(const models::SubRouteNode &node) const { return node.route; }
    QString operator()(const models::RejectNode &node) const
    {
        return QStringLiteral("%1 %2").arg(QString::number(node.status), node.message).trimmed();
    }
    QString operator()(const models::AnswerNode &node) const { return node.text.simplified(); }
};

/// Place from 0 that the id of an entry's output says; 0 where it says none.
std::size_t placeOf(const models::NodePort &port)
{
    const int number = port.id.section(QLatin1Char(' '), -1).toInt();
    return number > 0 ? static_cast<std::size_t>(number - 1) : 0;
}

QString fieldText(const QString &field)
{
    if (field == QLatin1String("then"))
        return NodeWords::tr("then");
    if (field == QLatin1String("else"))
        return NodeWords::tr("else");
    if (field == QLatin1String("within"))
        return NodeWords::tr("within");
    if (field == QLatin1String("over"))
        return NodeWords::tr("over");
    return {};
}

} // namespace

NodeTone nodeTone(RouteNodeKind kind)
{
    switch (kind) {
    case RouteNodeKind::Target:
    case RouteNodeKind::Pool:
        return NodeTone::Serving;
    case RouteNodeKind::Fallback:
        return NodeTone::Fallback;
    case RouteNodeKind::Match:
    case RouteNodeKind::Switch:
    case RouteNodeKind::Table:
    case RouteNodeKind::Split:
        return NodeTone::Decision;
    case RouteNodeKind::Budget:
    case RouteNodeKind::RateLimit:
        return NodeTone::Limit;
    case RouteNodeKind::Cache:
    case RouteNodeKind::Transform:
    case RouteNodeKind::Shadow:
        return NodeTone::Change;
    case RouteNodeKind::Route:
    case RouteNodeKind::Reject:
    case RouteNodeKind::Answer:
        break;
    }
    return NodeTone::End;
}

IconName nodeIcon(RouteNodeKind kind)
{
    static constexpr std::array<IconName, models::routeNodeKindCount> icons{
        IconName::Target, IconName::Refresh, IconName::Branch, IconName::Columns, IconName::Table,
        IconName::Pool,   IconName::Split,   IconName::Gauge,  IconName::Traffic, IconName::Copy,
        IconName::Edit,   IconName::Live,    IconName::Send,   IconName::Stop,    IconName::Comment,
    };
    return icons.at(static_cast<std::size_t>(kind));
}

QString nodeKindText(RouteNodeKind kind)
{
    models::DecisionStep step;
    step.kind = kind;
    return stepKindText(step);
}

QString nodeSummary(const models::RouteNode &node)
{
    return std::visit(Summary(), node.body);
}

QString failureText(models::ErrorClass errorClass)
{
    switch (errorClass) {
    case models::ErrorClass::RateLimited:
        return NodeWords::tr("429 rate limited");
    case models::ErrorClass::ServerError:
        return NodeWords::tr("5xx server error");
    case models::ErrorClass::Timeout:
        return NodeWords::tr("timeout");
    case models::ErrorClass::Connection:
        return NodeWords::tr("no connection");
    case models::ErrorClass::Authentication:
        return NodeWords::tr("401, 403 key refused");
    case models::ErrorClass::ContextTooLong:
        return NodeWords::tr("context too long");
    case models::ErrorClass::ContentFilter:
        return NodeWords::tr("content filter");
    case models::ErrorClass::BadRequest:
        return NodeWords::tr("400 bad request");
    case models::ErrorClass::NotFound:
        return NodeWords::tr("404 not found");
    case models::ErrorClass::None:
    case models::ErrorClass::Cancelled:
        break;
    }
    return {};
}

QString portText(const models::RouteNode &node, const models::NodePort &port)
{
    if (port.place == models::NodePort::Place::Field)
        return fieldText(port.id);
    const std::size_t place = placeOf(port);
    const auto number = static_cast<int>(place) + 1;
    if (const auto *fallback = std::get_if<models::FallbackNode>(&node.body)) {
        if (place == 0)
            return NodeWords::tr("first");
        const bool isForAll = place >= fallback->steps.size() || fallback->steps[place].on.empty();
        return isForAll ? NodeWords::tr("then %1").arg(number)
                        : NodeWords::tr("then %1, after %n kinds of failure", nullptr,
                                        static_cast<int>(fallback->steps[place].on.size()))
                              .arg(number);
    }
    if (const auto *choice = std::get_if<models::SwitchNode>(&node.body);
        choice && place < choice->cases.size())
        return signalValueText(jsonOf(choice->cases[place].values));
    if (const auto *split = std::get_if<models::SplitNode>(&node.body);
        split && place < split->arms.size()) {
        const models::SplitArm &arm = split->arms[place];
        return arm.name.isEmpty() ? percentText(arm.share)
                                  : QStringLiteral("%1 · %2").arg(percentText(arm.share), arm.name);
    }
    return NodeWords::tr("row %1").arg(number);
}

} // namespace signalbox::ui
