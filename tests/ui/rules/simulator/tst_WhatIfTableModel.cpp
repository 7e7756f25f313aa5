// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/simulator/WhatIfTableModel.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace signalbox;
using models::TargetConditions;
using ui::WhatIfTableModel;

namespace {
const QString a = QStringLiteral("a");
const QString b = QStringLiteral("b");
} // namespace

class WhatIfTableModelTest final : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { QLocale::setDefault(QLocale::c()); }

    void rowsAreTheTargetsAndWhatElseIsAssumedOf()
    {
        WhatIfTableModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);

        model.setTargets({b, a});
        model.setConditions({{QStringLiteral("sim/x"), {.isBreakerOpen = true}}});

        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, 0).data().toString(), b);
        QCOMPARE(model.index(2, 0).data().toString(), QStringLiteral("sim/x"));
        QCOMPARE(model.index(2, WhatIfTableModel::BreakerColumn).data().toString(),
                 QStringLiteral("Open"));
        model.setTargets({});
        QCOMPARE(model.rowCount(), 1);
    }

    void figureIsTakenAndTakenBack()
    {
        WhatIfTableModel model;
        model.setTargets({a});
        const QSignalSpy edited(&model, &WhatIfTableModel::edited);
        const QModelIndex ttft = model.index(0, WhatIfTableModel::TtftColumn);
        const QModelIndex success = model.index(0, WhatIfTableModel::SuccessColumn);

        QVERIFY(model.setData(ttft, QStringLiteral("6000"), Qt::EditRole));
        QVERIFY(model.setData(success, QStringLiteral("99.5"), Qt::EditRole));

        QCOMPARE(model.conditions(),
                 (WhatIfTableModel::Targets{{a, {.ttftP95Ms = 6000, .successRate = 0.995}}}));
        QCOMPARE(success.data().toString(), QStringLiteral("99.5"));
        QVERIFY(model.setData(ttft, QString(), Qt::EditRole));
        QVERIFY(model.setData(success, QStringLiteral(" "), Qt::EditRole));
        QVERIFY(model.conditions().isEmpty());
        QCOMPARE(edited.count(), 4);
    }

    void everyColumnHasItsFigure()
    {
        WhatIfTableModel model;
        model.setTargets({a});
        const auto write = [&model](int column, const char *text) {
            return model.setData(model.index(0, column), QLatin1String(text), Qt::EditRole);
        };
        QVERIFY(write(WhatIfTableModel::SpeedColumn, "80"));
        QVERIFY(write(WhatIfTableModel::AccuracyColumn, "92.5"));
        QVERIFY(write(WhatIfTableModel::InFlightColumn, "4"));

        const TargetConditions expected{
            .tokensPerSecond = 80, .inFlight = 4, .accuracy = {{QStringLiteral("all"), 0.925}}};
        QCOMPARE(model.conditions().value(a), expected);
        QVERIFY(!ui::hasMoreThanColumns(expected));
        QCOMPARE(model.index(0, WhatIfTableModel::AccuracyColumn).data().toString(),
                 QStringLiteral("92.5"));
        for (const int column : {WhatIfTableModel::SpeedColumn, WhatIfTableModel::AccuracyColumn,
                                 WhatIfTableModel::InFlightColumn})
            QVERIFY(write(column, ""));
        QVERIFY(model.conditions().isEmpty());
    }

    void whatIsNoFigureChangesNothing_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("text");
        QTest::newRow("word") << int(WhatIfTableModel::TtftColumn) << QStringLiteral("slow");
        QTest::newRow("negative") << int(WhatIfTableModel::TtftColumn) << QStringLiteral("-1");
        QTest::newRow("endless") << int(WhatIfTableModel::TtftColumn) << QStringLiteral("inf");
        QTest::newRow("more than all")
            << int(WhatIfTableModel::SuccessColumn) << QStringLiteral("101");
    }
    void whatIsNoFigureChangesNothing()
    {
        QFETCH(const int, column);
        QFETCH(const QString, text);
        WhatIfTableModel model;
        model.setTargets({a});

        QVERIFY(!model.setData(model.index(0, column), text, Qt::EditRole));

        QVERIFY(model.conditions().isEmpty());
    }

    void whatNoColumnShowsIsKept()
    {
        WhatIfTableModel model;
        const TargetConditions then{.ttftP50Ms = 10, .accuracy = {{QStringLiteral("coding"), 0.5}}};
        model.setTargets({a});
        model.setConditions({{a, then}});
        const QModelIndex breaker = model.index(0, WhatIfTableModel::BreakerColumn);

        QVERIFY(model.setData(breaker, false, Qt::EditRole));
        QCOMPARE(breaker.data().toString(), QStringLiteral("Closed"));
        QVERIFY(model.setData(breaker, QVariant(), Qt::EditRole));

        QCOMPARE(model.conditions().value(a), then);
        QVERIFY(ui::hasMoreThanColumns(then));
    }

    void figuresAreWrittenAsTheUserDoes()
    {
        QLocale::setDefault(QLocale(QLocale::German));
        WhatIfTableModel model;
        model.setTargets({a});
        const QModelIndex success = model.index(0, WhatIfTableModel::SuccessColumn);

        QVERIFY(model.setData(success, QStringLiteral("99,5"), Qt::EditRole));

        QCOMPARE(model.conditions().value(a).successRate, std::optional(0.995));
        QCOMPARE(success.data(Qt::EditRole).toString(), QStringLiteral("99,5"));
    }
};

QTEST_GUILESS_MAIN(WhatIfTableModelTest)
#include "tst_WhatIfTableModel.moc"
