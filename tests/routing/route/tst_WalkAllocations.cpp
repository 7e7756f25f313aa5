// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/BusyDecision.h"

#include <QTest>

#include <atomic>
#include <cstdlib>
#include <new>

using namespace signalbox;

namespace {

std::atomic<int> allocations = 0;

} // namespace

// Counts what is taken from the heap. Every form that ends in our delete is ours: a sanitizer
// brings forms of its own, whose memory must not be given back here.
void *operator new(std::size_t size)
{
    allocations.fetch_add(1, std::memory_order_relaxed);
    if (void *memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}

void *operator new(std::size_t size, const std::nothrow_t & /*tag*/) noexcept
{
    allocations.fetch_add(1, std::memory_order_relaxed);
    return std::malloc(size);
}

void operator delete(void *memory) noexcept
{
    std::free(memory);
}

void operator delete(void *memory, std::size_t /*size*/) noexcept
{
    std::free(memory);
}

class WalkAllocationsTest final : public QObject
{
    Q_OBJECT

private slots:
    /// A switch, a table, a match and a pool of eight candidates with three limits.
    void decisionOverKnownSignalsTakesNothingFromTheHeap()
    {
        tests::BusyDecision busy(SIGNALBOX_TEST_DATA "/policies/routing.signalbox.json", "by-task");
        routing::RequestVersions versions(busy.call, busy.memory);
        routing::LiveWorld world(versions, "default", "sbx_0", busy.surroundings());
        QVERIFY(busy.decide(world)); // reads the signals, looks the books up

        const int before = allocations.load();
        const routing::Candidate *chosen = busy.decide(world);
        const int after = allocations.load();

        QVERIFY(chosen);
        QCOMPARE(after - before, 0);
    }
};

QTEST_GUILESS_MAIN(WalkAllocationsTest)
#include "tst_WalkAllocations.moc"
