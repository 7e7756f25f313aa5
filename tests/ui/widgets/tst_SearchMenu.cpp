// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/OutlineFixture.h"
#include "ui/widgets/SearchMenu.h"

#include <QApplication>
#include <QListWidget>
#include <QScreen>
#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;

/// The searchable menu, as the outline opens it.
class SearchMenuTest final : public QObject
{
    Q_OBJECT

private slots:
    void screenReaderHearsWhatEnterWouldTake()
    {
        OutlineFixture fixture;
        fixture.goTo(small);
        press(fixture.view, Qt::Key_Insert);
        const QWidget *search = focusOf(fixture.view);
        const auto *list = QApplication::activePopupWidget()->findChild<QListWidget *>();

        QVERIFY(!QApplication::activePopupWidget()->accessibleName().isEmpty());
        QVERIFY(!search->accessibleName().isEmpty());
        press(fixture.view, Qt::Key_Down);
        QCOMPARE(search->accessibleDescription(), list->item(1)->text());
        QTest::keyClicks(focusOf(fixture.view), QStringLiteral("match"));
        QCOMPARE(search->accessibleDescription(), QStringLiteral("Match"));
        press(fixture.view, Qt::Key_Escape);
    }

    void whatIsCalledSoGoesBeforeWhatContainsIt()
    {
        const ui::Theme theme(*qApp);
        auto *menu = new ui::SearchMenu( // deletes itself
            theme, QStringLiteral("Title"), QStringLiteral("Search"),
            {{.text = QStringLiteral("Shorten"), .icon = {}},
             {.text = QStringLiteral("Other"), .icon = {}},
             {.text = QStringLiteral("Tent"), .icon = {}}},
            nullptr);
        int chosen = -1;
        connect(menu, &ui::SearchMenu::chosen, menu, [&chosen](int place) { chosen = place; });
        menu->setCurrent(1);
        menu->openAt({5000, 5000});

        QVERIFY(menu->screen()->availableGeometry().contains(menu->geometry().center()));
        writeAndEnter(*menu, QStringLiteral("ten"));
        QCOMPARE(chosen, 2);
    }

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
