// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/policy/Policy.h"
#include "models/policy/PolicyProblem.h"
#include "models/policy/edit/DraftRebase.h"
#include "models/policy/edit/GraphEdit.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QUndoStack>

#include <functional>
#include <memory>
#include <optional>

namespace signalbox::models {
class ModelTable;
class PriceBook;
} // namespace signalbox::models

namespace signalbox::ui {

/// A policy that is being designed, never the one that serves: every view of the rule editor shows
/// this draft, its one selection and its one route, and every edit goes through edit().
///
/// Lives on the GUI thread; checks run on a thread of the pool with a copy of the policy. Edits
/// that are refused say why in one English sentence.
class RulesDocument final : public QObject
{
    Q_OBJECT

public:
    using Edit = std::function<models::GraphEditResult(const models::RouteGraph &)>;
    /// Runs on a pool thread, one at a time; gets all it needs by value.
    using Check = std::function<QList<models::PolicyProblem>(const models::Policy &)>;

    /// Checks with \a check; none: as `signalbox check` does, by setBooks().
    explicit RulesDocument(models::Policy policy, Check check = {}, QObject *parent = nullptr);
    ~RulesDocument() override;

    /// A document of a policy's \a text, or what is wrong with it.
    [[nodiscard]] static models::Result<std::shared_ptr<RulesDocument>,
                                        QList<models::PolicyProblem>>
    fromText(const QByteArray &text);

    /// What checks know of prices and models from now on; until then what is known out of the box.
    void setBooks(std::shared_ptr<const models::PriceBook> prices,
                  std::shared_ptr<const models::ModelTable> models);
    [[nodiscard]] const std::shared_ptr<const models::PriceBook> &prices() const
    {
        return m_prices;
    }
    [[nodiscard]] const std::shared_ptr<const models::ModelTable> &modelFacts() const
    {
        return m_models;
    }

    [[nodiscard]] const models::Policy &policy() const { return m_policy; }
    /// The draft as it would be saved.
    [[nodiscard]] QByteArray text() const;
    /// The policy that serves: as it was opened, or as takeOver() was last given it.
    [[nodiscard]] const models::Policy &served() const { return m_served; }
    /// Whether the draft is another than served().
    [[nodiscard]] bool isDirty() const { return m_isDirty; }

    /// Of the route shown; -1 when the policy has none.
    [[nodiscard]] int routeIndex() const { return m_routeIndex; }
    /// The route shown; one without nodes when the policy has none.
    [[nodiscard]] const models::Route &route() const;
    [[nodiscard]] const models::RouteGraph &graph() const { return route().graph; }
    /// Shows another route, with nothing selected. An \a index that is none is passed over.
    void setRoute(int index);

    /// Edits the graph shown in one undo step called \a undoText. Empty, or why \a edit was refused
    /// and nothing is changed. An edit that changes nothing leaves no step.
    std::optional<QString> edit(const QString &undoText, const Edit &edit);
    /// The draft is \a policy now, in one undo step. Shows the route of the same name, if there is
    /// one.
    void replace(const QString &undoText, const models::Policy &policy);
    /// The policy that serves is \a served now. Where that is not the draft itself, the draft
    /// becomes \a served with all that was edited here, see models::rebasedDraft(); hands out what
    /// was changed in both. That is an undo step called \a undoText, unless there is nothing to
    /// undo yet.
    QList<models::DraftConflict> takeOver(const QString &undoText, const models::Policy &served);
    [[nodiscard]] QUndoStack &undoStack() { return m_undoStack; }

    /// Ids of nodes of the graph shown, in the order in which they were selected.
    [[nodiscard]] const QStringList &selectedNodes() const { return m_selectedNodes; }
    /// The output that is selected, with the link that leaves it; then no node is.
    [[nodiscard]] const std::optional<models::PortRef> &selectedEdge() const
    {
        return m_selectedEdge;
    }
    /// Selects nothing but \a nodes; ids that the graph does not have are passed over.
    void select(const QStringList &nodes);
    /// Selects nothing but an output; none when the graph does not have it.
    void selectEdge(const models::PortRef &edge);
    /// The node to tell more of: the only one selected, or the one that the selected edge leaves.
    [[nodiscard]] QString inspectedNode() const;

    /// Of the last check that has ended, in the order of the text.
    [[nodiscard]] const QList<models::PolicyProblem> &problems() const { return m_problems; }
    /// Whether problems() is about the draft as it is now.
    [[nodiscard]] bool isChecked() const { return m_checkedRevision == m_revision; }

signals:
    /// The graph shown is another one: after an edit, an undo, a redo, another route.
    void graphChanged();
    /// Another route is shown; graphChanged() follows.
    void routeChanged();
    /// Routes came, went or were renamed; routeChanged() or graphChanged() follows.
    void routesChanged();
    /// isDirty() may be another.
    void dirtyChanged();
    void selectionChanged();
    /// A check has ended; problems() may be the same as before.
    void problemsChanged();

private:
    class GraphCommand;
    class PolicyCommand;

    void setPolicy(const models::Policy &policy);
    void setGraph(int routeIndex, const models::RouteGraph &graph);
    void showRoute(int index);
    [[nodiscard]] bool hasOutput(const models::PortRef &output) const;
    void setSelection(const QStringList &nodes, const std::optional<models::PortRef> &edge);
    void noteDirty();
    void noteChange();
    void askForCheck();
    void startCheck();

    models::Policy m_policy;
    models::Policy m_served;
    Check m_check;
    std::shared_ptr<const models::PriceBook> m_prices; // null: those that come with Signalbox
    std::shared_ptr<const models::ModelTable> m_models;
    QUndoStack m_undoStack;
    int m_routeIndex = -1;
    QString m_shownRoute; // its name
    QStringList m_selectedNodes;
    std::optional<models::PortRef> m_selectedEdge;
    QList<models::PolicyProblem> m_problems;
    quint64 m_revision = 1; // goes up with every change of m_policy
    quint64 m_checkedRevision = 0; // that m_problems are of
    bool m_isDirty = false;
    bool m_isCheckDue = false;
    bool m_isChecking = false;
};

} // namespace signalbox::ui
