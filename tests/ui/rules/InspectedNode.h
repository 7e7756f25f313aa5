// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "support/EditedGraphs.h"
#include "ui/rules/RulesDocument.h"
#include "ui/rules/RulesFixture.h"
#include "ui/rules/inspector/NodeInspector.h"
#include "ui/shell/Theme.h"

#include <QApplication>
#include <QWidget>

#include <utility>

namespace signalbox::tests {

/// \a text as UTF-8.
inline QString s(const char *text)
{
    return QString::fromUtf8(text);
}

/// Three targets of the simulated provider, and the route `smart`.
inline models::Policy inspectedPolicy(const models::RouteGraph &graph)
{
    models::Policy policy = models::Policy::builtIn();
    policy.targets.clear();
    for (const char *name : {"one", "two", "three"}) {
        policy.targets.append(models::Target());
        policy.targets.back().id = s(name);
        policy.targets.back().provider = policy.providers.first().id;
        policy.targets.back().model = s("quick");
    }
    policy.routes = {{.name = s("smart"), .graph = graph}};
    return policy;
}

/// `n`, which is \a body, and the targets `a` and `b` beside it.
inline models::RouteGraph inspectedGraph(const models::RouteNodeBody &body)
{
    return {.start = s("n"),
            .nodes = {{s("n"), {.body = body}},
                      {s("a"), targetNode(s("one"))},
                      {s("b"), targetNode(s("two"))}}};
}

enum class Checks : quint8 { Nothing, AsServed };

/// The node `n` of a graph, selected in an inspector.
struct Inspected
{
    /// An empty \a check is the one that policies get before they serve.
    Inspected(const models::Policy &policy, ui::RulesDocument::Check check)
        : document(policy, std::move(check))
        , inspector(document, theme, &window)
    {
        window.resize(400, 800);
        inspector.resize(400, 800);
        window.show();
        document.select({s("n")});
    }
    Inspected(const models::Policy &policy, Checks checks)
        : Inspected(policy,
                    checks == Checks::AsServed ? ui::RulesDocument::Check() : nothingIsWrong)
    {}
    explicit Inspected(const models::RouteGraph &graph)
        : Inspected(inspectedPolicy(graph), Checks::Nothing)
    {}
    explicit Inspected(const models::RouteNodeBody &body)
        : Inspected(inspectedGraph(body))
    {}

    template<typename Widget>
    Widget *child(const char *name)
    {
        return inspector.findChild<Widget *>(QLatin1String(name));
    }
    template<typename Body>
    Body body() const
    {
        return std::get<Body>(document.graph().nodes.value(s("n")).body);
    }
    [[nodiscard]] int undoSteps() { return document.undoStack().count(); }

    ui::Theme theme{*qApp};
    ui::RulesDocument document;
    QWidget window;
    ui::NodeInspector inspector;
};

} // namespace signalbox::tests
