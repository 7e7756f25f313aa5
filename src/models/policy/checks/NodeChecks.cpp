// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/NodeChecks.h"

#include "models/policy/checks/PredicateChecks.h"

#include <QHash>

#include <cmath>

namespace signalbox::models {

void checkTargetName(const JsonPlace &place, const NodeContext &context)
{
    const QString &name = place.text();
    const KnownNames &known = context.known;
    if (known.targets.has(name))
        return;
    const qsizetype slash = name.indexOf(u'/');
    if (slash < 0) {
        known.targets.check(place, context.problems);
        return;
    }
    known.providers.check(place, name.left(slash), context.problems);
    if (name.mid(slash + 1).trimmed().isEmpty())
        context.problems.error(place,
                               QStringLiteral("No model follows the slash of provider/model."),
                               QStringLiteral("Write the model behind the slash: openai/gpt-4o."));
}

void checkFallbackNode(const JsonPlace &place, const FallbackNode &node, const NodeContext &context)
{
    const JsonPlace steps = place.member(QStringLiteral("steps"));
    QHash<QString, std::size_t> nodes;
    for (std::size_t i = 0; i < steps.count(); ++i) {
        const JsonPlace step = steps.item(i);
        const JsonPlace on = step.member(QStringLiteral("on"));
        if (on && i == 0)
            context.problems.warning(
                on, QStringLiteral("The first step is always tried; this has no effect."),
                QStringLiteral("Remove \"on\", or give it to the next step."));
        const JsonPlace name = step.member(QStringLiteral("node"));
        if (const auto before = nodes.constFind(name.text()); before != nodes.constEnd())
            context.problems.warning(
                name,
                QStringLiteral("Step %1 leads to the node %2 already.")
                    .arg(*before + 1)
                    .arg(quoted(name.text())),
                QStringLiteral("A target that failed is asked again by \"retry\", not by another "
                               "step."));
        else
            nodes.insert(name.text(), i);
    }
    if (const JsonPlace slow = place.member(QStringLiteral("slow")); slow && node.steps.size() == 1)
        context.problems.warning(
            slow, QStringLiteral("There is no other step to go to when this one is slow."),
            QStringLiteral("Add a step, or remove \"slow\"."));
}

void checkMatchNode(const JsonPlace &place, const MatchNode &node, const NodeContext &context)
{
    const JsonPlace when = place.member(QStringLiteral("when"));
    const JsonPlace otherwise = place.member(QStringLiteral("else"));
    if (node.then == node.otherwise)
        context.problems.warning(
            otherwise, QStringLiteral("Both ways lead to the node %1.").arg(quoted(node.then)),
            QStringLiteral("Leave this node out, or correct one of them."));
    if (!checkPredicate(when, context))
        return;
    switch (constancyOf(node.when)) {
    case Constancy::Always:
        context.problems.warning(when,
                                 QStringLiteral("This always holds; \"else\" is never taken."),
                                 QStringLiteral("Leave the node out, or correct its condition."));
        break;
    case Constancy::Never:
        context.problems.warning(when, QStringLiteral("This never holds; \"then\" is never taken."),
                                 QStringLiteral("Leave the node out, or correct its condition."));
        break;
    case Constancy::Varies:
        break;
    }
}

void checkSplitNode(const JsonPlace &place, const SplitNode &node, const NodeContext &context)
{
    constexpr qint64 whole = 100'000;
    const JsonPlace arms = place.member(QStringLiteral("arms"));
    qint64 sum = 0;
    QHash<QString, std::size_t> names;
    for (std::size_t i = 0; i < node.arms.size() && i < arms.count(); ++i) {
        const SplitArm &arm = node.arms[i];
        const JsonPlace armPlace = arms.item(i);
        sum += arm.share;
        if (arm.share == 0)
            context.problems.warning(armPlace.member(QStringLiteral("percent")),
                                     QStringLiteral("Nothing goes to this arm."));
        const JsonPlace name =
            armPlace.member(arm.name.isEmpty() ? QStringLiteral("node") : QStringLiteral("name"));
        if (const auto before = names.constFind(name.text()); before != names.constEnd())
            context.problems.error(name,
                                   QStringLiteral("Arm %1 is called %2 already.")
                                       .arg(*before + 1)
                                       .arg(quoted(name.text())),
                                   QStringLiteral("Give each arm a \"name\" of its own, by which "
                                                  "it is counted."));
        else
            names.insert(name.text(), i);
    }
    if (sum != whole)
        context.problems.error(arms,
                               QStringLiteral("The arms make %1 % together, not 100 %.")
                                   .arg(static_cast<double>(sum) / 1000.0),
                               QStringLiteral("Change the shares so that they make 100 %."));
}

void checkLimitNode(const JsonPlace &place, const RateLimitNode &node, const NodeContext &context)
{
    if (node.limits.isEmpty())
        context.problems.warning(place, QStringLiteral("This node limits nothing."),
                                 QStringLiteral("Give it \"requests\", \"tokens\" or "
                                                "\"concurrent\"."));
}

void checkSlowRule(const JsonPlace &place, const SlowRule &slow, const QStringList &names,
                   const NodeContext &context)
{
    if (slow.action == SlowRule::Action::Nothing)
        return;
    for (const QString &name : names) {
        const Provider *provider = context.targets.find(name).provider;
        if (!provider || provider->timeouts.firstByte.count() == 0
            || slow.after < provider->timeouts.firstByte)
            continue;
        context.problems.warning(place.member(QStringLiteral("after_ms")),
                                 QStringLiteral("The provider %1 gives up waiting for a first byte "
                                                "after %2 ms itself; this comes too late.")
                                     .arg(quoted(provider->id))
                                     .arg(provider->timeouts.firstByte.count()),
                                 QStringLiteral("Make it less than its \"first_byte_ms\"."));
        return;
    }
}

} // namespace signalbox::models
