// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/HealthProbes.h"

#include <QTest>

using signalbox::models::BreakerSettings;
using signalbox::routing::HealthProbes;
using signalbox::routing::ProbeCandidate;

namespace {
constexpr qint64 second = 1'000'000'000;
const QString gpt = QStringLiteral("gpt");

BreakerSettings every(int seconds)
{
    BreakerSettings settings;
    settings.probeInterval = std::chrono::seconds(seconds);
    return settings;
}

ProbeCandidate usedAt(qint64 lastEndedNs)
{
    return {.target = gpt, .hasEnded = true, .lastEndedNs = lastEndedNs};
}
} // namespace

class HealthProbesTest final : public QObject
{
    Q_OBJECT

private slots:
    void dueAreOpenAndIdleOnes_data()
    {
        QTest::addColumn<bool>("isOpen");
        QTest::addColumn<bool>("isAskedToWait");
        QTest::addColumn<qint64>("inFlight");
        QTest::addColumn<qint64>("idleNs");
        QTest::addColumn<bool>("isDue");
        QTest::newRow("busy and well") << false << false << qint64{0} << 3 * second << false;
        QTest::newRow("idle") << false << false << qint64{0} << 30 * second << true;
        QTest::newRow("open") << true << false << qint64{0} << 3 * second << true;
        QTest::newRow("open, told to wait") << true << true << qint64{0} << 3 * second << false;
        QTest::newRow("somebody asks") << true << false << qint64{1} << 99 * second << false;
    }

    void dueAreOpenAndIdleOnes()
    {
        QFETCH(bool, isOpen);
        QFETCH(bool, isAskedToWait);
        QFETCH(qint64, inFlight);
        QFETCH(qint64, idleNs);
        QFETCH(bool, isDue);
        ProbeCandidate candidate = usedAt(1000 * second - idleNs);
        candidate.isOpen = isOpen;
        candidate.isAskedToWait = isAskedToWait;
        candidate.inFlight = inFlight;

        HealthProbes probes;
        QCOMPARE(!probes.due({&candidate, 1}, every(30), 1000 * second).empty(), isDue);
    }

    void neverUsedOnesAreAskedOnceInAnInterval()
    {
        HealthProbes probes;
        const ProbeCandidate candidate{.target = gpt};
        int asked = 0;
        for (int i = 0; i < 300; ++i)
            asked += static_cast<int>(
                probes.due({&candidate, 1}, every(30), 1000 * second + i * second).size());

        QCOMPARE(asked, 10);
    }

    void zeroIntervalAsksNobody()
    {
        HealthProbes probes;
        const ProbeCandidate candidate{.target = gpt, .isOpen = true};

        QVERIFY(probes.due({&candidate, 1}, every(0), 1000 * second).empty());
    }
};

QTEST_GUILESS_MAIN(HealthProbesTest)
#include "tst_HealthProbes.moc"
