// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/ProblemsFixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using ui::ProblemsModel;
using ui::RulesDocument;

/// What is wrong with a draft, row by row.
class ProblemsModelTest final : public QObject
{
    Q_OBJECT

private slots:
    void problemsAreInTheOrderOfTheText()
    {
        const ProblemsFixture fixture(threeProblems());

        QCOMPARE(fixture.model->rowCount(), 3);
        const auto text = [&](int row, int column) {
            return fixture.model->index(row, column).data().toString();
        };
        QCOMPARE(text(1, ProblemsModel::SeverityColumn), QStringLiteral("Warning"));
        QCOMPARE(text(1, ProblemsModel::MessageColumn), QStringLiteral("B."));
        QCOMPARE(text(0, ProblemsModel::PlaceColumn), QStringLiteral("smart: first"));
        QCOMPARE(text(1, ProblemsModel::PlaceColumn),
                 QStringLiteral("smart: Long prompts (second), Then"));
        QCOMPARE(text(2, ProblemsModel::PlaceColumn), QStringLiteral("other: third"));
        QVERIFY(!fixture.model->index(0, 0).data(Qt::DecorationRole).isNull());
        const QString spoken = fixture.model->index(1, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY(spoken.contains(QStringLiteral("B.")) && spoken.contains(second));
    }

    void equalProblemsLeaveTheRowsAlone()
    {
        ProblemsFixture fixture(threeProblems());
        const QSignalSpy reset(fixture.model, &QAbstractItemModel::modelReset);
        const QSignalSpy checked(&fixture.document, &RulesDocument::problemsChanged);

        fixture.checkAgain(threeProblems());
        QCOMPARE(checked.count(), 1);
        QCOMPARE(reset.count(), 0);

        fixture.checkAgain({threeProblems().at(0)});
        QCOMPARE(reset.count(), 1);
    }
};

QTEST_MAIN(ProblemsModelTest)
#include "tst_ProblemsModel.moc"
