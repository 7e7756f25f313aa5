// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/SampleBodies.h"
#include "ui/WindowFixture.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

using namespace signalbox;

/// Everything that can be reached with the keyboard says what it is.
class AccessibilityTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyFocusableElementHasAName_data()
    {
        QTest::addColumn<int>("section");
        QTest::newRow("live") << static_cast<int>(ui::Section::Live);
        QTest::newRow("traffic") << static_cast<int>(ui::Section::Traffic);
        QTest::newRow("providers") << static_cast<int>(ui::Section::Providers);
    }

    void everyFocusableElementHasAName()
    {
        QFETCH(const int, section);
        tests::WindowFixture fixture;
        auto &window = openFilled(fixture, static_cast<ui::Section>(section));

        m_unnamed.clear();
        m_seen = 0;
        walk(QAccessible::queryAccessibleInterface(&window), 0);

        QVERIFY2(m_seen > 10, "the tree was not walked");
        QVERIFY2(m_unnamed.isEmpty(), qPrintable(m_unnamed.join(QLatin1Char('\n'))));
    }

    void everyButtonHasTextOrTooltip()
    {
        tests::WindowFixture fixture;
        auto &window = openFilled(fixture, ui::Section::Live);
        window.openSection(ui::Section::Traffic);
        window.openSection(ui::Section::Providers);

        for (const auto *button : window.findChildren<QAbstractButton *>()) {
            if (button->parent()->inherits("QTableView") || button->parent()->inherits("QLineEdit")
                || button->parent()->inherits("QTabBar")
                || button->objectName().startsWith(QLatin1String("qt_")))
                continue; // Qt's own
            QVERIFY2(!button->text().isEmpty() || !button->toolTip().isEmpty(),
                     qPrintable(button->objectName()));
        }
    }

    void chartsSayTheirLatestValues()
    {
        tests::WindowFixture fixture;
        auto &window = openFilled(fixture, ui::Section::Live);

        int charts = 0;
        for (const auto *widget : window.findChildren<QWidget *>()) {
            if (!widget->inherits("signalbox::ui::TimeSeriesChart"))
                continue;
            ++charts;
            QVERIFY(!widget->accessibleName().isEmpty());
            QVERIFY(!widget->accessibleDescription().isEmpty());
        }
        QCOMPARE(charts, 5);
    }

private:
    static ui::MainWindow &openFilled(tests::WindowFixture &fixture, ui::Section section)
    {
        auto &window = fixture.makeWindow();
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        tests::SampleTraffic traffic;
        auto records = traffic.during(now - 60'000, now - 1'000, 5);
        tests::addChat(records.back());
        fixture.feed(records);
        window.openSection(section);
        window.show();
        if (auto *table = window.findChild<QTableView *>(QStringLiteral("trafficTable"))) {
            [&] { QTRY_VERIFY(table->model()->rowCount() > 0); }();
            table->setCurrentIndex(table->model()->index(0, 0));
        }
        return window;
    }

    void walk(QAccessibleInterface *element, int depth)
    {
        constexpr int deepest = 40;
        if (!element || depth > deepest)
            return;
        ++m_seen;
        const QAccessible::State state = element->state();
        const bool isCell =
            element->role() == QAccessible::Cell || element->role() == QAccessible::ColumnHeader;
        if (state.focusable && !state.invisible && !state.disabled && !isCell
            && element->text(QAccessible::Name).isEmpty()) {
            const QObject *object = element->object();
            m_unnamed.append(QStringLiteral("%1 %2 (role %3)")
                                 .arg(object
                                          ? QString::fromLatin1(object->metaObject()->className())
                                          : QStringLiteral("?"),
                                      object ? object->objectName() : QString())
                                 .arg(element->role()));
        }
        if (element->tableInterface())
            return; // its cells are the data
        for (int i = 0; i < element->childCount(); ++i)
            walk(element->child(i), depth + 1);
    }

    QStringList m_unnamed;
    int m_seen = 0;
};

QTEST_MAIN(AccessibilityTest)
#include "tst_Accessibility.moc"
