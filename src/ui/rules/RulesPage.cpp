// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/RulesPage.h"

#include "models/policy/PolicyKeeper.h"
#include "ui/rules/OutlineView.h"
#include "ui/rules/PolicyTextView.h"
#include "ui/rules/ProblemPlaces.h"
#include "ui/rules/ProblemsPanel.h"
#include "ui/rules/RulesDocument.h"
#include "ui/rules/RulesHead.h"
#include "ui/rules/TrafficValues.h"
#include "ui/rules/canvas/CanvasPanel.h"
#include "ui/rules/canvas/CanvasView.h"
#include "ui/rules/canvas/TrafficOverlay.h"
#include "ui/rules/deploy/DraftDesk.h"
#include "ui/rules/inspector/NodeInspector.h"
#include "ui/rules/simulator/RouteTestsPanel.h"
#include "ui/rules/simulator/SimulatorPanel.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/InlineMessage.h"
#include "ui/widgets/Text.h"

#include <QAction>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

#include <chrono>

namespace signalbox::ui {

namespace {
constexpr std::chrono::seconds momentInterval{2};
} // namespace

RulesPage::RulesPage(const WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_document(std::make_unique<RulesDocument>(models::Policy()))
{
    setAccessibleName(tr("Rules"));
    buildLayout();
    buildActions();
    buildDesk();
    show(View::Canvas);
}

RulesPage::~RulesPage()
{
    // These refer to the draft, which as a member would go before them.
    delete m_desk;
    delete m_head;
    delete m_views;
    delete m_inspector;
    delete m_dock;
}

void RulesPage::buildLayout()
{
    m_head = new RulesHead(*m_document, m_context.theme, {tr("Canvas"), tr("Outline"), tr("Text")},
                           this);
    m_message = new InlineMessage(m_context.theme, this);
    m_message->setObjectName(QStringLiteral("rulesMessage"));
    auto *split = new QSplitter(Qt::Vertical, this);
    split->addWidget(makeViews());
    split->addWidget(makeDock());
    split->setStretchFactor(0, 1);
    split->setSizes({m_context.theme.px(480), m_context.theme.px(260)});
    split->setCollapsible(0, false);

    auto *messageRow = new QVBoxLayout;
    messageRow->setContentsMargins(0, 0, 0, 0);
    messageRow->addWidget(m_message);
    // A layout keeps its margins when all that is in it is hidden.
    connect(m_message, &InlineMessage::visibilityChanged, this, [messageRow](bool isVisible) {
        messageRow->setContentsMargins(isVisible ? QMargins(16, 0, 16, 8) : QMargins());
    });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addLayout(messageRow);
    column->addWidget(makeRule(Qt::Horizontal, this));
    column->addWidget(split, 1);

    connect(m_head, &RulesHead::viewChosen, this,
            [this](int view) { show(static_cast<View>(view)); });
    connect(m_head, &RulesHead::addRequested, this,
            [this] { m_canvas->askForNode(m_canvas->middle()); });
    connect(m_head, &RulesHead::layOutRequested, m_canvas, &CanvasView::layOut);
    connect(m_head, &RulesHead::fitRequested, m_canvas, &CanvasView::fit);
    connect(m_head, &RulesHead::refused, this, &RulesPage::tellRefusal);
}

void RulesPage::buildDesk()
{
    m_desk = new DraftDesk(
        m_context, {.document = *m_document, .tests = *m_tests, .message = *m_message}, this);
    connect(m_desk, &DraftDesk::deployed, this, &RulesPage::policyChanged);
    connect(m_head, &RulesHead::discardRequested, m_desk, &DraftDesk::discard);
    connect(m_head, &RulesHead::reviewRequested, m_desk, &DraftDesk::review);
    connect(m_head, &RulesHead::versionsRequested, m_desk, &DraftDesk::showVersions);
}

QWidget *RulesPage::makeViews()
{
    auto *split = new QSplitter(Qt::Horizontal, this);
    m_views = new QStackedWidget(split);
    m_inspector = new NodeInspector(*m_document, m_context.theme, split);
    m_values = new TrafficValues(m_context.services.store, this);
    connect(m_values, &TrafficValues::changed, m_inspector, &NodeInspector::setObserved);
    connect(m_inspector, &NodeInspector::momentWanted, this, &RulesPage::askMoment);
    split->setStretchFactor(0, 1);
    split->setSizes({m_context.theme.px(800), m_context.theme.px(320)});
    split->setChildrenCollapsible(false);
    m_canvasPanel = new CanvasPanel({.document = *m_document,
                                     .theme = m_context.theme,
                                     .store = m_context.services.store,
                                     .settings = m_context.services.settings},
                                    m_views);
    m_canvas = &m_canvasPanel->canvas();
    m_outline = new OutlineView(*m_document, m_context.theme, m_views);
    m_text = new PolicyTextView(*m_document, m_context.theme, m_views);
    m_views->addWidget(m_canvasPanel);
    m_views->addWidget(m_outline);
    m_views->addWidget(m_text);
    connect(m_canvasPanel, &CanvasPanel::refused, this, &RulesPage::tellRefusal);
    connect(m_canvasPanel, &CanvasPanel::exchangesRequested, this, &RulesPage::exchangesRequested);
    connect(m_outline, &OutlineView::refused, this, &RulesPage::tellRefusal);
    connect(m_outline, &OutlineView::trafficRequested, &m_canvasPanel->overlay(),
            &TrafficOverlay::askEdge);
    connect(m_outline, &OutlineView::nodeActivated, m_inspector, &NodeInspector::takeFocus);
    return split;
}

QWidget *RulesPage::makeDock()
{
    m_dock = new QTabWidget(this);
    m_dock->setObjectName(QStringLiteral("ruleDock"));
    m_dock->setDocumentMode(true);
    m_dock->setAccessibleName(tr("Problems, simulator and tests"));
    m_problems = new ProblemsPanel(*m_document, m_context.theme, m_dock);
    m_simulator = new SimulatorPanel(*m_document, m_context.theme, m_context.colors, m_dock);
    m_tests = new RouteTestsPanel(*m_document, *m_simulator, m_context.theme, m_dock);
    m_dock->addTab(m_problems, m_problems->summary());
    m_dock->addTab(m_simulator, tr("Simulator"));
    m_dock->addTab(m_tests, tr("Tests"));
    connect(m_problems, &ProblemsPanel::summaryChanged, this, [this](const QString &summary) {
        m_dock->setTabText(m_dock->indexOf(m_problems), summary);
    });
    connect(m_problems, &ProblemsPanel::shown, this, [this](const models::PolicyProblem &problem) {
        const bool isWritten = m_views->currentWidget() == m_text;
        if (placeOf(problem) && !isWritten)
            return;
        show(View::Text);
        m_text->goToLine(problem.line);
    });
    // The way of a request is of interest while it is looked at.
    const auto lightPath = [this](const QStringList &nodes, const QList<models::PortRef> &outputs) {
        const bool isShown = m_dock->currentWidget() == m_simulator;
        m_canvas->graphScene().setPath(isShown ? nodes : QStringList(),
                                       isShown ? outputs : QList<models::PortRef>());
    };
    connect(m_simulator, &SimulatorPanel::pathChanged, this, lightPath);
    connect(m_dock, &QTabWidget::currentChanged, this, &RulesPage::dockChanged);
    m_momentTimer.setInterval(momentInterval);
    connect(&m_momentTimer, &QTimer::timeout, this, &RulesPage::askMoment);
    m_momentTimer.start();
    return m_dock;
}

void RulesPage::dockChanged()
{
    m_simulator->tellPath();
    askMoment();
}

void RulesPage::askMoment()
{
    const bool isSimulating = m_dock->isVisible() && m_dock->currentWidget() != m_problems;
    if (!isVisible() || !(isSimulating || m_inspector->wantsMoment() || !m_hasBooks))
        return;
    m_context.services.proxy.askMoment(
        this, [this, isSimulating](const std::shared_ptr<const routing::RoutingMoment> &moment) {
            if (isSimulating)
                m_simulator->setMoment(moment);
            m_document->setBooks(moment->books.prices, moment->books.models);
            m_hasBooks = moment->books.prices != nullptr;
            m_inspector->setMoment(moment);
        });
}

void RulesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_values->refresh();
    askMoment();
}

void RulesPage::simulate(const models::ExchangeRecord &record)
{
    m_dock->setCurrentWidget(m_simulator);
    m_simulator->setExchange(record);
}

void RulesPage::addTest(const models::ExchangeRecord &record)
{
    m_dock->setCurrentWidget(m_tests);
    m_tests->addExchange(record);
}

bool RulesPage::hasChangedTests() const
{
    return m_tests->isDirty();
}

void RulesPage::settleTests(const std::function<void()> &next)
{
    m_dock->setCurrentWidget(m_tests);
    m_tests->settleChanges(next);
}

void RulesPage::buildActions()
{
    addAction(tr("Canvas"), {QKeySequence(Qt::ALT | Qt::Key_1)}, [this] { show(View::Canvas); });
    addAction(tr("Outline"), {QKeySequence(Qt::ALT | Qt::Key_2)}, [this] { show(View::Outline); });
    addAction(tr("Text"), {QKeySequence(Qt::ALT | Qt::Key_3)}, [this] { show(View::Text); });
    addAction(tr("Lay out"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)},
              [this] { m_canvas->layOut(); });
    addAction(tr("Review and deploy"), {QKeySequence(RulesHead::reviewKeys)},
              [this] { m_head->askForReview(); });
    const auto showProblems = [this] { m_dock->setCurrentWidget(m_problems); };
    addAction(tr("Next problem"), {QKeySequence(Qt::Key_F8)}, [this, showProblems] {
        showProblems();
        m_problems->next();
    });
    addAction(tr("Previous problem"), {QKeySequence(Qt::SHIFT | Qt::Key_F8)}, [this, showProblems] {
        showProblems();
        m_problems->previous();
    });
    for (QAction *action : {m_simulator->runAction(), m_simulator->stepAction()}) {
        QWidget::addAction(action);
        connect(action, &QAction::triggered, this,
                [this] { m_dock->setCurrentWidget(m_simulator); });
    }
    // The text has a history of its own.
    const auto isDrawn = [this] { return m_views->currentWidget() != m_text; };
    addAction(tr("Undo"), QKeySequence::keyBindings(QKeySequence::Undo), [this, isDrawn] {
        if (isDrawn())
            m_document->undoStack().undo();
    });
    addAction(tr("Redo"), QKeySequence::keyBindings(QKeySequence::Redo), [this, isDrawn] {
        if (isDrawn())
            m_document->undoStack().redo();
    });
}

void RulesPage::addAction(const QString &text, const QList<QKeySequence> &keys,
                          const std::function<void()> &run)
{
    auto *action = new QAction(text, this);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, run);
    QWidget::addAction(action);
}

void RulesPage::setPolicy(const PolicySnapshot &policy)
{
    m_desk->setServed(*policy);
    m_tests->openBeside(m_context.services.policies.path());
}

void RulesPage::showSaveResult(const QString &problem)
{
    if (problem.isEmpty())
        m_message->hide();
    else
        m_message->showMessage(InlineMessage::Kind::Danger,
                               tr("The draft could not be deployed: %1").arg(problem));
}

void RulesPage::show(View view)
{
    const auto index = static_cast<int>(view);
    m_views->setCurrentIndex(index);
    m_head->setView(index);
    m_head->setCanvasButtons(view == View::Canvas);
    m_inspector->setWanted(view != View::Text);
    if (isVisible())
        m_views->currentWidget()->setFocus();
}

void RulesPage::tellRefusal(const QString &why)
{
    m_message->showMessage(InlineMessage::Kind::Notice, why);
}

} // namespace signalbox::ui
