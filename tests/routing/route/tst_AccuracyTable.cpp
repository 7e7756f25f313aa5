// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/Signal.h"
#include "routing/route/AccuracyTable.h"
#include "routing/route/TargetScore.h"

#include <QTest>

#include <cmath>
#include <random>

using signalbox::models::VarintReader;
using signalbox::models::VarintWriter;
using signalbox::routing::AccuracyTable;
using signalbox::routing::TargetScore;

namespace {
constexpr int coding = 0;
constexpr int math = 1;
const QString gpt = QStringLiteral("gpt");
const QString haiku = QStringLiteral("haiku");
} // namespace

class AccuracyTableTest final : public QObject
{
    Q_OBJECT

private slots:
    void tableHasAsManyTypesAsThereAre()
    {
        QCOMPARE(signalbox::models::taskTypeNames().size(), AccuracyTable::taskTypeCount);
        QCOMPARE(signalbox::models::taskTypeNames().size(), TargetScore::taskTypeCount);
    }

    void expectationIsThePrior()
    {
        AccuracyTable table;
        table.expect(gpt, {{QStringLiteral("coding"), 0.9}, {QStringLiteral("all"), 0.6}});

        QCOMPARE(table.accuracy(gpt, coding).mean, 0.9);
        QCOMPARE(table.accuracy(gpt, math).mean, 0.6);
        QCOMPARE(table.accuracy(gpt, -1).mean, 0.6);
        QCOMPARE(table.accuracy(gpt, coding).samples, 0);
        QVERIFY(table.accuracy(gpt, coding).bound < 0.9);
        QCOMPARE(table.accuracy(haiku, coding).mean, 0.7);
    }

    void whatIsTakenBackWasNeverSaid()
    {
        AccuracyTable table;
        table.judge(gpt, coding, 1, 1);
        const AccuracyTable::Accuracy before = table.accuracy(gpt, coding);
        table.judge(gpt, coding, 0, 1);
        QVERIFY(table.accuracy(gpt, coding).mean < before.mean);

        table.takeBack(gpt, coding, 0, 1);

        // The judgement before it was discounted by one more meanwhile.
        QVERIFY(std::abs(table.accuracy(gpt, coding).mean - before.mean) < 0.01);
        table.takeBack(haiku, coding, 0, 1); // of whom nothing was said
        QCOMPARE(table.accuracy(haiku, coding).samples, 0);
    }

    void takingBackMoreThanThereIsLeavesThePrior()
    {
        AccuracyTable table;
        table.expect(gpt, {{QStringLiteral("all"), 0.6}});
        table.judge(gpt, coding, 1, 0.5);
        for (int i = 0; i < 3; ++i)
            table.takeBack(gpt, coding, 1, 0.5);
        QCOMPARE(table.accuracy(gpt, coding).mean, 0.6);
    }

    void impossibleExpectationsAreNone()
    {
        AccuracyTable table;
        table.expect(gpt, {{QStringLiteral("coding"), 7}, {QStringLiteral("all"), qQNaN()}});

        QCOMPARE(table.accuracy(gpt, coding).mean, 0.7);
    }

    void certainExpectationsHaveABound()
    {
        AccuracyTable table;
        table.expect(gpt, {{QStringLiteral("coding"), 1}, {QStringLiteral("math"), 0}});

        QVERIFY(table.accuracy(gpt, coding).bound > 0.9);
        QVERIFY(table.accuracy(gpt, math).bound < 0.01);
    }

    void judgementsOutweighThePriorByAndBy()
    {
        AccuracyTable table;
        table.expect(gpt, {{QStringLiteral("all"), 0.5}});
        table.judge(gpt, coding, 1, 1);
        QVERIFY(table.accuracy(gpt, coding).mean < 0.7);
        for (int i = 0; i < 100; ++i)
            table.judge(gpt, coding, 1, 1);

        QVERIFY(table.accuracy(gpt, coding).mean > 0.95);
        QVERIFY(table.accuracy(gpt, coding).bound > 0.9);
        QCOMPARE(table.accuracy(gpt, math).samples, 0);
    }

    void typeFollowsItsModelAndModelItsNeighbours()
    {
        AccuracyTable table;
        for (int i = 0; i < 50; ++i)
            table.judge(gpt, coding, 0, 1);

        QVERIFY(table.accuracy(gpt, math).mean < 0.2);
        QVERIFY(table.accuracy(haiku, math).mean < 0.2);
        table.expect(haiku, {{QStringLiteral("all"), 0.8}});
        QCOMPARE(table.accuracy(haiku, math).mean, 0.8);
    }

    void weightsCount()
    {
        AccuracyTable thumb;
        AccuracyTable reask;
        thumb.judge(gpt, coding, 0, signalbox::routing::judged::byThumb);
        reask.judge(gpt, coding, 0, signalbox::routing::judged::byReask);

        QVERIFY(thumb.accuracy(gpt, coding).mean < reask.accuracy(gpt, coding).mean);
    }

    void changedModelIsSeenTo()
    {
        AccuracyTable table;
        for (int i = 0; i < 2000; ++i)
            table.judge(gpt, coding, 1, 1);
        for (int i = 0; i < 400; ++i)
            table.judge(gpt, coding, 0, 1);

        QVERIFY(table.accuracy(gpt, coding).mean < 0.2);
    }

    void nonsenseLeavesNoTrace()
    {
        AccuracyTable table;
        table.judge(gpt, coding, qQNaN(), 1);
        table.judge(gpt, coding, 1, -1);
        table.judge(gpt, coding, 1, qQNaN());

        QCOMPARE(table.accuracy(gpt, coding).samples, 0);
    }

    void boundIsBelowTheMeanAndWithinBounds()
    {
        std::mt19937 random(9);
        std::uniform_real_distribution<double> any(-0.2, 1.2);
        AccuracyTable table;
        for (int i = 0; i < 3000; ++i) {
            table.judge(i % 2 == 0 ? gpt : haiku, i % 13 - 1, any(random), any(random));
            for (int type = -1; type < AccuracyTable::taskTypeCount; ++type) {
                const auto accuracy = table.accuracy(gpt, type);
                QVERIFY(accuracy.mean >= 0 && accuracy.mean <= 1);
                QVERIFY(accuracy.bound >= 0 && accuracy.bound <= accuracy.mean + 0.01);
            }
        }
    }

    void bytesBringJudgementsBackButNoExpectations()
    {
        AccuracyTable table;
        table.expect(haiku, {{QStringLiteral("all"), 0.2}});
        for (int i = 0; i < 20; ++i)
            table.judge(gpt, coding, 0.8, 1);
        QByteArray bytes;
        VarintWriter writer(bytes);
        table.write(writer);

        AccuracyTable read;
        VarintReader reader(bytes);
        QVERIFY(read.read(reader) && reader.atEnd());
        AccuracyTable restored;
        restored.expect(haiku, {{QStringLiteral("all"), 0.3}});
        restored.takeJudgements(read);
        QCOMPARE(restored.accuracy(gpt, coding).mean, table.accuracy(gpt, coding).mean);
        QCOMPARE(restored.accuracy(gpt, coding).samples, table.accuracy(gpt, coding).samples);
        QCOMPARE(restored.accuracy(haiku, -1).mean, 0.3);
    }
};

QTEST_GUILESS_MAIN(AccuracyTableTest)
#include "tst_AccuracyTable.moc"
