// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/RouteMetrics.h"

#include "routing/proxy/MetricsWriter.h"

#include <string_view>

namespace signalbox::routing {

namespace {

/// A family of one number.
void add(MetricsWriter &writer, std::string_view name, std::string_view type, std::string_view help,
         const std::string &number)
{
    writer.family(name, type, help);
    writer.value(name, {}, number);
}

} // namespace

std::string routeMetricsText(const ResponseCache::Counts &cache, const ShadowTaps::Counts &shadows)
{
    MetricsWriter writer;
    constexpr std::string_view lookups = "signalbox_cache_lookups_total";
    writer.family(lookups, "counter", "Requests that a cache node looked for, by its result.");
    writer.value(lookups, MetricsWriter::label("result", QStringLiteral("hit")),
                 std::to_string(cache.hits));
    writer.value(lookups, MetricsWriter::label("result", QStringLiteral("miss")),
                 std::to_string(cache.misses));
    add(writer, "signalbox_cache_evictions_total", "counter", "Answers dropped for want of room.",
        std::to_string(cache.evicted));
    add(writer, "signalbox_cache_entries", "gauge", "Answers kept now.",
        std::to_string(cache.entries));
    add(writer, "signalbox_cache_bytes", "gauge", "Memory of the answers kept now.",
        std::to_string(cache.bytes));
    add(writer, "signalbox_cache_saved_dollars_total", "counter",
        "What answers from the cache would have cost.",
        MetricsWriter::dollars(cache.savedMicroDollars));

    constexpr std::string_view copies = "signalbox_shadow_copies_total";
    writer.family(copies, "counter",
                  "Copies of requests for shadow nodes, by what became of them.");
    writer.value(copies, MetricsWriter::label("result", QStringLiteral("sent")),
                 std::to_string(shadows.begun));
    writer.value(copies, MetricsWriter::label("result", QStringLiteral("capped")),
                 std::to_string(shadows.passedOver));
    add(writer, "signalbox_shadow_copies_in_flight", "gauge", "Copies running now.",
        std::to_string(shadows.running));
    add(writer, "signalbox_shadow_cost_dollars_total", "counter", "What copies have cost.",
        MetricsWriter::dollars(shadows.microDollars));
    return writer.take();
}

} // namespace signalbox::routing
