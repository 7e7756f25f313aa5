// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/simulator/SimulatorFixture.h"
#include "ui/widgets/InlineMessage.h"
#include "ui/widgets/SegmentedControl.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QToolButton>

using namespace signalbox;
using tests::keptExchange;
using tests::SimulatorFixture;

namespace {
const QString a = QStringLiteral("a");
const QString b = QStringLiteral("b");
} // namespace

class SimulatorInputPaneTest final : public QObject
{
    Q_OBJECT

private slots:
    void wrongJsonShowsItsProblem()
    {
        SimulatorFixture fixture;
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
        SimulatorFixture fixture;
        fixture.ask("asks", "blue");

        fixture.panel->run();

        QVERIFY(fixture.find<ui::InlineMessage>("simulatorProblem").isVisible());
        QVERIFY(!fixture.panel->lastInput());
    }

    void formBecomesTheBody()
    {
        SimulatorFixture fixture;
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
        SimulatorFixture fixture;
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

    void figuresAreThereWithoutAPool()
    {
        SimulatorFixture fixture;
        fixture.ask("asks", "x-team: blue");
        fixture.assume(1, 1, "1250");

        QVERIFY(fixture.run());

        QCOMPARE(fixture.text("simulatorTarget"), b);
        QCOMPARE(fixture.text("simulatorTtft"), QStringLiteral("1.25 s"));
        QVERIFY(fixture.text("simulatorCost").startsWith(QStringLiteral("≈ $")));
        QVERIFY(fixture.panel->decision().tree.path.size() == 2); // the way is the request's own
    }

    void openBreakerIsChosenFromAList()
    {
        SimulatorFixture fixture;
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
        SimulatorFixture fixture;
        fixture.ask("night");
        fixture.find<QCheckBox>("simulatorHasTime").setChecked(true);
        auto &time = fixture.find<QDateTimeEdit>("simulatorTime");
        time.setTime(QTime(22, 0));
        QVERIFY(fixture.run());
        QCOMPARE(fixture.text("simulatorTarget"), b);

        time.setTime(QTime(21, 59));

        QTRY_COMPARE(fixture.text("simulatorTarget"), a);
    }

    void exchangeIsTakenAndRun()
    {
        SimulatorFixture fixture;

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
        SimulatorFixture fixture;
        models::ExchangeRecord record = keptExchange();
        record.bodies.reset();

        fixture.panel->setExchange(record);

        QVERIFY(fixture.find<ui::InlineMessage>("simulatorProblem").isVisible());
        QVERIFY(!fixture.panel->lastInput());
        fixture.panel->setExchange(record, keptExchange().bodies->request);
        QTRY_COMPARE(fixture.decided, 1);
        QVERIFY(!fixture.find<ui::InlineMessage>("simulatorProblem").isVisible());
    }
};

QTEST_MAIN(SimulatorInputPaneTest)
#include "tst_SimulatorInputPane.moc"
