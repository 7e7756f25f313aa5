// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/SampleBodies.h"
#include "ui/WindowFixture.h"
#include "ui/rules/RulesDocument.h"
#include "ui/rules/RulesPage.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QDialog>
#include <QLineEdit>
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
        QTest::newRow("rules") << static_cast<int>(ui::Section::Rules);
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

    void dialogsNameTheirElements_data()
    {
        QTest::addColumn<int>("section");
        QTest::addColumn<QByteArray>("button");
        QTest::addColumn<QByteArray>("dialog");
        QTest::newRow("snippets") << static_cast<int>(ui::Section::Live)
                                  << QByteArray("connectClient") << QByteArray("snippetDialog");
        QTest::newRow("charts as a table")
            << static_cast<int>(ui::Section::Live) << QByteArray("chartsAsTable")
            << QByteArray("chartTableDialog");
        QTest::newRow("removal") << static_cast<int>(ui::Section::Providers)
                                 << QByteArray("removeProvider") << QByteArray("removeQuestion");
    }

    void dialogsNameTheirElements()
    {
        QFETCH(const int, section);
        QFETCH(const QByteArray, button);
        QFETCH(const QByteArray, dialog);
        tests::WindowFixture fixture;
        auto &window = openFilled(fixture, static_cast<ui::Section>(section));

        window.findChild<QAbstractButton *>(QString::fromLatin1(button))->click();
        auto *opened = window.findChild<QDialog *>(QString::fromLatin1(dialog));
        QVERIFY(opened && opened->isVisible());
        m_unnamed.clear();
        walk(QAccessible::queryAccessibleInterface(opened), 0);

        QVERIFY2(m_unnamed.isEmpty(), qPrintable(m_unnamed.join(QLatin1Char('\n'))));
        QTest::keyClick(opened, Qt::Key_Escape);
        QTRY_VERIFY(!window.findChild<QDialog *>(QString::fromLatin1(dialog)));
    }

    void tabReachesEverything_data() { everyFocusableElementHasAName_data(); }

    void tabReachesEverything()
    {
        QFETCH(const int, section);
        tests::WindowFixture fixture;
        auto &window = openFilled(fixture, static_cast<ui::Section>(section));
        QVERIFY(QTest::qWaitForWindowActive(&window));

        const QList<QWidget *> reached = tabbedThrough(window);

        for (auto *widget : window.findChildren<QWidget *>()) {
            const bool wantsTab = (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isEnabled()
                && widget->isVisible() && !widget->focusProxy();
            QVERIFY2(!wantsTab || reached.contains(widget), qPrintable(described(widget)));
        }
    }

    void tabFollowsTheLayout_data()
    {
        QTest::addColumn<int>("section");
        QTest::addColumn<QStringList>("order");
        QTest::newRow("live") << static_cast<int>(ui::Section::Live)
                              << QStringList{QStringLiteral("targetPicker"),
                                             QStringLiteral("chartsAsTable")};
        QTest::newRow("traffic") << static_cast<int>(ui::Section::Traffic)
                                 << QStringList{QStringLiteral("trafficFilter"),
                                                QStringLiteral("outcomeFilter"),
                                                QStringLiteral("providerFilter"),
                                                QStringLiteral("trafficTable")};
        QTest::newRow("providers")
            << static_cast<int>(ui::Section::Providers)
            << QStringList{QStringLiteral("addProvider"),     QStringLiteral("providerList"),
                           QStringLiteral("removeProvider"),  QStringLiteral("providerName"),
                           QStringLiteral("providerDialect"), QStringLiteral("providerBaseUrl"),
                           QStringLiteral("keyEntry"),        QStringLiteral("testConnection")};
    }

    void tabFollowsTheLayout()
    {
        QFETCH(const int, section);
        QFETCH(const QStringList, order);
        tests::WindowFixture fixture;
        auto &window = openFilled(fixture, ui::Section::Live);
        QVERIFY(QTest::qWaitForWindowActive(&window));

        QTest::keyClick(&window, static_cast<Qt::Key>(Qt::Key_1 + section), Qt::ControlModifier);
        QCOMPARE(window.section(), static_cast<ui::Section>(section));
        if (const auto *table = window.findChild<QTableView *>(QStringLiteral("trafficTable")))
            QTRY_VERIFY(table->isVisible() && table->model()->rowCount() > 0);
        QStringList names;
        for (const auto *widget : tabbedThrough(window))
            names.append(widget->objectName());

        QCOMPARE(names.value(0), order.value(0)); // a section begins with its own first control
        qsizetype last = -1;
        for (const QString &name : order) {
            QVERIFY2(names.indexOf(name) > last, qPrintable(name));
            last = names.indexOf(name);
        }
    }

    void keysStartAndStopTheProxy()
    {
        tests::WindowFixture fixture;
        fixture.port = 0;
        auto &window = fixture.makeWindow();
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));

        QTest::keyClick(&window, Qt::Key_F5);
        QTRY_COMPARE(fixture.proxy.state(), routing::ProxyState::Running);
        QTest::keyClick(&window, Qt::Key_F5, Qt::ShiftModifier);
        QTRY_COMPARE(fixture.proxy.state(), routing::ProxyState::Stopped);
    }

    void keysFilterAndClose()
    {
        tests::WindowFixture fixture;
        auto &window = openFilled(fixture, ui::Section::Traffic);
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const auto *filter = window.findChild<QLineEdit *>(QStringLiteral("trafficFilter"));
        const auto *tabs = window.findChild<QTabWidget *>(QStringLiteral("exchangeTabs"));
        QTRY_VERIFY(tabs->isVisible());

        QTest::keyClick(&window, Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(QApplication::focusWidget(), filter);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("smart"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!tabs->isVisible());
        QCOMPARE(filter->text(), QStringLiteral("smart"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);

        QVERIFY(filter->text().isEmpty());
    }

    void everyButtonHasTextOrTooltip()
    {
        tests::WindowFixture fixture;
        auto &window = openFilled(fixture, ui::Section::Live);
        window.openSection(ui::Section::Traffic);
        window.openSection(ui::Section::Rules);
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
        if (auto *rules = window.findChild<ui::RulesPage *>()) // the inspector shows a node
            rules->document().select({rules->document().graph().start});
        if (auto *table = window.findChild<QTableView *>(QStringLiteral("trafficTable"))) {
            [&] { QTRY_VERIFY(table->model()->rowCount() > 0); }();
            table->setCurrentIndex(table->model()->index(0, 0));
        }
        return window;
    }

    static QList<QWidget *> tabbedThrough(ui::MainWindow &window)
    {
        constexpr int most = 200;
        QList<QWidget *> reached;
        for (int i = 0; i < most; ++i) {
            QWidget *focused = window.focusWidget();
            QTest::keyClick(focused ? focused : &window, Qt::Key_Tab);
            focused = QApplication::focusWidget();
            if (reached.size() > 1 && focused == reached.first())
                break;
            if (!reached.contains(focused)) // a label may have several links
                reached.append(focused);
        }
        return reached;
    }

    static QString described(const QWidget *widget)
    {
        return QStringLiteral("%1 %2 %3")
            .arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName(),
                 widget->accessibleName());
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
            m_unnamed.append(
                QStringLiteral("%1 %2 (role %3)")
                    .arg(object ? QString::fromLatin1(object->metaObject()->className())
                                : QStringLiteral("?"),
                         object ? object->objectName() : QString())
                    .arg(element->role())
                + (object && object->parent()
                       ? QStringLiteral(" in ") + object->parent()->objectName()
                           + QString::fromLatin1(object->parent()->metaObject()->className())
                       : QString()));
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
