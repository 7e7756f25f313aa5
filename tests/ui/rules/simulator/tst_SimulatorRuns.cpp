// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/simulator/SimulatorFixture.h"
#include "ui/widgets/InlineMessage.h"

#include <QSemaphore>
#include <QThreadPool>

#include <atomic>

using namespace signalbox;
using models::RouteGraph;
using tests::SimulatorFixture;
using ui::SimulatorInput;

namespace {
const QString a = QStringLiteral("a");
} // namespace

class SimulatorRunsTest final : public QObject
{
    Q_OBJECT

private slots:
    void draftIsRunAgainAfterItsEdits()
    {
        std::atomic<int> runs = 0;
        SimulatorFixture fixture([&](const SimulatorInput &input) {
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
        SimulatorFixture fixture([&](const SimulatorInput &input) {
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
        SimulatorFixture fixture([&](const SimulatorInput &input) {
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
        SimulatorFixture fixture([&](const SimulatorInput &input) {
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
        SimulatorFixture fixture;
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
        SimulatorFixture fixture([&](const SimulatorInput &input) {
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

    void unfinishedDraftIsSimulatedAsFarAsItGoes_data()
    {
        QTest::addColumn<QString>("then");
        QTest::newRow("nowhere") << QString();
        QTest::newRow("to what is not there") << QStringLiteral("gone");
    }
    void unfinishedDraftIsSimulatedAsFarAsItGoes()
    {
        QFETCH(const QString, then);
        SimulatorFixture fixture;
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

    void draftThatGoesRoundSaysSo()
    {
        SimulatorFixture fixture;
        fixture.document.setRoute(1);
        fixture.ask("asks", "x-team: blue");
        fixture.document.edit(QStringLiteral("Edit"),
                              [](const RouteGraph &was) -> models::GraphEditResult {
                                  RouteGraph graph = was;
                                  graph.nodes[QStringLiteral("1")].body =
                                      models::CacheNode{.node = QStringLiteral("m")};
                                  return graph;
                              });

        QVERIFY(fixture.run());

        const auto &problem = fixture.find<ui::InlineMessage>("simulatorProblem");
        QVERIFY2(problem.isVisible() && problem.text().contains(QLatin1String("circle")),
                 qPrintable(problem.text()));
        QCOMPARE(fixture.nodes, (QStringList{QStringLiteral("m"), QStringLiteral("1")}));
        QCOMPARE(fixture.outputs.size(), 3); // the start's, and both of the circle
    }
};

QTEST_MAIN(SimulatorRunsTest)
#include "tst_SimulatorRuns.moc"
