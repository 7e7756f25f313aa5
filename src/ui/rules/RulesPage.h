// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "models/traffic/ExchangeRecord.h"
#include "ui/shell/WindowContext.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

class QStackedWidget;
class QTabWidget;

namespace signalbox::ui {

class CanvasPanel;
class CanvasView;
class DraftDesk;
class InlineMessage;
class NodeInspector;
class OutlineView;
class PolicyTextView;
class ProblemsPanel;
class RouteTestsPanel;
class RulesDocument;
class RulesHead;
class SimulatorPanel;
class TrafficValues;

/// The Rules section: the routes of the policy as a draft that can be drawn, listed or written, and
/// handed out to serve. What serves is never touched by an edit.
///
/// Lives on the GUI thread; owns the draft.
class RulesPage final : public QWidget
{
    Q_OBJECT

public:
    /// Alt+1 and so on.
    enum class View : quint8 { Canvas, Outline, Text };

    RulesPage(const WindowContext &context, QWidget *parent);
    ~RulesPage() override;

    /// What serves now. The draft keeps its edits.
    void setPolicy(const PolicySnapshot &policy);
    /// What became of the last policyChanged(): an empty \a problem says that it serves.
    void showSaveResult(const QString &problem);
    void show(View view);
    /// Shows what the draft would do with what the client of \a record asked.
    void simulate(const models::ExchangeRecord &record);
    /// Keeps what the client of \a record asked, and what came of it, as a test of the routes.
    void addTest(const models::ExchangeRecord &record);
    [[nodiscard]] bool hasChangedTests() const;
    /// Asks what is to become of them; then \a next, unless the user cancels.
    void settleTests(const std::function<void()> &next);
    [[nodiscard]] SimulatorPanel &simulator() { return *m_simulator; }
    [[nodiscard]] RulesDocument &document() { return *m_document; }

signals:
    /// The draft is to serve.
    /// \a message is what the version is for; may be empty.
    void policyChanged(const signalbox::models::Policy &policy, const QString &message = {});
    /// Exchanges are wanted to be seen; \a title says which.
    void exchangesRequested(const QString &title, const QSet<quint64> &ids);

private:
    void showEvent(QShowEvent *event) override;
    void buildLayout();
    QWidget *makeViews();
    QWidget *makeDock();
    void buildActions();
    void buildDesk();
    void dockChanged();
    /// For the simulator and for the node that is edited, as far as they are seen.
    void askMoment();
    void addAction(const QString &text, const QList<QKeySequence> &keys,
                   const std::function<void()> &run);
    void tellRefusal(const QString &why);

    WindowContext m_context;
    std::unique_ptr<RulesDocument> m_document;
    RulesHead *m_head = nullptr;
    InlineMessage *m_message = nullptr;
    QStackedWidget *m_views = nullptr;
    CanvasPanel *m_canvasPanel = nullptr;
    CanvasView *m_canvas = nullptr; // of the panel
    OutlineView *m_outline = nullptr;
    PolicyTextView *m_text = nullptr;
    NodeInspector *m_inspector = nullptr;
    TrafficValues *m_values = nullptr;
    QTabWidget *m_dock = nullptr;
    ProblemsPanel *m_problems = nullptr;
    SimulatorPanel *m_simulator = nullptr;
    RouteTestsPanel *m_tests = nullptr;
    DraftDesk *m_desk = nullptr;
    QTimer m_momentTimer;
    bool m_hasBooks = false; // the draft is checked by the user's own prices
};

} // namespace signalbox::ui
