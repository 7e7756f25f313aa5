// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyBuilder.h"

#include "models/policy/JsonFields.h"
#include "models/policy/RouteGraphBuilder.h"

namespace signalbox::models {

// Outside of the anonymous namespace where readField() has to find them by their type.

static void readValue(const JsonValue &value, KeyReference &out)
{
    out = KeyReference::fromString(value.text).value_or(KeyReference{});
}

static void readValue(const JsonValue &value, ProviderDialect &out)
{
    out = providerDialectFromName(value.text).value_or(out);
}

static void readValue(const JsonValue &value, QList<HeaderField> &out)
{
    for (const JsonMember &member : value.members)
        out.append({.name = member.key.toUtf8(), .value = member.value.text.toUtf8()});
}

static void readValue(const JsonValue &value, RouteGraph &out)
{
    out = buildRouteGraph(value);
}

static void readValue(const JsonValue &value, ListenSettings &out)
{
    readField(value, u"address", out.address);
    readField(value, u"port", out.port);
}

static void readValue(const JsonValue &value, ProviderTimeouts &out)
{
    readField(value, u"connect_ms", out.connect);
    readField(value, u"first_byte_ms", out.firstByte);
    readField(value, u"idle_ms", out.idle);
    readField(value, u"total_ms", out.total);
}

static void readValue(const JsonValue &value, SimulatedSettings &out)
{
    readField(value, u"ttft_ms", out.ttftMs);
    readField(value, u"ttft_jitter_ms", out.ttftJitterMs);
    readField(value, u"tokens_per_s", out.tokensPerSecond);
    readField(value, u"output_tokens", out.outputTokens);
    readField(value, u"seed", out.seed);
    readField(value, u"rate_limited_share", out.rateLimitedShare);
    readField(value, u"server_error_share", out.serverErrorShare);
    readField(value, u"overloaded_share", out.overloadedShare);
    readField(value, u"stall_share", out.stallShare);
    readField(value, u"cut_share", out.cutShare);
    readField(value, u"input_price_per_m", out.inputPricePerMillion);
    readField(value, u"output_price_per_m", out.outputPricePerMillion);
    readField(value, u"models", out.models);
}

/// A key is its reference, or an object with its limits.
static void readKeys(const JsonValue &value, Provider &out)
{
    for (const JsonValue &item : value.items) {
        const JsonValue *key = item.member(u"key");
        readValue(key ? *key : item, out.keys.emplaceBack());
        RateLimits limits;
        readValue(item, limits);
        if (limits == RateLimits{})
            continue;
        out.keyLimits.resize(out.keys.size());
        out.keyLimits.last() = limits;
    }
}

static void readValue(const JsonValue &value, Provider &out)
{
    readField(value, u"id", out.id);
    readField(value, u"name", out.name);
    readField(value, u"dialect", out.dialect);
    readField(value, u"base_url", out.baseUrl);
    while (out.baseUrl.endsWith(u'/'))
        out.baseUrl.chop(1);
    if (const JsonValue *keys = value.member(u"keys"))
        readKeys(*keys, out);
    readField(value, u"headers", out.headers);
    readField(value, u"key_header", out.keyHeader);
    readField(value, u"api_version", out.apiVersion);
    readField(value, u"timeouts", out.timeouts);
    readField(value, u"max_connections", out.maxConnections);
    readField(value, u"http2", out.http2);
    readField(value, u"stream_usage", out.requestStreamUsage);
    readField(value, u"quirks", out.quirks);
    readField(value, u"models", out.models);
    readField(value, u"simulated", out.simulated);
}

static void readValue(const JsonValue &value, Target &out)
{
    readField(value, u"id", out.id);
    readField(value, u"provider", out.provider);
    readField(value, u"model", out.model);
    readField(value, u"context_window", out.contextWindow);
    readField(value, u"input_price_per_m", out.inputPricePerMillion);
    readField(value, u"output_price_per_m", out.outputPricePerMillion);
    if (const JsonValue *accuracy = value.member(u"expected_accuracy")) {
        for (const JsonMember &member : accuracy->members)
            out.expectedAccuracy.insert(member.key, member.value.number());
    }
}

static void readValue(const JsonValue &value, Route &out)
{
    readField(value, u"name", out.name);
    readField(value, u"graph", out.graph);
}

/// JSON "on_limit": a word, or the route that serves instead.
static void readOnLimit(const JsonValue &value, Budget &out)
{
    if (const JsonValue *route = value.member(u"route")) {
        out.onLimit = Budget::OnLimit::Downgrade;
        out.downgradeRoute = route->text;
    } else {
        out.onLimit = valueOf(onLimitNames, value.text).value_or(out.onLimit);
    }
}

static void readValue(const JsonValue &value, Budget &out)
{
    readField(value, u"id", out.id);
    readName(value, u"period", budgetPeriodNames, out.period);
    readParts(value, u"usd", partsOfDollar, out.microDollars);
    readField(value, u"route", out.route);
    readField(value, u"provider", out.provider);
    readField(value, u"client", out.client);
    readField(value, u"per_client", out.isPerClient);
    readName(value, u"reserve", budgetReserveNames, out.reserve);
    if (const JsonValue *onLimit = value.member(u"on_limit"))
        readOnLimit(*onLimit, out);
}

static void readValue(const JsonValue &value, QDate &out)
{
    out = QDate::fromString(value.text, Qt::ISODate);
}

static void readValue(const JsonValue &value, ClientKey &out)
{
    readField(value, u"name", out.name);
    readField(value, u"key", out.key);
    readField(value, u"expires", out.expires);
    readField(value, u"limits", out.limits);
    readField(value, u"routes", out.routes);
}

static void readValue(const JsonValue &value, RetrySettings &out)
{
    readField(value, u"retries", out.retries);
    readField(value, u"base_delay_ms", out.baseDelay);
    readField(value, u"max_delay_ms", out.maxDelay);
    readField(value, u"total_ms", out.total);
}

static void readValue(const JsonValue &value, BreakerSettings &out)
{
    readField(value, u"on", out.isOn);
    readField(value, u"window_s", out.window);
    readField(value, u"minimum_requests", out.minimumRequests);
    readField(value, u"failure_share", out.failureShare);
    readField(value, u"consecutive_failures", out.consecutiveFailures);
    readField(value, u"open_s", out.open);
    readField(value, u"max_open_s", out.maxOpen);
    readField(value, u"probes", out.probes);
    readField(value, u"probe_interval_s", out.probeInterval);
}

static void readValue(const JsonValue &value, CaptureSettings &out)
{
    readName(value, u"bodies", captureBodiesNames, out.bodies);
    readField(value, u"max_body_kib", out.maxBodyKib);
    readField(value, u"retention_days", out.retentionDays);
    readField(value, u"max_store_mib", out.maxStoreMib);
}

static void readValue(const JsonValue &value, LimitSettings &out)
{
    readField(value, u"body_mib", out.bodyMib);
}

Policy buildPolicy(const JsonValue &root)
{
    Policy policy;
    readField(root, u"$schema", policy.schema);
    readField(root, u"listen", policy.listen);
    readField(root, u"providers", policy.providers);
    readField(root, u"targets", policy.targets);
    readField(root, u"routes", policy.routes);
    readField(root, u"budgets", policy.budgets);
    readField(root, u"clients", policy.clients);
    readField(root, u"retry", policy.retry);
    readField(root, u"breaker", policy.breaker);
    readField(root, u"capture", policy.capture);
    readField(root, u"limits", policy.limits);
    return policy;
}

} // namespace signalbox::models
