// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/FallbackClasses.h"
#include "models/policy/PolicyProblem.h"
#include "models/policy/edit/EditWords.h"
#include "models/policy/edit/GraphEdit.h"
#include "models/policy/edit/LayoutEdits.h"

namespace signalbox::models {

namespace {

/// Writes out what an empty list means.
void writeOut(FallbackStep &step)
{
    if (step.on.empty())
        std::ranges::copy_if(fallbackErrorClasses, std::back_inserter(step.on),
                             mayAnotherTargetHelp);
}

void giveClass(FallbackStep &step, ErrorClass errorClass)
{
    if (isFor(step, errorClass))
        return;
    writeOut(step);
    step.on.push_back(errorClass);
}

/// Whether the step is still for anything.
bool takeClass(FallbackStep &step, ErrorClass errorClass)
{
    if (!isFor(step, errorClass))
        return true;
    writeOut(step);
    std::erase(step.on, errorClass);
    return !step.on.empty();
}

/// Whether what is written out is what an empty list means.
bool isUsual(const FallbackStep &step)
{
    return std::ranges::all_of(fallbackErrorClasses, [&step](ErrorClass errorClass) {
        return isFor(step, errorClass) == mayAnotherTargetHelp(errorClass);
    });
}

/// Takes the class from the steps \a from .. \a to, and out what is for nothing then.
void takeClassFrom(FallbackNode &node, std::size_t from, std::size_t to, ErrorClass errorClass,
                   std::vector<std::size_t> &newPlaces)
{
    std::vector<FallbackStep> kept;
    for (std::size_t i = 0; i < node.steps.size(); ++i) {
        FallbackStep &step = node.steps[i];
        const bool stays = i < from || i >= to || takeClass(step, errorClass);
        newPlaces.push_back(stays ? kept.size() : removedPort);
        if (stays)
            kept.push_back(std::move(step));
    }
    node.steps = std::move(kept);
}

/// Leaves out what need not be written.
void shorten(FallbackNode &node)
{
    for (FallbackStep &step : node.steps) {
        if (isUsual(step))
            step.on.clear();
    }
}

} // namespace

GraphEditResult connectErrorClass(const RouteGraph &graph, const QString &node,
                                  ErrorClass errorClass, const QString &to)
{
    if (QString why = whyNoNode(graph, node); !why.isEmpty())
        return Failure{why};
    RouteGraph edited = graph;
    auto *fallback = std::get_if<FallbackNode>(&edited.nodes[node].body);
    if (!fallback || fallback->steps.empty())
        return Failure{
            QStringLiteral("The node %1 has no steps that could follow.").arg(quoted(node))};
    if (std::ranges::find(fallbackErrorClasses, errorClass) == fallbackErrorClasses.end())
        return Failure{QStringLiteral("Nothing follows an exchange that did not fail, or whose "
                                      "client has left.")};
    auto &steps = fallback->steps;
    std::size_t last = steps.size();
    if (!to.isEmpty()) {
        if (QString why = whyNoNode(graph, to); !why.isEmpty())
            return Failure{why};
        if (steps.front().node == to)
            return Failure{
                QStringLiteral("The first step leads to the node %1 already.").arg(quoted(to))};
        if (QString why = whyCircle(graph, node, to); !why.isEmpty())
            return Failure{why};
        last = static_cast<std::size_t>(std::ranges::find(steps, to, &FallbackStep::node)
                                        - steps.begin());
        if (last == steps.size())
            steps.push_back({.node = to, .on = {errorClass}});
        giveClass(steps[last], errorClass);
    }
    std::vector<std::size_t> newPlaces;
    takeClassFrom(*fallback, 1, last, errorClass, newPlaces);
    shorten(*fallback);
    renumberPorts(edited.layout, node, QStringLiteral("step"), newPlaces);
    return edited;
}

} // namespace signalbox::models
