// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/NodePorts.h"
#include "models/policy/edit/NodeEdits.h"
#include "ui/rules/OutlineModel.h"
#include "ui/rules/OutlineView.h"
#include "ui/rules/RulesFixture.h"
#include "ui/shell/Theme.h"

#include <QListWidget>
#include <QSignalSpy>
#include <QTreeView>

namespace signalbox::tests {

inline const QString triage = QStringLiteral("triage");
inline const QString small = QStringLiteral("small");
inline const QString chain = QStringLiteral("chain");
inline const QString large = QStringLiteral("large");
inline const QString then = QStringLiteral("then");
inline const QString otherwise = QStringLiteral("else");
inline const QString stepOne = QStringLiteral("step 1");
inline const QString stepTwo = QStringLiteral("step 2");

inline models::RouteNode nodeOf(models::RouteNodeKind kind)
{
    return models::newNode(kind, {.targets = {QStringLiteral("sim-fast")}});
}

/// triage -then-> small
///        -else-> chain -step 1-> large
///                      -step 2-> small
inline models::RouteGraph sampleRoute()
{
    models::RouteGraph graph;
    graph.start = triage;
    models::RouteNode match = nodeOf(models::RouteNodeKind::Match);
    std::get<models::MatchNode>(match.body).then = small;
    std::get<models::MatchNode>(match.body).otherwise = chain;
    models::RouteNode fallback = nodeOf(models::RouteNodeKind::Fallback);
    auto &steps = std::get<models::FallbackNode>(fallback.body).steps;
    steps.at(0).node = large;
    steps.at(1).node = small;
    graph.nodes = {{triage, match},
                   {chain, fallback},
                   {small, nodeOf(models::RouteNodeKind::Target)},
                   {large, nodeOf(models::RouteNodeKind::Target)}};
    return graph;
}

/// An outline of sampleRoute(), or of another graph, in a window.
struct OutlineFixture
{
    ui::Theme theme{*qApp};
    ui::RulesDocument document;
    ui::OutlineView view{document, theme};
    QSignalSpy refused{&view, &ui::OutlineView::refused};
    QTreeView *tree = view.findChild<QTreeView *>(QStringLiteral("outlineTree"));
    ui::OutlineModel *model = view.findChild<ui::OutlineModel *>();

    explicit OutlineFixture(const models::RouteGraph &graph = sampleRoute())
        : document(policyWith(graph), nothingIsWrong)
    {
        view.resize(900, 600);
        view.show();
        view.activateWindow();
        view.setFocus();
        // Shortcuts are for the active window only.
        QVERIFY(QTest::qWaitForWindowActive(&view));
    }

    [[nodiscard]] const models::RouteGraph &graph() const { return document.graph(); }
    [[nodiscard]] int steps() { return document.undoStack().count(); }
    [[nodiscard]] QString leadsTo(const QString &node, const QString &port) const
    {
        return models::findPort(graph().nodes.value(node), port).value_or(models::NodePort()).node;
    }
    [[nodiscard]] QModelIndex rowOf(const QString &node, const QString &port) const
    {
        const QModelIndex above = model->indexOf(node);
        for (int row = 0; row < model->rowCount(above); ++row) {
            const QModelIndex index = model->index(row, 0, above);
            if (model->portOf(index)->port == port)
                return index;
        }
        return {};
    }
    void goTo(const QModelIndex &index) { tree->setCurrentIndex(index); }
    void goTo(const QString &node) { goTo(model->indexOf(node)); }
    void goTo(const QString &node, const QString &port) { goTo(rowOf(node, port)); }
    /// "triage" or "triage/then".
    [[nodiscard]] QString current() const
    {
        const QModelIndex index = tree->currentIndex();
        const auto port = model->portOf(index);
        const QString node = model->nodeOf(index);
        return port && !port->isStart() ? node + QLatin1Char('/') + port->port : node;
    }
    [[nodiscard]] QStringList choices() const
    {
        QStringList texts;
        if (const QWidget *popup = QApplication::activePopupWidget()) {
            const auto *list = popup->findChild<QListWidget *>();
            for (int row = 0; list && row < list->count(); ++row)
                texts << list->item(row)->text();
        }
        return texts;
    }
};

} // namespace signalbox::tests
