// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/OutlineFixture.h"

#include <QApplication>
#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;

/// The searchable menu, as the outline opens it.
class SearchMenuTest final : public QObject
{
    Q_OBJECT

private slots:
    void escapeLeavesTheMenuWithoutAnEdit()
    {
        OutlineFixture fixture;
        fixture.goTo(small);

        press(fixture.view, Qt::Key_Insert);
        press(fixture.view, Qt::Key_Escape);

        QVERIFY(!QApplication::activePopupWidget());
        QCOMPARE(fixture.steps(), 0);
        QCOMPARE(fixture.current(), small);
    }

    void keysInTheMenuDoNothingToTheGraph()
    {
        OutlineFixture fixture;
        fixture.goTo(small);
        press(fixture.view, Qt::Key_Insert);

        press(fixture.view, Qt::Key_M);
        press(fixture.view, Qt::Key_Delete);
        press(fixture.view, Qt::Key_Insert);
        press(fixture.view, Qt::Key_D, Qt::ControlModifier);
        press(fixture.view, Qt::Key_Delete, Qt::ControlModifier);

        QCOMPARE(fixture.steps(), 0);
        QCOMPARE(fixture.refused.count(), 0);
        press(fixture.view, Qt::Key_Escape);
    }

    void searchThatMatchesNothingChoosesNothing()
    {
        OutlineFixture fixture;
        fixture.goTo(small);
        press(fixture.view, Qt::Key_Insert);

        writeAndEnter(fixture.view, QStringLiteral("no such kind"));

        QVERIFY(QApplication::activePopupWidget());
        QCOMPARE(fixture.choices().size(), 1); // it says so
        QCOMPARE(fixture.steps(), 0);
        press(fixture.view, Qt::Key_Escape);
    }
};

QTEST_MAIN(SearchMenuTest)
#include "tst_SearchMenu.moc"
