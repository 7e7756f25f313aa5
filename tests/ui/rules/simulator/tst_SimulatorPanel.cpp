// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulator/RouteSimulator.h"
#include "ui/decision/DecisionView.h"
#include "ui/rules/simulator/SimulatorFixture.h"
#include "ui/widgets/InlineMessage.h"

#include <QSignalSpy>

using namespace signalbox;
using models::PortRef;
using tests::SimulatorFixture;
using ui::SimulatorPanel;

namespace {
const QString b = QStringLiteral("b");
} // namespace

class SimulatorPanelTest final : public QObject
{
    Q_OBJECT

private slots:
    void shownIsWhatTheSimulatorDecides()
    {
        SimulatorFixture fixture;
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
        SimulatorFixture fixture;

        QVERIFY(fixture.run());

        QCOMPARE(fixture.panel->decision().tree.route, QStringLiteral("fastest"));
        QVERIFY(fixture.text("simulatorCost").startsWith(QStringLiteral("≈ $")));
    }

    void pathNamesNodesAndOutputs()
    {
        SimulatorFixture fixture;
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
        SimulatorFixture fixture;
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
        SimulatorFixture fixture;
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
};

QTEST_MAIN(SimulatorPanelTest)
#include "tst_SimulatorPanel.moc"
