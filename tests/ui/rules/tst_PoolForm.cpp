// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/routetests/RouteTests.h"
#include "ui/rules/InspectedNode.h"
#include "ui/rules/inspector/pool/LimitSlider.h"
#include "ui/rules/inspector/pool/MeasureScale.h"
#include "ui/rules/inspector/pool/PoolLimitRow.h"
#include "ui/rules/inspector/pool/PoolMembers.h"
#include "ui/rules/inspector/pool/PoolRanking.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QTest>
#include <QToolButton>

using namespace signalbox;
using namespace signalbox::tests;
using models::Measure;
using models::PoolLimit;
using models::PoolNode;
using models::Strategy;

namespace {

PoolNode pool(const QList<PoolLimit> &limits = {})
{
    return {.strategy = Strategy::Priority,
            .members = {{.target = s("one")}, {.target = s("two")}},
            .limits = limits};
}

PoolLimit ttftLimit()
{
    return {.measure = Measure::Ttft, .bound = 2000};
}

} // namespace

class PoolFormTest final : public QObject
{
    Q_OBJECT

private slots:
    void limitsComeAndGo()
    {
        Inspected shown{models::RouteNodeBody(pool())};

        shown.child<QToolButton>("addLimit")->click();
        QCOMPARE(shown.body<PoolNode>().limits.size(), 1);
        auto *row = shown.inspector.findChild<ui::PoolLimitRow *>();
        QVERIFY(row);
        QTRY_VERIFY(row->isVisible());
        emit row->removed();

        QVERIFY(shown.body<PoolNode>().limits.isEmpty());
        QCOMPARE(shown.undoSteps(), 2);
    }

    void boundIsWritten()
    {
        Inspected shown{models::RouteNodeBody(pool({ttftLimit()}))};

        shown.child<QDoubleSpinBox>("limitBound")->setValue(1234);

        QCOMPARE(shown.body<PoolNode>().limits[0].bound, 1234.0);
        QCOMPARE(shown.undoSteps(), 1);
    }

    void draggedSliderIsOneStep()
    {
        Inspected shown{models::RouteNodeBody(pool({ttftLimit()}))};
        auto *slider = shown.child<ui::LimitSlider>("limitSlider");
        auto *bound = shown.child<QDoubleSpinBox>("limitBound");

        slider->setSliderDown(true);
        slider->setValue(slider->value() + 50);
        slider->setValue(slider->value() + 50);
        QCOMPARE(shown.undoSteps(), 0);
        QVERIFY(bound->value() > 2000);
        slider->setSliderDown(false);

        QCOMPARE(shown.undoSteps(), 1);
        QCOMPARE(shown.body<PoolNode>().limits[0].bound, bound->value());
    }

    void otherMeasureBeginsWithAUsualBound()
    {
        Inspected shown{models::RouteNodeBody(pool({ttftLimit()}))};
        auto *measure = shown.child<QComboBox>("limitMeasure");

        measure->setCurrentIndex(measure->findData(static_cast<int>(Measure::SuccessRate)));
        emit measure->activated(measure->currentIndex());

        const PoolLimit limit = shown.body<PoolNode>().limits[0];
        QCOMPARE(limit.measure, Measure::SuccessRate);
        QVERIFY(limit.isFloor);
        QCOMPARE(shown.child<QDoubleSpinBox>("limitBound")->value(), limit.bound * 100);
    }

    void memberIsWeighedAndGivenPriority()
    {
        Inspected shown{models::RouteNodeBody(pool())};
        auto *members = shown.child<ui::PoolMembers>("poolMembers");

        members->topLevelItem(0)->setData(ui::PoolMembers::Weight, Qt::EditRole, 2.5);
        members->topLevelItem(1)->setData(ui::PoolMembers::Priority, Qt::EditRole, -3);

        const QList<models::PoolMember> written = shown.body<PoolNode>().members;
        QCOMPARE(written[0].weight, 2.5);
        QCOMPARE(written[1].priority, -3);
        QCOMPARE(shown.undoSteps(), 2);
        members->topLevelItem(0)->setData(ui::PoolMembers::Weight, Qt::EditRole, -1.0);
        QCOMPARE(shown.body<PoolNode>().members[0].weight, 0.0);
    }

    void onlyNumbersOfMembersAreWritten()
    {
        Inspected shown{models::RouteNodeBody(pool())};
        auto *members = shown.child<ui::PoolMembers>("poolMembers");
        QTRY_VERIFY(members->isVisible());
        const auto isEdited = [&](int row, int column) {
            members->setCurrentItem(members->topLevelItem(row), column);
            members->setFocus();
            QTest::keyClick(members, Qt::Key_F2);
            const bool isOpen = members->findChild<QAbstractSpinBox *>() != nullptr
                || members->findChild<QLineEdit *>() != nullptr;
            if (QWidget *editor = members->indexWidget(members->currentIndex()))
                QTest::keyClick(editor, Qt::Key_Escape);
            return isOpen;
        };

        QVERIFY(!isEdited(0, ui::PoolMembers::Target));
        QVERIFY(!isEdited(2, ui::PoolMembers::Weight)); // not ticked
        QVERIFY(isEdited(0, ui::PoolMembers::Weight));
    }

    void memberMovesByKeyboard()
    {
        Inspected shown{models::RouteNodeBody(pool())};
        auto *members = shown.child<ui::PoolMembers>("poolMembers");
        members->setCurrentItem(members->topLevelItem(0), ui::PoolMembers::Weight);

        QTest::keyClick(members, Qt::Key_Down, Qt::AltModifier);

        QCOMPARE(shown.body<PoolNode>().members[1].target, s("one"));
        QCOMPARE(members->currentItem()->text(ui::PoolMembers::Target), s("one"));
        QTest::keyClick(members, Qt::Key_Up, Qt::AltModifier);
        QTest::keyClick(members, Qt::Key_Up, Qt::AltModifier); // is the first already
        QCOMPARE(shown.body<PoolNode>().members[0].target, s("one"));
        QCOMPARE(shown.undoSteps(), 2);
    }

    void balanceIsOfTheBalancedOnly()
    {
        PoolNode balanced = pool();
        balanced.strategy = Strategy::Balanced;
        Inspected shown{models::RouteNodeBody(balanced)};
        auto *cost = shown.child<QDoubleSpinBox>("balance1");
        QTRY_VERIFY(cost->isVisible());

        cost->setValue(4);

        QCOMPARE(shown.body<PoolNode>().balance, (models::Balance{.cost = 4}));
        auto *strategy = shown.child<QComboBox>("poolStrategy");
        strategy->setCurrentIndex(strategy->findData(static_cast<int>(Strategy::Cheapest)));
        emit strategy->activated(strategy->currentIndex());
        QTRY_VERIFY(!cost->isVisible());
    }

    void conversationStays()
    {
        Inspected shown{models::RouteNodeBody(pool())};
        auto *isOn = shown.child<QCheckBox>("affinityIsOn");
        QVERIFY(!shown.child<QSpinBox>("affinityKeep")->isVisibleTo(&shown.inspector));

        isOn->click();
        shown.child<QSpinBox>("affinityKeep")->setValue(15);
        shown.child<QDoubleSpinBox>("affinityGain")->setValue(35);
        shown.child<QCheckBox>("affinityCache")->click();

        QCOMPARE(shown.body<PoolNode>().affinity,
                 (models::Affinity{.isOn = true,
                                   .keep = std::chrono::minutes(15),
                                   .switchGain = 0.35,
                                   .countsCache = false}));
        isOn->click();
        QCOMPARE(shown.body<PoolNode>().affinity, models::Affinity());
    }

    void slowAnswersAndTiesAreRuled()
    {
        Inspected shown{models::RouteNodeBody(pool())};
        auto *action = shown.child<QComboBox>("slowAction");
        auto *after = shown.child<QSpinBox>("slowAfter");
        QVERIFY(!after->isEnabled());

        action->setCurrentIndex(
            action->findData(static_cast<int>(models::SlowRule::Action::Hedge)));
        emit action->activated(action->currentIndex());
        QVERIFY(after->isEnabled());
        after->setValue(800);
        shown.child<QDoubleSpinBox>("poolTieBand")->setValue(5);

        const auto written = shown.body<PoolNode>();
        QCOMPARE(written.slow,
                 (models::SlowRule{.action = models::SlowRule::Action::Hedge,
                                   .after = std::chrono::milliseconds(800)}));
        QCOMPARE(written.tieBand, 0.05);
    }

    void membersAreRankedWithTheirReasons()
    {
        Inspected shown{models::RouteNodeBody(pool())};
        auto *ranking = shown.inspector.findChild<ui::PoolRanking *>();

        QTRY_COMPARE(ranking->lines().size(), 2);
        QVERIFY2(ranking->lines().at(0).contains(s("one")), qPrintable(ranking->lines().at(0)));
        QVERIFY(ranking->lines().at(0).contains(u'\n')); // and why

        shown.document.edit(s("Swap"), [](const models::RouteGraph &graph) {
            models::RouteGraph changed = graph;
            std::get<PoolNode>(changed.nodes[s("n")].body).members.swapItemsAt(0, 1);
            return models::GraphEditResult(changed);
        });

        QTRY_VERIFY(ranking->lines().at(0).contains(s("two")));
    }

    void todaysFiguresStandAtTheLimit()
    {
        PoolLimit inFlight{.measure = Measure::InFlight, .bound = 5};
        Inspected shown{models::RouteNodeBody(pool({inFlight}))};
        auto *row = shown.inspector.findChild<ui::PoolLimitRow *>();

        QTRY_VERIFY2(row->todayText().contains(s("✓ one")), qPrintable(row->todayText()));
    }

    void scalesLeadBackToTheirPlaces_data()
    {
        QTest::addColumn<int>("measure");
        for (int measure = 0; measure < models::measureCount; ++measure)
            QTest::addRow("measure %d", measure) << measure;
    }

    void scalesLeadBackToTheirPlaces()
    {
        QFETCH(const int, measure);
        const ui::MeasureScale scale(static_cast<Measure>(measure));
        double before = -1;
        for (int place = 0; place <= ui::MeasureScale::steps; place += 25) {
            const double bound = scale.at(place);
            QVERIFY(bound >= before);
            QVERIFY(std::abs(scale.place(bound) - place) <= 15); // round numbers
            QCOMPARE(scale.bound(scale.shown(bound)), bound);
            before = bound;
        }
        QCOMPARE(scale.place(-1e9), 0);
        QCOMPARE(scale.place(1e9), ui::MeasureScale::steps);
    }
};

QTEST_MAIN(PoolFormTest)
#include "tst_PoolForm.moc"
