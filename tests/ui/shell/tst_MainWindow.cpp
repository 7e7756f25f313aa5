// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/Records.h"
#include "ui/WindowFixture.h"
#include "ui/rules/RulesPage.h"
#include "ui/shell/HeaderStrip.h"
#include "ui/widgets/InlineMessage.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QTcpServer>
#include <QTest>
#include <QToolButton>

using namespace signalbox;

class MainWindowTest final : public QObject
{
    Q_OBJECT

private slots:
    void sectionAndAppearanceAreRemembered()
    {
        tests::WindowFixture fixture;
        auto *window = &fixture.makeWindow();
        window->openSection(ui::Section::Providers);
        window->theme().setChoice(ui::Theme::Choice::Dark);
        window->theme().setZoom(120);

        fixture.window.reset();
        window = &fixture.makeWindow();

        QCOMPARE(window->section(), ui::Section::Providers);
        QCOMPARE(window->theme().choice(), ui::Theme::Choice::Dark);
        QCOMPARE(window->theme().zoom(), 120);
    }

    void shortcutsOpenSections()
    {
        tests::WindowFixture fixture;
        auto &window = fixture.makeWindow();
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));

        QTest::keyClick(&window, Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(window.section(), ui::Section::Traffic);
        QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(window.section(), ui::Section::Live);
    }

    void railShowsOnlyIconsWhereTheTypeIsLarge()
    {
        tests::WindowFixture fixture;
        auto &window = fixture.makeWindow();
        window.resize(1024, 640);
        window.show();
        const auto *button = window.findChild<QToolButton *>(QStringLiteral("section1"));
        QCOMPARE(button->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
        const int width = button->width();

        window.theme().setZoom(200);

        QCOMPARE(button->toolButtonStyle(), Qt::ToolButtonIconOnly);
        QVERIFY(!button->toolTip().isEmpty());
        QTRY_VERIFY(button->width() < width);
    }

    void headerFollowsTheProxy()
    {
        tests::WindowFixture fixture;
        fixture.port = 0;
        auto &window = fixture.makeWindow();
        const auto *state = window.findChild<QLabel *>(QStringLiteral("proxyState"));
        const auto *address = window.findChild<QLabel *>(QStringLiteral("proxyAddress"));
        auto *toggle = window.findChild<QPushButton *>(QStringLiteral("startStop"));
        QVERIFY(state && address && toggle);
        QCOMPARE(state->text(), QStringLiteral("Stopped"));

        toggle->click();
        QTRY_COMPARE(state->text(), QStringLiteral("Running"));
        QCOMPARE(address->text(), fixture.proxy.address());
        QTRY_VERIFY(toggle->isEnabled());
        toggle->click();
        QTRY_COMPARE(state->text(), QStringLiteral("Stopped"));
    }

    void portInUseNamesTheOwnerAndOffersTheNext()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        tests::WindowFixture fixture;
        fixture.port = taken.serverPort();
        auto &window = fixture.makeWindow();
        const auto *message = window.findChild<ui::InlineMessage *>(QStringLiteral("proxyTrouble"));
        QVERIFY(message);

        window.startProxy();
        QTRY_VERIFY(message->findChild<QPushButton *>(QStringLiteral("useNextPort")));
        QVERIFY(message->text().contains(QString::number(fixture.port)));
#ifdef Q_OS_LINUX
        QVERIFY(message->text().contains(QString::number(QCoreApplication::applicationPid())));
#endif
        message->findChild<QPushButton *>(QStringLiteral("useNextPort"))->click();

        QTRY_COMPARE(fixture.proxy.state(), routing::ProxyState::Running);
        QVERIFY(!message->isVisibleTo(&window));
        fixture.proxy.stop();
        QTRY_COMPARE(fixture.proxy.state(), routing::ProxyState::Stopped);
    }

    void messageTakesNoRoomWhileItIsHidden()
    {
        tests::WindowFixture fixture;
        auto &window = fixture.makeWindow();
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const auto *header = window.findChild<ui::HeaderStrip *>();
        const auto *pages = window.findChild<QStackedWidget *>();
        auto *message = window.findChild<ui::InlineMessage *>(QStringLiteral("proxyTrouble"));
        QCOMPARE(pages->y(), header->geometry().bottom() + 1);

        message->showMessage(ui::InlineMessage::Kind::Notice, QStringLiteral("x"));
        QTRY_VERIFY(pages->y() > message->geometry().bottom());
        QTRY_VERIFY(message->y() > header->geometry().bottom() + 1);

        message->hide();
        QTRY_COMPARE(pages->y(), header->geometry().bottom() + 1);
    }

    void keychainStateIsShownInWords()
    {
        tests::WindowFixture fixture;
        fixture.secrets.state = routing::SecretState::Unavailable;
        auto &window = fixture.makeWindow();
        window.show();

        const auto *keychain = window.findChild<QLabel *>(QStringLiteral("keychainState"));
        QVERIFY(keychain);
        QTRY_COMPARE(keychain->text(), QStringLiteral("No keychain: keys last this session only"));
    }

    void changedTestsAreAskedAboutBeforeTheWindowCloses()
    {
        tests::WindowFixture fixture;
        auto &window = fixture.makeWindow();
        window.show();
        window.openSection(ui::Section::Rules);
        models::ExchangeRecord record = tests::makeRecord(1);
        auto bodies = std::make_shared<models::CapturedBodies>();
        bodies->request = "{}";
        record.bodies = bodies;
        auto *page = window.findChild<ui::RulesPage *>();
        page->addTest(record);
        QVERIFY(page->hasChangedTests());

        QVERIFY(!window.close());
        const auto question = window.findChild<QMessageBox *>();
        QVERIFY(question && window.isVisible());
        for (QAbstractButton *button : question->buttons()) {
            if (question->buttonRole(button) == QMessageBox::DestructiveRole)
                button->click();
        }

        QVERIFY(!window.isVisible());
    }
};

QTEST_MAIN(MainWindowTest)
#include "tst_MainWindow.moc"
