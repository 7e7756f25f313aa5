// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/WindowFixture.h"

#include <QCheckBox>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

using namespace signalbox;

class ProvidersPageTest final : public QObject
{
    Q_OBJECT

private slots:
    void presetIsAddedAndSelected()
    {
        tests::WindowFixture fixture;
        auto &window = open(fixture);
        const auto *add = window.findChild<QPushButton *>(QStringLiteral("addProvider"));
        QVERIFY(add && add->menu());

        QAction *mistral = nullptr;
        for (QAction *action : add->menu()->actions())
            mistral = action->text() == QLatin1String("Mistral") ? action : mistral;
        QVERIFY(mistral);
        mistral->trigger();

        const auto *provider = fixture.policy->provider(QStringLiteral("mistral"));
        QVERIFY(provider);
        QVERIFY(!provider->requestStreamUsage);
        const auto *name = window.findChild<QLineEdit *>(QStringLiteral("providerName"));
        QCOMPARE(name->text(), QStringLiteral("Mistral"));
    }

    void keyGoesToTheKeychainAndOnlyItsNameToThePolicy()
    {
        tests::WindowFixture fixture;
        auto &window = open(fixture);
        select(window, QStringLiteral("Ollama"));
        auto *entry = window.findChild<QLineEdit *>(QStringLiteral("keyEntry"));
        auto *store = window.findChild<QPushButton *>(QStringLiteral("addKey"));
        QCOMPARE(entry->echoMode(), QLineEdit::Password);

        QTest::keyClicks(entry, QStringLiteral("secret-value"));
        store->click();

        QVERIFY(entry->text().isEmpty());
        QTRY_COMPARE(fixture.policy->provider(QStringLiteral("ollama"))->keys.size(), 1);
        QCOMPARE(fixture.policy->provider(QStringLiteral("ollama"))->keys.first().toString(),
                 QStringLiteral("keychain:ollama"));
        QCOMPARE(fixture.secrets.values.value(QStringLiteral("ollama")),
                 QStringLiteral("secret-value"));
    }

    void withoutAKeychainTheWindowSaysThatKeysAreLost()
    {
        tests::WindowFixture fixture;
        fixture.secrets.state = routing::SecretState::Unavailable;
        auto &window = open(fixture);
        select(window, QStringLiteral("Ollama"));

        QTest::keyClicks(window.findChild<QLineEdit *>(QStringLiteral("keyEntry")),
                         QStringLiteral("secret-value"));
        window.findChild<QPushButton *>(QStringLiteral("addKey"))->click();

        const auto *result = window.findChild<QLabel *>(QStringLiteral("keyResult"));
        QTRY_VERIFY(result->text().contains(QLatin1String("until Signalbox ends")));
    }

    void failedConnectionTestIsExplained()
    {
        tests::WindowFixture fixture;
        fixture.checkResult.kind = routing::ProviderCheckResult::Problem::WrongKey;
        fixture.checkResult.status = 401;
        auto &window = open(fixture);
        select(window, QStringLiteral("OpenAI"));

        window.findChild<QPushButton *>(QStringLiteral("testConnection"))->click();

        const auto *result = window.findChild<QLabel *>(QStringLiteral("checkResult"));
        QTRY_VERIFY(result->text().contains(QLatin1String("api.openai.com refused the key (401)")));
    }

    void wrongAddressIsNotSaved()
    {
        tests::WindowFixture fixture;
        auto &window = open(fixture);
        select(window, QStringLiteral("OpenAI"));
        auto *url = window.findChild<QLineEdit *>(QStringLiteral("providerBaseUrl"));
        auto *save = window.findChild<QPushButton *>(QStringLiteral("saveProvider"));
        QVERIFY(!save->isEnabled());

        url->clear();
        QTest::keyClicks(url, QStringLiteral("nonsense"));
        save->click();
        QCOMPARE(fixture.policy->provider(QStringLiteral("openai"))->baseUrl,
                 QStringLiteral("https://api.openai.com/v1"));

        url->clear();
        QTest::keyClicks(url, QStringLiteral("https://example.com/v1/"));
        save->click();
        QCOMPARE(fixture.policy->provider(QStringLiteral("openai"))->baseUrl,
                 QStringLiteral("https://example.com/v1"));
    }

    void apiVersionIsAskedOnlyWhereAzuresAddressesNameOne()
    {
        tests::WindowFixture fixture;
        auto &window = open(fixture);
        select(window, QStringLiteral("OpenAI"));
        auto *url = window.findChild<QLineEdit *>(QStringLiteral("providerBaseUrl"));
        const auto *version = window.findChild<QLineEdit *>(QStringLiteral("providerApiVersion"));
        QVERIFY(!version->isVisible());

        url->setText(QStringLiteral("https://mine.openai.azure.com"));
        QVERIFY(version->isVisible());
        url->setText(QStringLiteral("https://mine.openai.azure.com/openai/v1"));
        QVERIFY(!version->isVisible());
    }

    void checkBoxIsNoWiderThanItsText()
    {
        tests::WindowFixture fixture;
        auto &window = open(fixture);
        select(window, QStringLiteral("OpenAI"));

        const auto *box = window.findChild<QCheckBox *>();

        QTRY_COMPARE(box->width(), box->sizeHint().width());
    }

    void focusFrameIsDrawnOnlyWithFocus()
    {
        tests::WindowFixture fixture;
        auto &window = open(fixture);
        select(window, QStringLiteral("OpenAI"));
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto *box = window.findChild<QCheckBox *>();
        const QRgb focus = window.theme().colors().focus.rgb();

        QVERIFY(!contains(box->grab().toImage(), focus));
        box->setFocus();

        QVERIFY(contains(box->grab().toImage(), focus));
    }

    void pageFitsTheWindow_data()
    {
        QTest::addColumn<int>("zoom");
        for (const int zoom : {80, 100, 150, 200})
            QTest::addRow("%d %%", zoom) << zoom;
    }

    void pageFitsTheWindow()
    {
        QFETCH(const int, zoom);
        tests::WindowFixture fixture;
        auto &window = open(fixture);
        window.resize(1024, 640);
        window.theme().setZoom(zoom);

        const auto *name = window.findChild<QLineEdit *>(QStringLiteral("providerName"));
        const QScrollArea *page = nullptr;
        for (const auto *area : window.findChildren<QScrollArea *>())
            page = area->isAncestorOf(name) ? area : page;

        QVERIFY(page);
        QTRY_COMPARE(page->horizontalScrollBar()->maximum(), 0);
    }

    void removalNamesWhatGoesWithIt()
    {
        tests::WindowFixture fixture;
        auto &window = open(fixture);
        select(window, QStringLiteral("Anthropic"));

        window.findChild<QPushButton *>(QStringLiteral("removeProvider"))->click();
        QTRY_VERIFY(window.findChild<QMessageBox *>(QStringLiteral("removeQuestion")));
        auto *question = window.findChild<QMessageBox *>(QStringLiteral("removeQuestion"));
        QVERIFY(question->text().contains(QLatin1String("sonnet")));
        QVERIFY(question->text().contains(QLatin1String("claude")));
        QCOMPARE(question->buttonRole(question->defaultButton()), QMessageBox::RejectRole);
        for (auto *button : question->buttons()) {
            if (question->buttonRole(button) == QMessageBox::DestructiveRole)
                button->click();
        }

        QTRY_VERIFY(!fixture.policy->provider(QStringLiteral("anthropic")));
        QVERIFY(!fixture.policy->route(QStringLiteral("claude")));
    }

private:
    static ui::MainWindow &open(tests::WindowFixture &fixture)
    {
        auto &window = fixture.makeWindow();
        window.openSection(ui::Section::Providers);
        window.show();
        return window;
    }

    static int indexOf(const QComboBox &dialects, models::ProviderDialect dialect)
    {
        return dialects.findData(static_cast<int>(dialect));
    }

    static bool contains(const QImage &image, QRgb color)
    {
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixel(x, y) == color)
                    return true;
            }
        }
        return false;
    }

    static void select(ui::MainWindow &window, const QString &name)
    {
        auto *list = window.findChild<QListWidget *>(QStringLiteral("providerList"));
        list->setCurrentItem(list->findItems(name, Qt::MatchExactly).value(0));
    }
};

QTEST_MAIN(ProvidersPageTest)
#include "tst_ProvidersPage.moc"
