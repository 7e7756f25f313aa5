// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyReader.h"
#include "models/policy/edit/NodeEdits.h"
#include "models/policy/edit/PortEdits.h"
#include "routing/simulator/RouteSimulator.h"
#include "ui/decision/DecisionView.h"
#include "ui/rules/RulesDocument.h"
#include "ui/rules/simulator/SimulatorPanel.h"
#include "ui/shell/TargetColors.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/InlineMessage.h"
#include "ui/widgets/SegmentedControl.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QThreadPool>
#include <QToolButton>

#include <atomic>

using namespace signalbox;
using models::PortRef;
using models::RouteGraph;
using ui::SimulatedDecision;
using ui::SimulatorInput;
using ui::SimulatorPanel;

namespace {

const QString a = QStringLiteral("a");
const QString b = QStringLiteral("b");

/// Two targets; `fastest` chooses between them, `asks` goes by a header or on into `fastest`.
models::Policy samplePolicy()
{
    const QByteArray text = R"({ "signalbox": 1,
      "providers": [{ "id": "sim", "dialect": "simulated", "simulated": { "models": ["x", "y"],
        "input_price_per_m": 1, "output_price_per_m": 2 } }],
      "targets": [{ "id": "a", "provider": "sim", "model": "x" },
                  { "id": "b", "provider": "sim", "model": "y" }],
      "routes": [
      { "name": "fastest", "graph": { "start": "p", "nodes": { "p": { "kind": "pool",
        "strategy": "fastest", "members": ["a", "b"], "percentile": 95, "exploration": 0,
        "tie_band": 0 } } } },
      { "name": "asks", "graph": { "start": "m", "nodes": {
        "m": { "kind": "match", "when": { "signal": "header.x-team", "op": "==", "value": "blue" },
               "then": "1", "else": "2" },
        "1": { "kind": "target", "target": "b" },
        "2": { "kind": "route", "route": "fastest" } } } },
      { "name": "night", "graph": { "start": "m", "nodes": {
        "m": { "kind": "match", "when": { "signal": "hour", "op": ">=", "value": 22 },
               "then": "1", "else": "2" },
        "1": { "kind": "target", "target": "b" }, "2": { "kind": "target", "target": "a" } } } }
      ] })";
    auto read = models::readPolicy(text);
    if (!read)
        qFatal("%s", qPrintable(read.error().front().path + read.error().front().message));
    return read.takeValue().policy;
}

models::ExchangeRecord keptExchange()
{
    models::ExchangeRecord record;
    record.id = 0x1A2B3C4D5E6F7890;
    record.startedAtMs = 1'767'614'400'000;
    record.dialect = models::ClientDialect::OpenAiChat;
    record.requestedModel = QStringLiteral("asks");
    models::CapturedBodies bodies;
    bodies.requestHead = "x-team: blue\n";
    bodies.request = R"({"model":"asks","messages":[{"role":"user","content":"Hello"}]})";
    record.bodies = std::make_shared<const models::CapturedBodies>(bodies);
    return record;
}

/// The panel over a draft, and what it has told.
struct Fixture
{
    ui::Theme theme{*qApp};
    ui::TargetColors colors{theme};
    ui::RulesDocument document{
        samplePolicy(), [](const models::Policy &) { return QList<models::PolicyProblem>(); }};
    std::unique_ptr<SimulatorPanel> panel;
    int decided = 0;
    QStringList nodes;
    QList<PortRef> outputs;

    explicit Fixture(ui::SimulatorRuns::Simulate simulate = {})
        : panel(
            std::make_unique<SimulatorPanel>(document, theme, colors, nullptr, std::move(simulate)))
    {
        QObject::connect(panel.get(), &SimulatorPanel::decided, panel.get(), [this] { ++decided; });
        QObject::connect(panel.get(), &SimulatorPanel::pathChanged, panel.get(),
                         [this](const QStringList &way, const QList<PortRef> &taken) {
                             nodes = way;
                             outputs = taken;
                         });
        panel->resize(1280, 400);
        panel->show();
    }
    /// By its name, of the class that is asked for.
    template<typename Widget>
    [[nodiscard]] Widget &find(const char *name) const
    {
        auto *found = panel->findChild<Widget *>(QLatin1String(name));
        if (!found)
            qFatal("no %s", name);
        return *found;
    }
    [[nodiscard]] QString text(const char *name) const { return find<QLabel>(name).text(); }
    void ask(const char *model, const char *headers = "")
    {
        find<QComboBox>("simulatorModel").setEditText(QLatin1String(model));
        find<QPlainTextEdit>("simulatorUser").setPlainText(QStringLiteral("Hello"));
        find<QPlainTextEdit>("simulatorHeaders").setPlainText(QLatin1String(headers));
    }
    /// Runs, and waits for what comes of it.
    [[nodiscard]] bool run()
    {
        const int before = decided;
        panel->runAction()->trigger();
        return QTest::qWaitFor([&] { return decided > before; });
    }
    /// Types into a cell of the table of targets.
    void assume(int row, int column, const char *figure)
    {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // the last editor
        auto &table = find<QTableView>("simulatorTargets");
        const QModelIndex cell = table.model()->index(row, column);
        table.setCurrentIndex(cell);
        table.edit(cell);
        auto *field = table.viewport()->findChild<QLineEdit *>();
        if (!field)
            qFatal("the cell cannot be edited");
        QTest::keyClicks(field, QLatin1String(figure));
        QTest::keyClick(field, Qt::Key_Return);
        // The delegate commits from the event loop.
        QVERIFY(QTest::qWaitFor([&] { return cell.data().toString() == QLatin1String(figure); }));
    }
};

} // namespace

class SimulatorPanelTest final : public QObject
{
    Q_OBJECT

private slots:
    void shownIsWhatTheSimulatorDecides()
    {
        Fixture fixture;
        fixture.ask("asks", "x-team: blue");
        auto &user = fixture.find<QPlainTextEdit>("simulatorUser");
        QVERIFY(QTest::qWaitForWindowActive(fixture.panel.get()));
        user.setFocus();
        routing::RouteSimulator simulator(
            std::make_shared<const models::Policy>(fixture.document.policy()));

        QTest::keyClick(&user, Qt::Key_Return, Qt::ControlModifier);

        QTRY_COMPARE(fixture.decided, 1);
        const auto &input = fixture.panel->lastInput();
        QVERIFY(input);
        const auto expected = simulator.run(input->request, input->conditions);
        QCOMPARE(expected.target, b);
        QCOMPARE(fixture.text("simulatorTarget"), expected.target);
        QCOMPARE(fixture.panel->decision().tree,
                 models::DecisionTree::fromJson(QByteArray::fromStdString(expected.json)));
        QVERIFY(fixture.panel->findChild<ui::DecisionView *>()->model().rowCount() > 0);
        QVERIFY(!fixture.find<ui::InlineMessage>("simulatorProblem").isVisible());
        QCOMPARE(user.toPlainText(), QStringLiteral("Hello")); // no line was added to it
    }

    void routeShownIsAskedForAtFirst()
    {
        Fixture fixture;

        QVERIFY(fixture.run());

        QCOMPARE(fixture.panel->decision().tree.route, QStringLiteral("fastest"));
        QVERIFY(fixture.text("simulatorCost").startsWith(QStringLiteral("≈ $")));
    }

    void wrongJsonShowsItsProblem()
    {
        Fixture fixture;
        fixture.find<ui::SegmentedControl>("simulatorMode").setCurrent(1);
        fixture.find<QPlainTextEdit>("simulatorBody")
            .setPlainText(QStringLiteral("{\n \"model\": \"asks\",\n \"messages\": oops }"));

        QVERIFY(fixture.run());

        const auto &problem = fixture.find<ui::InlineMessage>("simulatorProblem");
        QVERIFY(problem.isVisible());
        QVERIFY2(problem.text().contains(QLatin1String("JSON")), qPrintable(problem.text()));
        QVERIFY2(problem.text().contains(QLatin1String("line 3")), qPrintable(problem.text()));
        QCOMPARE(fixture.text("simulatorTarget"), QStringLiteral("Nobody"));
        QVERIFY(fixture.nodes.isEmpty());
        fixture.find<ui::SegmentedControl>("simulatorMode").setCurrent(0);
        QVERIFY(fixture.run());
        QVERIFY(!problem.isVisible());
    }

    void headersThatAreNoneAreNotRun()
    {
        Fixture fixture;
        fixture.ask("asks", "blue");

        fixture.panel->run();

        QVERIFY(fixture.find<ui::InlineMessage>("simulatorProblem").isVisible());
        QVERIFY(!fixture.panel->lastInput());
    }

    void formBecomesTheBody()
    {
        Fixture fixture;
        fixture.ask("asks");
        auto &mode = fixture.find<ui::SegmentedControl>("simulatorMode");
        auto &body = fixture.find<QPlainTextEdit>("simulatorBody");

        mode.setCurrent(1);

        QVERIFY(body.isVisible());
        QVERIFY(body.toPlainText().contains(QLatin1String("\"asks\"")));
        mode.setCurrent(0);
        fixture.ask("night");
        mode.setCurrent(1);
        QVERIFY(body.toPlainText().contains(QLatin1String("\"night\"")));
        body.setPlainText(QStringLiteral("{}"));
        body.document()->setModified(true);
        mode.setCurrent(0);
        mode.setCurrent(1);
        QCOMPARE(body.toPlainText(), QStringLiteral("{}")); // what was written is not lost
    }

    void whatIfFigureChangesTheTarget()
    {
        Fixture fixture;
        fixture.ask("fastest");
        fixture.assume(0, 1, "400");
        fixture.assume(1, 1, "500");
        QVERIFY(fixture.run());
        QCOMPARE(fixture.text("simulatorTarget"), a);
        QCOMPARE(fixture.text("simulatorTtft"), QStringLiteral("400 ms"));

        fixture.assume(0, 1, "6000");

        QTRY_COMPARE(fixture.text("simulatorTarget"), b);
        QCOMPARE(fixture.text("simulatorTtft"), QStringLiteral("500 ms"));
        fixture.find<QToolButton>("simulatorReset").click();
        QTRY_COMPARE(fixture.text("simulatorTtft"), QStringLiteral("—"));
    }

    void openBreakerIsChosenFromAList()
    {
        Fixture fixture;
        fixture.ask("fastest");
        fixture.assume(0, 1, "400");
        fixture.assume(1, 1, "500");
        QVERIFY(fixture.run());
        QCOMPARE(fixture.text("simulatorTarget"), a);
        auto &table = fixture.find<QTableView>("simulatorTargets");
        table.setCurrentIndex(table.model()->index(0, 3));
        table.edit(table.currentIndex());
        auto *choice = table.viewport()->findChild<QComboBox *>();
        QVERIFY(choice);

        QTest::keyClick(choice, Qt::Key_Down);

        QTRY_COMPARE(fixture.text("simulatorTarget"), b);
        QCOMPARE(table.model()->index(0, 3).data().toString(), QStringLiteral("Open"));
    }

    void timeDecides()
    {
        Fixture fixture;
        fixture.ask("night");
        fixture.find<QCheckBox>("simulatorHasTime").setChecked(true);
        auto &time = fixture.find<QDateTimeEdit>("simulatorTime");
        time.setTime(QTime(22, 0));
        QVERIFY(fixture.run());
        QCOMPARE(fixture.text("simulatorTarget"), b);

        time.setTime(QTime(21, 59));

        QTRY_COMPARE(fixture.text("simulatorTarget"), a);
    }

    void draftIsRunAgainAfterItsEdits()
    {
        std::atomic<int> runs = 0;
        Fixture fixture([&](const SimulatorInput &input) {
            ++runs;
            return ui::simulate(input);
        });
        fixture.ask("asks", "x-team: blue");
        fixture.document.setRoute(1);
        QVERIFY(fixture.run());
        QCOMPARE(runs, 1);

        for (const char *target : {"x", "y", "a"}) {
            QVERIFY(!fixture.document.edit(QStringLiteral("Edit"),
                                           [&](const RouteGraph &was) -> models::GraphEditResult {
                                               RouteGraph graph = was;
                                               graph.nodes[QStringLiteral("1")].body =
                                                   models::TargetNode{QLatin1String(target)};
                                               return graph;
                                           }));
        }

        QTRY_COMPARE(fixture.text("simulatorTarget"), a);
        QCOMPARE(runs, 2); // of three edits in one turn
    }

    void nothingIsRunBeforeItIsAskedFor()
    {
        std::atomic<int> runs = 0;
        Fixture fixture([&](const SimulatorInput &input) {
            ++runs;
            return ui::simulate(input);
        });

        fixture.document.edit(QStringLiteral("Edit"),
                              [](const RouteGraph &was) -> models::GraphEditResult {
                                  RouteGraph graph = was;
                                  graph.start.clear();
                                  return graph;
                              });
        fixture.assume(0, 1, "400");
        QCoreApplication::processEvents();

        QVERIFY(QThreadPool::globalInstance()->waitForDone());
        QCOMPARE(runs, 0);
    }

    void newestInputWins()
    {
        QSemaphore mayEnd;
        Fixture fixture([&](const SimulatorInput &input) {
            mayEnd.acquire();
            return ui::simulate(input);
        });
        for (const char *model : {"nobody", "night", "fastest"}) {
            fixture.ask(model);
            fixture.panel->run();
        }

        mayEnd.release(3);

        QTRY_COMPARE(fixture.decided, 1);
        QCOMPARE(fixture.panel->decision().tree.model, QStringLiteral("fastest"));
        QVERIFY(QThreadPool::globalInstance()->waitForDone());
        QCOMPARE(mayEnd.available(), 1); // the one in the middle was never begun
    }

    void slowRunSaysThatItRuns()
    {
        QSemaphore mayEnd;
        Fixture fixture([&](const SimulatorInput &input) {
            mayEnd.acquire();
            return ui::simulate(input);
        });

        fixture.panel->run();

        QTRY_COMPARE(fixture.text("simulatorState"), QStringLiteral("Running…"));
        mayEnd.release();
        QTRY_VERIFY(!fixture.find<QLabel>("simulatorState").isVisible());
    }

    void editedRequestIsNotWhatIsShown()
    {
        Fixture fixture;
        QVERIFY(fixture.run());
        QVERIFY(!fixture.find<QLabel>("simulatorState").isVisible());

        QTest::keyClicks(&fixture.find<QPlainTextEdit>("simulatorUser"), QStringLiteral("more"));

        QVERIFY(fixture.find<QLabel>("simulatorState").isVisible());
        QVERIFY(fixture.run());
        QVERIFY(!fixture.find<QLabel>("simulatorState").isVisible());
    }

    void panelMayGoDuringARun()
    {
        QSemaphore hasBegun;
        QSemaphore mayEnd;
        Fixture fixture([&](const SimulatorInput &input) {
            hasBegun.release();
            mayEnd.acquire();
            return ui::simulate(input);
        });
        fixture.panel->run();
        hasBegun.acquire();

        fixture.panel.reset();
        mayEnd.release();

        QVERIFY(QThreadPool::globalInstance()->waitForDone());
        QCoreApplication::processEvents();
        QCOMPARE(fixture.decided, 0);
    }

    void pathNamesNodesAndOutputs()
    {
        Fixture fixture;
        fixture.document.setRoute(1);
        fixture.ask("asks", "x-team: blue");

        QVERIFY(fixture.run());

        QCOMPARE(fixture.nodes, (QStringList{QStringLiteral("m"), QStringLiteral("1")}));
        QCOMPARE(
            fixture.outputs,
            (QList<PortRef>{{}, {.node = QStringLiteral("m"), .port = QStringLiteral("then")}}));
        fixture.document.setRoute(2); // has nodes of the same names, which nobody came by
        QVERIFY(fixture.nodes.isEmpty());
        QVERIFY(fixture.outputs.isEmpty());
    }

    void pathOfASubRouteIsShownThere()
    {
        Fixture fixture;
        fixture.document.setRoute(1);
        fixture.ask("asks");
        QVERIFY(fixture.run());
        QCOMPARE(fixture.nodes, (QStringList{QStringLiteral("m"), QStringLiteral("2")}));

        fixture.document.setRoute(0);

        QCOMPARE(fixture.nodes, QStringList{QStringLiteral("p")});
        QCOMPARE(fixture.outputs, QList<PortRef>{PortRef{}});
    }

    void stepsSelectOneNodeAfterTheOther()
    {
        Fixture fixture;
        fixture.document.setRoute(1);
        fixture.ask("asks");
        QVERIFY(!fixture.panel->stepAction()->isEnabled());
        QVERIFY(fixture.run());
        const QSignalSpy stepped(fixture.panel.get(), &SimulatorPanel::stepNode);

        QStringList seen;
        for (int i = 0; i < 4; ++i) {
            QTest::keyClick(fixture.panel.get(), Qt::Key_F10);
            QCOMPARE(fixture.document.selectedNodes().size(), 1);
            seen.append(fixture.document.route().name + QLatin1Char('/')
                        + fixture.document.selectedNodes().first());
            QCoreApplication::processEvents(); // a route shown is no edit that begins anew
        }

        QCOMPARE(seen,
                 (QStringList{QStringLiteral("asks/m"), QStringLiteral("asks/2"),
                              QStringLiteral("fastest/p"), QStringLiteral("asks/m")}));
        QCOMPARE(stepped.count(), 4);
    }

    void exchangeIsTakenAndRun()
    {
        Fixture fixture;

        fixture.panel->setExchange(keptExchange());

        QTRY_COMPARE(fixture.text("simulatorTarget"), b);
        QVERIFY(fixture.find<QPlainTextEdit>("simulatorBody").isVisible());
        QCOMPARE(fixture.find<QPlainTextEdit>("simulatorHeaders").toPlainText(),
                 QStringLiteral("x-team: blue"));
        QVERIFY(fixture.find<QCheckBox>("simulatorHasTime").isChecked());
        QCOMPARE(fixture.panel->lastInput()->conditions.at.left(10), QStringLiteral("2026-01-05"));
        QVERIFY(!fixture.find<QLabel>("simulatorState").isVisible());
    }

    void exchangeThatWasNotKeptSaysSo()
    {
        Fixture fixture;
        models::ExchangeRecord record = keptExchange();
        record.bodies.reset();

        fixture.panel->setExchange(record);

        QVERIFY(fixture.find<ui::InlineMessage>("simulatorProblem").isVisible());
        QVERIFY(!fixture.panel->lastInput());
        fixture.panel->setExchange(record, keptExchange().bodies->request);
        QTRY_COMPARE(fixture.decided, 1);
        QVERIFY(!fixture.find<ui::InlineMessage>("simulatorProblem").isVisible());
    }

    void unfinishedDraftIsSimulatedAsFarAsItGoes_data()
    {
        QTest::addColumn<QString>("then");
        QTest::newRow("nowhere") << QString();
        QTest::newRow("to what is not there") << QStringLiteral("gone");
        QTest::newRow("in a circle") << QStringLiteral("m");
    }
    void unfinishedDraftIsSimulatedAsFarAsItGoes()
    {
        QFETCH(const QString, then);
        Fixture fixture;
        fixture.document.setRoute(1);
        fixture.ask("asks", "x-team: blue");
        fixture.document.edit(
            QStringLiteral("Edit"), [&](const RouteGraph &was) -> models::GraphEditResult {
                RouteGraph graph = was;
                std::get<models::MatchNode>(graph.nodes[QStringLiteral("m")].body).then = then;
                return graph;
            });

        QVERIFY(fixture.run());

        QCOMPARE(fixture.text("simulatorTarget"), QStringLiteral("Nobody"));
        QCOMPARE(fixture.nodes, QStringList{QStringLiteral("m")});
    }
};

QTEST_MAIN(SimulatorPanelTest)
#include "tst_SimulatorPanel.moc"
