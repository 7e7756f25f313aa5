// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/SampleBodies.h"
#include "ui/WindowFixture.h"

#include <QElapsedTimer>
#include <QTableView>
#include <QTest>
#include <QTimer>

#include <algorithm>

using namespace signalbox;

/// The window under load. Figures are printed, never asserted: a busy machine is no bug.
class ResponsivenessTest final : public QObject
{
    Q_OBJECT

private slots:
    void windowShowsEverythingAtHundredsOfRequestsASecond_data()
    {
        QTest::addColumn<int>("section");
        QTest::addColumn<int>("batchSize");
        QTest::newRow("live, 500/s") << static_cast<int>(ui::Section::Live) << 50;
        QTest::newRow("traffic, 500/s") << static_cast<int>(ui::Section::Traffic) << 50;
        QTest::newRow("traffic, 2000/s") << static_cast<int>(ui::Section::Traffic) << 200;
    }

    void windowShowsEverythingAtHundredsOfRequestsASecond()
    {
        QFETCH(const int, section);
        QFETCH(const int, batchSize);
        constexpr int batches = 30;
        tests::WindowFixture fixture;
        auto &window = fixture.makeWindow();
        window.openSection(ui::Section::Traffic);
        window.openSection(static_cast<ui::Section>(section));
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));

        QElapsedTimer clock;
        QList<qint64> gaps;
        QTimer heartbeat;
        heartbeat.setTimerType(Qt::PreciseTimer);
        connect(&heartbeat, &QTimer::timeout, this, [&] {
            gaps.append(clock.nsecsElapsed() / 1'000);
            clock.restart();
        });
        tests::SampleTraffic traffic;
        int sent = 0;
        QTimer feeding;
        connect(&feeding, &QTimer::timeout, this, [&] {
            const qint64 now = QDateTime::currentMSecsSinceEpoch();
            std::vector<models::ExchangeRecord> records;
            records.reserve(static_cast<std::size_t>(batchSize));
            for (int i = 0; i < batchSize; ++i)
                records.push_back(traffic.next(now));
            fixture.feed(std::move(records));
            if (++sent == batches)
                feeding.stop();
        });
        clock.start();
        heartbeat.start(1);
        feeding.start(100);
        QTRY_COMPARE_WITH_TIMEOUT(sent, batches, 60'000);
        heartbeat.stop();

        const auto *table = window.findChild<QTableView *>(QStringLiteral("trafficTable"));
        QVERIFY(table);
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), batches * batchSize, 60'000);
        std::ranges::sort(gaps);
        qInfo("event loop gap: p99 %.1f ms, longest %.1f ms",
              static_cast<double>(gaps.at(gaps.size() * 99 / 100)) / 1000.0,
              static_cast<double>(gaps.last()) / 1000.0);
    }
};

QTEST_MAIN(ResponsivenessTest)
#include "tst_Responsiveness.moc"
