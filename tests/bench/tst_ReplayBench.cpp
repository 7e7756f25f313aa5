// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyReader.h"
#include "routing/simulator/ReplayRun.h"
#include "support/StoreAnswers.h"
#include "ui/rules/deploy/ReplayJob.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace signalbox;
using namespace signalbox::tests;

namespace {

constexpr int exchanges = 10'000;
constexpr int bodyBytes = 2'000;

/// A switch, a table, a match and a pool of eight candidates with three limits.
std::shared_ptr<models::Policy> benchPolicy()
{
    QFile file(QStringLiteral(SIGNALBOX_TEST_DATA "/policies/routing.signalbox.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    auto read = models::readPolicy(file.readAll());
    return read ? std::make_shared<models::Policy>(read.takeValue().policy) : nullptr;
}

models::ExchangeRecord benchRecord(int number, const QString &route)
{
    QByteArray text;
    while (text.size() < bodyBytes)
        text += "The committee met on Tuesday and looked at figure " + QByteArray::number(number)
            + " of the last quarter. ";
    models::ExchangeRecord record = withBodies(
        makeRecord(number),
        "{\"model\":\"" + route.toUtf8()
            + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}",
        text);
    record.startedAtMs = recordsStartMs + number * 1'000LL; // within three hours
    return record;
}

} // namespace

/// What a replay of many exchanges takes, and whether the window notices. Run by hand.
class ReplayBench final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_before = benchPolicy();
        QVERIFY(m_before);
        auto after = benchPolicy();
        // Whatever it is about, it goes where mathematics went.
        for (models::RouteNode &node : after->routes.first().graph.nodes) {
            auto *choice = std::get_if<models::SwitchNode>(&node.body);
            if (!choice)
                continue;
            const QString best = choice->cases.at(1).node;
            for (auto &one : choice->cases)
                one.node = best;
            choice->otherwise = best;
        }
        m_after = after;
        for (int i = 0; i < exchanges; ++i)
            m_records.push_back(benchRecord(i, m_before->routes.first().name));
    }

    void decisionsOnly()
    {
        routing::ReplayRun run(
            m_before, m_after, {},
            {.prices = models::PriceBook::shipped(), .models = models::ModelTable::shipped()});
        QElapsedTimer timer;
        timer.start();
        for (const models::ExchangeRecord &record : m_records)
            run.add(record);
        const qint64 elapsedMs = timer.elapsed();

        const auto report = run.report();
        QCOMPARE(report.replayed, exchanges);
        QVERIFY(report.changed > 0);
        qInfo("%d exchanges through two policies: %lld ms, %.1f us each; %d change", exchanges,
              static_cast<long long>(elapsedMs),
              static_cast<double>(elapsedMs) * 1000.0 / exchanges, report.changed);
    }

    void fromTheStoreBesideTheWindow()
    {
        const QTemporaryDir directory;
        models::RecordStore store(directory.path());
        constexpr int batch = 500;
        for (int first = 0; first < exchanges; first += batch) {
            store.append(makeBatch(std::vector<models::ExchangeRecord>(
                m_records.begin() + first, m_records.begin() + first + batch)));
            flush(store);
        }
        ui::ReplayJob job(store, {.before = m_before, .after = m_after}, {}, exchanges, nullptr);
        QSignalSpy finished(&job, &ui::ReplayJob::finished);
        qint64 longestGapMs = 0;
        QElapsedTimer sinceLast;
        QTimer pulse; // as often as the event loop gets to it
        connect(&pulse, &QTimer::timeout, &pulse,
                [&] { longestGapMs = std::max(longestGapMs, sinceLast.restart()); });
        pulse.start(0);
        sinceLast.start();
        QElapsedTimer timer;
        timer.start();

        job.start();

        constexpr int patienceMs = 120'000;
        QVERIFY(finished.wait(patienceMs));
        const auto report = finished.first().first().value<routing::ReplayReport>();
        QCOMPARE(report.replayed, exchanges);
        qInfo("%d exchanges from the store: %lld ms; longest gap of the event loop %lld ms",
              exchanges, static_cast<long long>(timer.elapsed()),
              static_cast<long long>(longestGapMs));
    }

private:
    std::shared_ptr<const models::Policy> m_before;
    std::shared_ptr<const models::Policy> m_after;
    std::vector<models::ExchangeRecord> m_records;
};

QTEST_GUILESS_MAIN(ReplayBench)
#include "tst_ReplayBench.moc"
