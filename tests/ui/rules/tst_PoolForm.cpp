// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/routetests/RouteTests.h"
#include "ui/rules/InspectedNode.h"
#include "ui/rules/inspector/pool/LimitSlider.h"
#include "ui/rules/inspector/pool/MeasureScale.h"
#include "ui/rules/inspector/pool/PoolLimitRow.h"
#include "ui/rules/inspector/pool/PoolRanking.h"

#include <QComboBox>
#include <QDoubleSpinBox>
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
