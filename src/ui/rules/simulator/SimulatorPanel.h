// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/traffic/ExchangeRecord.h"
#include "ui/rules/simulator/SimulatorRuns.h"

#include <QStringList>
#include <QWidget>

class QAction;

namespace signalbox::ui {

class DecisionView;
class InlineMessage;
class OutcomeLine;
class RulesDocument;
class SimulatorInputPane;
class TargetColors;
class Theme;

/// Answers what the draft would do with a request, and calls nobody: on the left the request and
/// the conditions, on the right the decision. Runs again by itself when the draft is edited.
///
/// Lives on the GUI thread; simulations run on a thread of the pool.
class SimulatorPanel final : public QWidget
{
    Q_OBJECT

public:
    /// \a document, \a theme and \a colors outlive the panel. \a simulate: another than
    /// ui::simulate(), for tests.
    SimulatorPanel(RulesDocument &document, const Theme &theme, TargetColors &colors,
                   QWidget *parent, SimulatorRuns::Simulate simulate = {});

    /// What is known of targets where no condition says otherwise; null: nothing.
    void setMoment(std::shared_ptr<const routing::RoutingMoment> moment);
    /// Takes what the client of \a record asked, at its moment, and runs it. Where its request was
    /// not kept whole, says so instead.
    void setExchange(const models::ExchangeRecord &record);
    /// The same with the whole \a body of its request.
    void setExchange(const models::ExchangeRecord &record, const QByteArray &body);
    /// Shows \a request and \a conditions without running them.
    void setInput(const models::RouteCaseRequest &request,
                  const models::RouteConditions &conditions);

    /// Ctrl+Enter and F10 within the panel; a page may offer them in its menu as well.
    [[nodiscard]] QAction *runAction() const { return m_run; }
    [[nodiscard]] QAction *stepAction() const { return m_step; }

    /// Simulates what is typed in.
    void run();
    /// Selects the next node of the way in the document, and after the last the first again. Shows
    /// the route that it belongs to.
    void step();

    /// Sends pathChanged() for what is shown.
    void tellPath();

    /// What was shown last.
    [[nodiscard]] const SimulatedDecision &decision() const { return m_decision; }
    /// What led to it; nothing before the first run.
    [[nodiscard]] const std::optional<SimulatorInput> &lastInput() const { return m_input; }

signals:
    /// The way of the request through the route shown: its nodes in the order in which they were
    /// first come to, and the outputs that were taken, with that of the start. Both are empty where
    /// the request does not come by.
    void pathChanged(const QStringList &nodes, const QList<models::PortRef> &outputs);
    /// step() has come to \a node.
    void stepNode(const QString &node);
    /// decision() is another one.
    void decided();

private:
    void buildActions();
    [[nodiscard]] QWidget *makeResultSide();
    void takeCase(const models::Result<models::RouteCase, QString> &made);
    void noteEdit();
    /// Once for all edits of one turn of the event loop.
    void followDocument();
    void runAgain();
    void runInput();
    void showProblem(const QString &problem);
    void showDecision(const SimulatedDecision &decision);

    RulesDocument &m_document;
    const Theme &m_theme;
    TargetColors &m_colors;
    SimulatorRuns m_runs;
    std::shared_ptr<const routing::RoutingMoment> m_moment;
    std::optional<SimulatorInput> m_input;
    SimulatedDecision m_decision;
    int m_stop = -1; ///< of m_decision.way, that step() came to last
    bool m_isFollowing = false;
    bool m_isEdited = false; ///< since the last run
    QAction *m_run = nullptr;
    QAction *m_step = nullptr;
    SimulatorInputPane *m_inputPane = nullptr;
    OutcomeLine *m_outcome = nullptr;
    InlineMessage *m_problem = nullptr;
    DecisionView *m_view = nullptr;
};

} // namespace signalbox::ui
