// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/simulator/RouteTestsPanel.h"

#include "ui/rules/RulesDocument.h"
#include "ui/rules/simulator/CoverageView.h"
#include "ui/rules/simulator/SimulatorPanel.h"
#include "ui/rules/simulator/TestsBar.h"
#include "ui/rules/simulator/TestsFile.h"
#include "ui/rules/simulator/TestsQuestions.h"
#include "ui/rules/simulator/TestsTableModel.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Background.h"
#include "ui/widgets/InlineMessage.h"
#include "ui/widgets/Text.h"

#include <QFileInfo>
#include <QHeaderView>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace signalbox::ui {

namespace {
// Pixels at 100 %.
constexpr int casesWidth = 780;
constexpr int coverageWidth = 500;
constexpr int caseRowHeight = 28;
constexpr int nameWidth = 320;
} // namespace

RouteTestsPanel::RouteTestsPanel(RulesDocument &document, SimulatorPanel &simulator,
                                 const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_simulator(simulator)
    , m_theme(theme)
    , m_model(new TestsTableModel(theme, this))
    , m_table(new QTableView(this))
    , m_coverage(new CoverageView(theme, this))
    , m_message(new InlineMessage(theme, this))
    , m_bar(new TestsBar(theme, this))
    , m_detail(makeLabel({}, TextRole::Body, this))
{
    setObjectName(QStringLiteral("routeTestsPanel"));
    m_message->setObjectName(QStringLiteral("testMessage"));
    buildTable();
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    splitter->addWidget(m_coverage);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({theme.px(casesWidth), theme.px(coverageWidth)});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_message);
    column->addWidget(splitter, 1);
    column->addWidget(m_detail);
    m_detail->setObjectName(QStringLiteral("testDetail"));
    m_detail->setContentsMargins(12, 6, 12, 6);
    m_detail->setWordWrap(true);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);

    connect(m_bar, &TestsBar::openAsked, this, &RouteTestsPanel::askForFile);
    connect(m_bar, &TestsBar::saveAsked, this, &RouteTestsPanel::save);
    connect(m_bar, &TestsBar::addAsked, this, &RouteTestsPanel::saveAsTest);
    connect(m_bar, &TestsBar::removeAsked, this, &RouteTestsPanel::removeSelected);
    connect(m_bar, &TestsBar::runAsked, this, &RouteTestsPanel::runAll);
    connect(m_model, &TestsTableModel::renamed, this, &RouteTestsPanel::noteChange);
    connect(&m_document, &RulesDocument::graphChanged, this, &RouteTestsPanel::runAgain);
    connect(&m_simulator, &SimulatorPanel::decided, this, &RouteTestsPanel::showState);
    connect(m_coverage, &CoverageView::nodeChosen, this,
            [this](const QString &route, const QString &node) {
                const auto &routes = m_document.policy().routes;
                const auto found = std::ranges::find(routes, route, &models::Route::name);
                m_document.setRoute(static_cast<int>(found - routes.cbegin()));
                m_document.select({node});
            });
    showState();
}

void RouteTestsPanel::buildTable()
{
    m_table->setObjectName(QStringLiteral("testCases"));
    m_table->setAccessibleName(tr("Cases"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::EditKeyPressed); // a double click shows the case
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    const auto fit = [this] {
        m_table->verticalHeader()->setDefaultSectionSize(m_theme.px(caseRowHeight));
        m_table->setColumnWidth(TestsTableModel::NameColumn, m_theme.px(nameWidth));
    };
    connect(&m_theme, &Theme::changed, this, fit);
    fit();
    connect(m_table, &QTableView::activated, this,
            [this](const QModelIndex &index) { showCase(index.row()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &RouteTestsPanel::showState);
}

void RouteTestsPanel::askForFile()
{
    settleChanges([this] { chooseFile(); });
}

void RouteTestsPanel::settleChanges(const std::function<void()> &next)
{
    if (m_isDirty)
        askAboutChangedTests(
            this, [this, next] { saveAnd([this, next] { settleChanges(next); }); }, next);
    else
        next();
}

void RouteTestsPanel::chooseFile()
{
    askForTestsFile(this, m_path, [this](const QString &path) { open(path); });
}

void RouteTestsPanel::openBeside(const QString &policyPath)
{
    if (!m_path.isEmpty() || m_isDirty || policyPath.isEmpty())
        return;
    m_path = testsBeside(policyPath);
    if (QFileInfo::exists(m_path))
        open(m_path);
}

void RouteTestsPanel::open(const QString &path)
{
    runInBackground(
        this, [path, policy = m_document.policy()] { return loadTests(path, policy); },
        [this, path](const models::Result<LoadedTests, QString> &loaded) {
            showLoaded(path, loaded);
        });
}

void RouteTestsPanel::showLoaded(const QString &path,
                                 const models::Result<LoadedTests, QString> &loaded)
{
    if (!loaded) {
        m_message->showMessage(InlineMessage::Kind::Danger, loaded.error());
        return;
    }
    m_message->hide();
    if (!loaded.value().warning.isEmpty())
        m_message->showMessage(InlineMessage::Kind::Warning, loaded.value().warning);
    m_path = path;
    m_tests = loaded.value().tests;
    m_model->setCases(m_tests.cases);
    setDirty(false);
    runAll();
}

void RouteTestsPanel::save()
{
    saveAnd({});
}

void RouteTestsPanel::saveAnd(const std::function<void()> &next)
{
    if (m_path.isEmpty()) {
        askForTestsPlace(this, [this, next](const QString &path) {
            m_path = path;
            saveAnd(next);
        });
        return;
    }
    runInBackground(
        this, [path = m_path, all = tests()] { return std::pair(saveTests(path, all), all); },
        [this, next](const std::pair<QString, models::RouteTests> &saved) {
            if (!saved.first.isEmpty()) {
                m_message->showMessage(InlineMessage::Kind::Danger, saved.first);
                return;
            }
            setDirty(saved.second != tests()); // it may have been edited meanwhile
            if (next)
                next();
        });
}

models::RouteTests RouteTestsPanel::tests() const
{
    models::RouteTests all = m_tests;
    all.cases = m_model->cases();
    return all;
}

void RouteTestsPanel::setDirty(bool isDirty)
{
    const bool isOther = std::exchange(m_isDirty, isDirty) != isDirty;
    showState();
    if (isOther)
        emit dirtyChanged(isDirty);
}

void RouteTestsPanel::noteChange()
{
    setDirty(true);
    runAgain();
}

void RouteTestsPanel::saveAsTest()
{
    if (const auto &input = m_simulator.lastInput())
        add(caseOf(*input, m_simulator.decision(), takenNames()));
}

void RouteTestsPanel::addExchange(const models::ExchangeRecord &record)
{
    auto made = caseOf(record, takenNames());
    if (made)
        add(made.takeValue());
    else
        m_message->showMessage(InlineMessage::Kind::Danger, made.error());
}

void RouteTestsPanel::add(models::RouteCase one)
{
    m_model->addCase(std::move(one));
    m_table->selectRow(m_model->rowCount() - 1);
    setDirty(true);
    runAll();
}

QStringList RouteTestsPanel::takenNames() const
{
    QStringList taken;
    for (const models::RouteCase &one : m_model->cases())
        taken.append(one.name);
    return taken;
}

void RouteTestsPanel::removeSelected()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty())
        return;
    m_model->removeCase(rows.first().row());
    noteChange();
}

void RouteTestsPanel::showCase(int row)
{
    const models::RouteCase &one = m_model->cases().at(row);
    m_simulator.setInput(one.request, one.conditions.over(m_tests.conditions));
    m_simulator.run();
}

void RouteTestsPanel::runAll()
{
    m_hasRun = true;
    runAgain();
}

void RouteTestsPanel::runAgain()
{
    // All changes of one turn of the event loop, and all during a run, share the next run.
    if (!m_hasRun || std::exchange(m_isRunDue, true) || m_isRunning)
        return;
    QMetaObject::invokeMethod(this, &RouteTestsPanel::startRun, Qt::QueuedConnection);
}

void RouteTestsPanel::startRun()
{
    m_isRunDue = false;
    m_isRunning = true;
    showState();
    const auto policy = std::make_shared<const models::Policy>(m_document.policy());
    runInBackground(
        this, [policy, all = tests()] { return outcomeOf(policy, all); },
        [this](const TestsOutcome &outcome) {
            m_isRunning = false;
            if (m_isRunDue)
                startRun(); // the newest wins
            else
                showOutcome(outcome);
        });
}

void RouteTestsPanel::showOutcome(const TestsOutcome &outcome)
{
    m_outcome = outcome;
    m_model->setOutcomes(outcome.cases);
    m_coverage->setCoverage(outcome.coverage);
    showState();
    emit ran();
}

void RouteTestsPanel::showState()
{
    const int count = m_model->rowCount();
    const bool isKnown = m_hasRun && static_cast<int>(m_outcome.cases.size()) == count;
    const auto &decision = m_simulator.decision();
    TestsBar::State state{.canSave = m_isDirty,
                          .canAdd = m_simulator.lastInput() && decision.problem.isEmpty()
                              && decision.tree.isServed,
                          .canRemove = m_table->selectionModel()->hasSelection(),
                          .canRun = count > 0};
    if (count == 0)
        state.summary = tr("No cases yet: run a request in the simulator and save it as a test");
    else if (isKnown)
        //: %1 of %n cases passed.
        state.summary = tr("%1 of %n passed", nullptr, count).arg(m_outcome.passed());
    else
        state.summary = m_isRunning ? tr("Running…") : tr("%n case(s)", nullptr, count);
    if (isKnown && m_outcome.passed() < count)
        state.tone = Tone::Danger;
    m_bar->setState(state);
    // A row has no room for all that came otherwise.
    const CaseOutcome *shown =
        state.canRemove ? m_model->outcome(m_table->currentIndex().row()) : nullptr;
    m_detail->setVisible(shown != nullptr);
    if (shown)
        m_detail->setText((shown->reasons + QStringList{shown->way}).join(u'\n'));
}

} // namespace signalbox::ui
