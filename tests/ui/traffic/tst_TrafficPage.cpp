// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/TrafficTableModel.h"
#include "ui/SampleBodies.h"
#include "ui/WindowFixture.h"
#include "ui/traffic/TrafficPage.h"
#include "ui/traffic/TrafficView.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QTabWidget>
#include <QTest>
#include <QTextBrowser>
#include <QTreeView>

#include <algorithm>

using namespace signalbox;

class TrafficPageTest final : public QObject
{
    Q_OBJECT

private slots:
    void filterIsAppliedAfterTyping()
    {
        tests::WindowFixture fixture;
        auto *view = openTraffic(fixture, 60);
        auto *filter = fixture.window->findChild<QLineEdit *>(QStringLiteral("trafficFilter"));
        QTRY_COMPARE(view->model()->rowCount(), m_count);

        QTest::keyClicks(filter, QStringLiteral("qwen3"));

        QTRY_VERIFY(view->model()->rowCount() < m_count);
        QTRY_VERIFY(view->model()->rowCount() > 0);
    }

    void certainExchangesAreShownUntilTakenBack()
    {
        tests::WindowFixture fixture;
        auto *view = openTraffic(fixture, 60);
        QTRY_COMPARE(view->model()->rowCount(), m_count);
        const auto idAt = [view](int row) {
            return view->model()
                ->index(row, 0)
                .data(models::TrafficTableModel::IdRole)
                .toULongLong();
        };
        QTRY_VERIFY(idAt(0) != 0 && idAt(1) != 0);
        auto *page = fixture.window->findChild<ui::TrafficPage *>();
        auto *shown = page->findChild<QAbstractButton *>(QStringLiteral("exchangesFilter"));
        QVERIFY(!shown->isVisible());

        page->showExchanges(QStringLiteral("smart, then"), {idAt(0), idAt(1)});

        QTRY_COMPARE(view->model()->rowCount(), 2);
        QVERIFY(shown->isVisible());
        QVERIFY(shown->toolTip().contains(QStringLiteral("smart, then")));
        shown->click();
        QTRY_COMPARE(view->model()->rowCount(), m_count);
        QVERIFY(!shown->isVisible());
    }

    void newRowsKeepThePlaceThatIsRead()
    {
        tests::WindowFixture fixture;
        auto *view = openTraffic(fixture, 120);
        QTRY_COMPARE(view->model()->rowCount(), m_count);
        view->verticalScrollBar()->setValue(280);
        const auto idAtTop = [view] {
            return view->indexAt(QPoint(4, 4))
                .data(models::TrafficTableModel::IdRole)
                .toULongLong();
        };
        QTRY_VERIFY(idAtTop() != 0);
        const quint64 before = idAtTop();

        tests::SampleTraffic more(99);
        std::vector<models::ExchangeRecord> records;
        records.reserve(5);
        for (int i = 0; i < 5; ++i)
            records.push_back(more.next(QDateTime::currentMSecsSinceEpoch()));
        fixture.feed(records);

        QTRY_COMPARE(view->model()->rowCount(), m_count + 5);
        QTRY_COMPARE(idAtTop(), before);
        QCOMPARE(view->unseenRows(), 5);
        view->scrollToNewest();
        QCOMPARE(view->unseenRows(), 0);
    }

    void lettersMoveAndEscapeCloses()
    {
        tests::WindowFixture fixture;
        auto *view = openTraffic(fixture, 20);
        QTRY_COMPARE(view->model()->rowCount(), m_count);
        view->setFocus();

        QTest::keyClick(view, Qt::Key_J);
        QCOMPARE(view->currentIndex().row(), 0);
        QTest::keyClick(view, Qt::Key_J);
        QCOMPARE(view->currentIndex().row(), 1);
        QTest::keyClick(view, Qt::Key_K);
        QCOMPARE(view->currentIndex().row(), 0);
        auto *tabs = fixture.window->findChild<QTabWidget *>(QStringLiteral("exchangeTabs"));
        QTRY_VERIFY(tabs->isVisible());
        QTest::keyClick(view, Qt::Key_Escape);
        QTRY_VERIFY(!tabs->isVisible());
    }

    void streamedAnswerIsReadable()
    {
        tests::WindowFixture fixture;
        auto *view = openTraffic(fixture, 20);
        QTRY_COMPARE(view->model()->rowCount(), m_count);

        view->setCurrentIndex(view->model()->index(0, 0));

        const auto isShown = [&] {
            const auto browsers = fixture.window->findChildren<QTextBrowser *>();
            return std::ranges::any_of(browsers, [](const QTextBrowser *browser) {
                return browser->toPlainText().contains(QLatin1String("calls at Reading"));
            });
        };
        // The body comes back from the disk, which may be busy with others.
        QTRY_VERIFY_WITH_TIMEOUT(isShown(), 60'000);
    }

    void keyOpensWhy()
    {
        tests::WindowFixture fixture;
        auto *view = openTraffic(fixture, 20);
        QVERIFY(QTest::qWaitForWindowActive(fixture.window.get()));
        feedDecided(fixture);
        QTRY_COMPARE(view->model()->rowCount(), m_count + 1);
        view->setCurrentIndex(view->model()->index(0, 0));
        view->setFocus();

        QTest::keyClick(view, Qt::Key_I, Qt::ControlModifier);

        auto *tree = fixture.window->findChild<QTreeView *>(QStringLiteral("decisionTree"));
        QTRY_VERIFY(tree->isVisible());
        // Nodes come from the disk; a row of the list knows the attempts only.
        QTRY_VERIFY_WITH_TIMEOUT(tree->model()->rowCount() > 5, 60'000);
        QCOMPARE(tree->model()->index(1, 3).data().toString(), QStringLiteral("It does not hold"));
    }

    void feedbackIsGivenAndShown()
    {
        tests::WindowFixture fixture;
        auto *view = openTraffic(fixture, 20);
        QTRY_COMPARE(view->model()->rowCount(), m_count);
        const auto choose = [view](int row) {
            view->setCurrentIndex(view->model()->index(row, 0));
            return view->currentIndex().data(models::TrafficTableModel::IdRole).toULongLong();
        };
        const quint64 id = choose(2);
        auto *bad = button(fixture, "feedbackBad");
        auto *good = button(fixture, "feedbackGood");
        auto *comment = button(fixture, "feedbackComment");
        QVERIFY(!comment->isVisible());

        bad->click();
        comment->click();
        auto *text = fixture.window->findChild<QLineEdit *>(QStringLiteral("feedbackCommentText"));
        QTest::keyClicks(text, QStringLiteral("too long"));
        QTest::keyClick(text, Qt::Key_Return);

        QCOMPARE(fixture.feedback.size(), 2);
        QCOMPARE(fixture.feedback.at(0), std::tuple(id, 0.0, QString()));
        QCOMPARE(fixture.feedback.at(1), std::tuple(id, 0.0, QStringLiteral("too long")));
        choose(3);
        QVERIFY(!bad->isChecked() && !good->isChecked());
        choose(2);
        QVERIFY(bad->isChecked() && !good->isChecked());
        QVERIFY(comment->toolTip().contains(QLatin1String("too long")));
    }

    void feedbackOfEarlierIsShown()
    {
        tests::WindowFixture fixture;
        auto *view = openTraffic(fixture, 20);
        QTRY_COMPARE(view->model()->rowCount(), m_count);
        const QModelIndex index = view->model()->index(1, 0);
        fixture.feedbackBefore.append(
            {index.data(models::TrafficTableModel::IdRole).toULongLong(), 1, QString()});

        view->setCurrentIndex(index);

        QVERIFY(button(fixture, "feedbackGood")->isChecked());
        QVERIFY(fixture.feedback.isEmpty());
    }

    void firstColumnsAreWideEnough_data()
    {
        QTest::addColumn<int>("zoom");
        for (const int zoom : {80, 100, 150, 200})
            QTest::addRow("%d %%", zoom) << zoom;
    }

    void firstColumnsAreWideEnough()
    {
        using Model = models::TrafficTableModel;
        QFETCH(const int, zoom);
        tests::WindowFixture fixture;
        const auto *view = openTraffic(fixture, 60);
        fixture.window->resize(2560, 1600);
        fixture.window->theme().setZoom(zoom);
        QTRY_COMPARE(view->model()->rowCount(), m_count);

        for (const int column :
             {Model::TimeColumn, Model::RequestedColumn, Model::StatusColumn, Model::TtftColumn,
              Model::TotalColumn, Model::SpeedColumn, Model::InputColumn, Model::OutputColumn,
              Model::CostColumn, Model::FinishColumn}) {
            int widest = 0;
            for (int row = 0; row < m_count; ++row) {
                const QModelIndex index = view->model()->index(row, column);
                widest = std::max(widest, view->sizeHintForIndex(index).width());
            }
            QVERIFY2(view->columnWidth(column) >= widest, qPrintable(QString::number(column)));
        }
    }

    void chosenColumnsGrowWithTheZoom()
    {
        tests::WindowFixture fixture;
        auto *view = openTraffic(fixture, 20);
        view->horizontalHeader()->resizeSection(models::TrafficTableModel::RequestedColumn, 200);

        fixture.window->theme().setZoom(150);
        QCOMPARE(view->columnWidth(models::TrafficTableModel::RequestedColumn), 300);
        fixture.window.reset();
        view = openTraffic(fixture, 20);

        QCOMPARE(view->columnWidth(models::TrafficTableModel::RequestedColumn), 300);
    }

    void aLargerWindowIsNotAChoiceOfColumns()
    {
        tests::WindowFixture fixture;
        openTraffic(fixture, 20);
        fixture.window->resize(1600, 900);

        QVERIFY(!fixture.settings.contains(QStringLiteral("traffic/columns")));
    }

private:
    static QAbstractButton *button(const tests::WindowFixture &fixture, const char *name)
    {
        return fixture.window->findChild<QAbstractButton *>(QString::fromLatin1(name));
    }

    /// One more exchange, the newest, whose decision is known.
    static void feedDecided(tests::WindowFixture &fixture)
    {
        tests::SampleTraffic traffic(3);
        auto record = traffic.next(QDateTime::currentMSecsSinceEpoch());
        while (!record.decision || record.attempts.size() > 1)
            record = traffic.next(QDateTime::currentMSecsSinceEpoch());
        fixture.feed({record});
    }

    ui::TrafficView *openTraffic(tests::WindowFixture &fixture, int seconds)
    {
        auto &window = fixture.makeWindow();
        window.openSection(ui::Section::Traffic);
        window.resize(1280, 800);
        window.show();
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        tests::SampleTraffic traffic;
        auto records = traffic.during(now - seconds * 1000, now - 1'000, 2);
        tests::addChat(records.back());
        m_count = static_cast<int>(records.size());
        fixture.feed(records);
        return window.findChild<ui::TrafficView *>(QStringLiteral("trafficTable"));
    }

    int m_count = 0;
};

QTEST_MAIN(TrafficPageTest)
#include "tst_TrafficPage.moc"
