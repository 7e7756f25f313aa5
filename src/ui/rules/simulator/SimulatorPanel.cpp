// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/simulator/SimulatorPanel.h"

#include "routing/simulator/CaseFromExchange.h"
#include "ui/decision/DecisionView.h"
#include "ui/rules/RulesDocument.h"
#include "ui/rules/simulator/OutcomeLine.h"
#include "ui/rules/simulator/SimulatorInputPane.h"
#include "ui/shell/Icon.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/InlineMessage.h"
#include "ui/widgets/Text.h"

#include <QAction>
#include <QDateTime>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace signalbox::ui {

using models::PortRef;

namespace {
// Pixels at 100 %.
constexpr int inputWidth = 440;
constexpr int resultWidth = 720;
} // namespace

SimulatorPanel::SimulatorPanel(RulesDocument &document, const Theme &theme, TargetColors &colors,
                               QWidget *parent, SimulatorRuns::Simulate simulate)
    : QWidget(parent)
    , m_document(document)
    , m_theme(theme)
    , m_colors(colors)
    , m_runs(simulate ? std::move(simulate) : SimulatorRuns::Simulate(ui::simulate), this)
{
    setObjectName(QStringLiteral("simulatorPanel"));
    buildActions();
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    m_inputPane = new SimulatorInputPane(theme, colors, m_run, splitter);
    splitter->addWidget(m_inputPane);
    splitter->addWidget(makeResultSide());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({theme.px(inputWidth), theme.px(resultWidth)});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(splitter);

    connect(&m_document, &RulesDocument::graphChanged, this, &SimulatorPanel::followDocument);
    connect(&m_document, &RulesDocument::routeChanged, this, &SimulatorPanel::tellPath);
    connect(m_inputPane, &SimulatorInputPane::requestEdited, this, &SimulatorPanel::noteEdit);
    // A figure is complete once it is entered, unlike a text: what it changes shows at once.
    connect(m_inputPane, &SimulatorInputPane::conditionsEdited, this, [this] {
        if (m_input)
            run();
    });
    connect(&m_runs, &SimulatorRuns::becameSlow, this,
            [this] { m_outcome->setState(OutcomeLine::State::Running); });
    connect(&m_runs, &SimulatorRuns::finished, this, &SimulatorPanel::showDecision);
    m_inputPane->offer(m_document.policy(), m_document.route().name);
}

void SimulatorPanel::buildActions()
{
    m_run = new QAction(lineIcon(m_theme, IconName::Play, IconTone::OnAccent), tr("Run"), this);
    m_run->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)});
    connect(m_run, &QAction::triggered, this, &SimulatorPanel::run);
    m_step = new QAction(lineIcon(m_theme, IconName::Branch), tr("Step"), this);
    m_step->setIconText(besideIcon(m_step->text()));
    m_step->setShortcut(QKeySequence(Qt::Key_F10));
    m_step->setEnabled(false);
    connect(m_step, &QAction::triggered, this, &SimulatorPanel::step);
    for (auto *action : {m_run, m_step})
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addActions({m_run, m_step});
}

QWidget *SimulatorPanel::makeResultSide()
{
    auto *side = new QWidget(this);
    m_outcome = new OutcomeLine(m_theme, m_colors, side);
    auto *button = new QToolButton(side);
    button->setObjectName(QStringLiteral("simulatorStep"));
    button->setDefaultAction(m_step);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setToolTip(tr("Select the next node of the way (F10)"));
    m_outcome->addAction(button);
    m_problem = new InlineMessage(m_theme, side);
    m_problem->setObjectName(QStringLiteral("simulatorProblem"));
    m_view = new DecisionView(m_theme, m_colors, side);
    m_view->clear(
        tr("What would this draft do?"),
        tr("Describe a request and run it with Ctrl+Enter. The draft decides for it as it "
           "would live, and nobody is called."));
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_outcome);
    column->addWidget(m_problem);
    column->addWidget(m_view, 1);
    return side;
}

void SimulatorPanel::setMoment(std::shared_ptr<const routing::RoutingMoment> moment)
{
    m_moment = std::move(moment);
}

void SimulatorPanel::setExchange(const models::ExchangeRecord &record)
{
    takeCase(routing::caseFromExchange(record));
}

void SimulatorPanel::setExchange(const models::ExchangeRecord &record, const QByteArray &body)
{
    takeCase(routing::caseFromExchange(record, body));
}

void SimulatorPanel::takeCase(const models::Result<models::RouteCase, QString> &made)
{
    if (!made) {
        showProblem(made.error());
        return;
    }
    setInput(made.value().request, made.value().conditions);
    run();
}

void SimulatorPanel::setInput(const models::RouteCaseRequest &request,
                              const models::RouteConditions &conditions)
{
    m_inputPane->setInput(request, conditions);
    noteEdit();
}

void SimulatorPanel::noteEdit()
{
    m_isEdited = m_input.has_value();
    if (!m_runs.isRunning())
        m_outcome->setState(m_isEdited ? OutcomeLine::State::Edited : OutcomeLine::State::Fresh);
}

void SimulatorPanel::run()
{
    auto request = m_inputPane->request();
    if (!request) {
        showProblem(request.error());
        return;
    }
    m_input =
        SimulatorInput{.request = request.takeValue(), .conditions = m_inputPane->conditions()};
    m_isEdited = false;
    runInput();
}

void SimulatorPanel::runInput()
{
    m_input->policy = std::make_shared<const models::Policy>(m_document.policy());
    m_input->moment = m_moment;
    SimulatorInput input = *m_input;
    // The simulator's own time is one that never changes, for tests; here it is now.
    if (input.conditions.at.isEmpty() && !m_moment)
        input.conditions.at = QDateTime::currentDateTime().toString(Qt::ISODate);
    m_runs.run(std::move(input));
}

void SimulatorPanel::followDocument()
{
    if (std::exchange(m_isFollowing, true))
        return;
    QMetaObject::invokeMethod(this, &SimulatorPanel::runAgain, Qt::QueuedConnection);
}

void SimulatorPanel::runAgain()
{
    m_isFollowing = false;
    m_inputPane->offer(m_document.policy(), m_document.route().name);
    // Another route shown is no edit: what was decided is still true.
    if (m_input && *m_input->policy != m_document.policy())
        runInput();
}

void SimulatorPanel::showProblem(const QString &problem)
{
    m_problem->showMessage(InlineMessage::Kind::Danger, problem);
}

void SimulatorPanel::showDecision(const SimulatedDecision &decision)
{
    m_outcome->setState(m_isEdited ? OutcomeLine::State::Edited : OutcomeLine::State::Fresh);
    if (decision.problem.isEmpty())
        m_problem->hide();
    else
        showProblem(decision.problem);
    // Moving a node is an edit as well: whoever reads the decision is to stay where they are.
    if (decision != m_decision) {
        m_stop = -1;
        m_decision = decision;
        m_outcome->setDecision(decision);
        if (decision.problem.isEmpty())
            m_view->setDecision(decision.tree);
        else // which stands above it
            m_view->clear(tr("Nothing was decided"), tr("The message above says why."));
        m_step->setEnabled(!decision.way.empty());
    }
    tellPath();
    emit decided();
}

void SimulatorPanel::tellPath()
{
    const models::RouteGraph &graph = m_document.graph();
    QStringList nodes;
    QList<PortRef> outputs;
    for (const WayStop &stop : m_decision.way) {
        if (stop.route != m_document.route().name || !graph.nodes.contains(stop.at.node))
            continue;
        if (nodes.isEmpty() && stop.at.node == graph.start)
            outputs.append(PortRef{});
        if (!nodes.contains(stop.at.node))
            nodes.append(stop.at.node);
        if (!stop.at.port.isEmpty() && !outputs.contains(stop.at))
            outputs.append(stop.at);
    }
    emit pathChanged(nodes, outputs);
}

void SimulatorPanel::step()
{
    if (m_decision.way.empty())
        return;
    const auto count = static_cast<int>(m_decision.way.size());
    m_stop = (m_stop + 1) % count;
    const WayStop stop = m_decision.way[static_cast<std::size_t>(m_stop)];
    const auto &routes = m_document.policy().routes;
    const auto route = std::ranges::find(routes, stop.route, &models::Route::name);
    m_document.setRoute(static_cast<int>(route - routes.cbegin()));
    m_document.select({stop.at.node});
    emit stepNode(stop.at.node);
}

} // namespace signalbox::ui
