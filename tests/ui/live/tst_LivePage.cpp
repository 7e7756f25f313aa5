// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/WindowFixture.h"

#include <QDateTime>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableWidget>
#include <QTest>

#include <algorithm>

using namespace signalbox;

class LivePageTest final : public QObject
{
    Q_OBJECT

private slots:
    void namesOfTargetsAreWholeAtTheFirstSize()
    {
        tests::WindowFixture fixture;
        auto &window = openFilled(fixture, QSize(1280, 800));
        const auto *table = window.findChild<QTableWidget *>(QStringLiteral("targetsTable"));
        QTRY_COMPARE(table->rowCount(), 4);

        const QAbstractItemView &cells = *table;

        QTRY_VERIFY(table->columnWidth(0) >= cells.sizeHintForColumn(0));
        QTRY_COMPARE(table->horizontalScrollBar()->maximum(), 0);
    }

    void emptyPageSaysWhereEarlierExchangesAre()
    {
        tests::WindowFixture fixture;
        auto &window = fixture.makeWindow();
        window.openSection(ui::Section::Live);
        window.show();
        const auto shows = [&window](const QString &text) {
            const auto labels = window.findChildren<QLabel *>();
            return std::ranges::any_of(labels, [&text](const QLabel *label) {
                return label->isVisible() && label->text() == text;
            });
        };
        QTRY_VERIFY(shows(QStringLiteral("Nothing has come through yet")));

        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        fixture.store.append(std::make_shared<const std::vector<models::ExchangeRecord>>(
            tests::SampleTraffic().during(now - 60'000, now - 1'000, 5)));

        QTRY_VERIFY(shows(QStringLiteral("Nothing since Signalbox started")));
    }

    void namesOfTargetsStayReadableWhereItIsNarrow()
    {
        tests::WindowFixture fixture;
        auto &window = openFilled(fixture, QSize(1024, 640));
        window.theme().setZoom(200);
        const auto *table = window.findChild<QTableWidget *>(QStringLiteral("targetsTable"));
        QTRY_COMPARE(table->rowCount(), 4);

        const QFontMetrics metrics(window.theme().font(ui::Theme::Role::Body));

        QTRY_VERIFY(table->columnWidth(0)
                    > metrics.horizontalAdvance(QString(9, QLatin1Char('n'))));
    }

    void nothingIsWiderThanTheWindow_data()
    {
        QTest::addColumn<int>("zoom");
        QTest::addColumn<QSize>("size");
        QTest::newRow("smallest window") << 100 << QSize(1024, 640);
        QTest::newRow("80 %") << 80 << QSize(1024, 640);
        QTest::newRow("150 %") << 150 << QSize(1280, 800);
        QTest::newRow("200 %") << 200 << QSize(1280, 800);
        QTest::newRow("200 % in the smallest window") << 200 << QSize(1024, 640);
    }

    void nothingIsWiderThanTheWindow()
    {
        QFETCH(const int, zoom);
        QFETCH(const QSize, size);
        tests::WindowFixture fixture;
        auto &window = openFilled(fixture, size);

        window.theme().setZoom(zoom);

        const auto *table = window.findChild<QTableWidget *>(QStringLiteral("targetsTable"));
        const QScrollArea *page = nullptr;
        for (const auto *area : window.findChildren<QScrollArea *>())
            page = area->isAncestorOf(table) ? area : page;
        QVERIFY(page);
        QTRY_COMPARE(page->horizontalScrollBar()->maximum(), 0);
    }

private:
    static ui::MainWindow &openFilled(tests::WindowFixture &fixture, const QSize &size)
    {
        auto &window = fixture.makeWindow();
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        fixture.feed(tests::SampleTraffic().during(now - 60'000, now - 1'000, 5));
        window.openSection(ui::Section::Live);
        window.resize(size);
        window.show();
        return window;
    }
};

QTEST_MAIN(LivePageTest)
#include "tst_LivePage.moc"
