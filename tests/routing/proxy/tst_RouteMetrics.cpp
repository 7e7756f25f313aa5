// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/RouteMetrics.h"

#include <QTest>

using namespace signalbox::routing;

/// What is written of caches and shadows.
class RouteMetricsTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyCountHasItsLine()
    {
        const std::string text = routeMetricsText(
            {.hits = 2,
             .misses = 5,
             .evicted = 1,
             .entries = 4,
             .bytes = 4096,
             .savedMicroDollars = 6'000},
            {.begun = 7, .passedOver = 3, .running = 2, .microDollars = 1'500'000});
        for (const char *line :
             {"signalbox_cache_lookups_total{result=\"hit\"} 2\n",
              "signalbox_cache_lookups_total{result=\"miss\"} 5\n",
              "signalbox_cache_evictions_total 1\n", "signalbox_cache_entries 4\n",
              "signalbox_cache_bytes 4096\n", "signalbox_cache_saved_dollars_total 0.006000\n",
              "signalbox_shadow_copies_total{result=\"sent\"} 7\n",
              "signalbox_shadow_copies_total{result=\"capped\"} 3\n",
              "signalbox_shadow_copies_in_flight 2\n",
              "signalbox_shadow_cost_dollars_total 1.500000\n"})
            QVERIFY2(text.find(line) != std::string::npos, line);
    }
};

QTEST_APPLESS_MAIN(RouteMetricsTest)
#include "tst_RouteMetrics.moc"
