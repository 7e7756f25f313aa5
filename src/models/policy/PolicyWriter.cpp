// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyWriter.h"

#include "models/policy/JsonObjectWriter.h"
#include "models/policy/JsonText.h"
#include "models/policy/RouteGraphWriter.h"

#include <algorithm>

namespace signalbox::models {

// Outside of the anonymous namespace where JsonObjectWriter has to find them by their type.

static JsonValue jsonOf(const KeyReference &reference)
{
    return jsonOf(reference.toString());
}

static JsonValue jsonOf(const ListenSettings &listen)
{
    return JsonObjectWriter().add("address", listen.address).add("port", listen.port).take();
}

static JsonValue jsonOf(const ProviderTimeouts &timeouts)
{
    const ProviderTimeouts standard;
    return JsonObjectWriter()
        .addUnless(standard.connect, "connect_ms", timeouts.connect)
        .addUnless(standard.firstByte, "first_byte_ms", timeouts.firstByte)
        .addUnless(standard.idle, "idle_ms", timeouts.idle)
        .addUnless(standard.total, "total_ms", timeouts.total)
        .take();
}

static JsonValue jsonOf(const SimulatedSettings &settings)
{
    const SimulatedSettings standard;
    return JsonObjectWriter()
        .addUnless(standard.ttftMs, "ttft_ms", settings.ttftMs)
        .addUnless(standard.ttftJitterMs, "ttft_jitter_ms", settings.ttftJitterMs)
        .addUnless(standard.tokensPerSecond, "tokens_per_s", settings.tokensPerSecond)
        .addUnless(standard.outputTokens, "output_tokens", settings.outputTokens)
        .addUnless(standard.seed, "seed", settings.seed)
        .addUnless(standard.rateLimitedShare, "rate_limited_share", settings.rateLimitedShare)
        .addUnless(standard.serverErrorShare, "server_error_share", settings.serverErrorShare)
        .addUnless(standard.overloadedShare, "overloaded_share", settings.overloadedShare)
        .addUnless(standard.stallShare, "stall_share", settings.stallShare)
        .addUnless(standard.cutShare, "cut_share", settings.cutShare)
        .addUnless(standard.inputPricePerMillion, "input_price_per_m",
                   settings.inputPricePerMillion)
        .addUnless(standard.outputPricePerMillion, "output_price_per_m",
                   settings.outputPricePerMillion)
        .addUnless(standard.models, "models", settings.models)
        .take();
}

/// A key is its reference, or an object with its limits.
static JsonValue keysJson(const Provider &provider)
{
    JsonValue keys;
    keys.kind = JsonValue::Kind::Array;
    for (qsizetype i = 0; i < provider.keys.size(); ++i) {
        const RateLimits limits = provider.keyLimits.value(i);
        const QString key = provider.keys[i].toString();
        keys.items.push_back(limits == RateLimits{}
                                 ? jsonOf(key)
                                 : JsonObjectWriter().add("key", key).addLimits(limits).take());
    }
    return keys;
}

static JsonValue headersJson(const QList<HeaderField> &headers)
{
    JsonObjectWriter object;
    for (const HeaderField &header : headers)
        object.addValue(QString::fromUtf8(header.name), jsonOf(QString::fromUtf8(header.value)));
    return object.take();
}

static JsonValue jsonOf(const Provider &provider)
{
    const Provider standard;
    JsonObjectWriter object;
    object.add("id", provider.id)
        .addUnless(standard.name, "name", provider.name)
        .add("dialect", providerDialectName(provider.dialect))
        .addUnless(standard.baseUrl, "base_url", provider.baseUrl);
    if (!provider.keys.isEmpty())
        object.addValue(QStringLiteral("keys"), keysJson(provider));
    object.addUnless(standard.keyHeader, "key_header", provider.keyHeader)
        .addUnless(standard.apiVersion, "api_version", provider.apiVersion);
    if (!provider.headers.isEmpty())
        object.addValue(QStringLiteral("headers"), headersJson(provider.headers));
    return object.addUnless(standard.timeouts, "timeouts", provider.timeouts)
        .addUnless(standard.maxConnections, "max_connections", provider.maxConnections)
        .addUnless(standard.http2, "http2", provider.http2)
        .addUnless(standard.requestStreamUsage, "stream_usage", provider.requestStreamUsage)
        .addUnless(standard.quirks, "quirks", provider.quirks)
        .addUnless(standard.models, "models", provider.models)
        .addUnless(standard.simulated, "simulated", provider.simulated)
        .take();
}

static JsonValue accuracyJson(const QHash<QString, double> &accuracy)
{
    QStringList types = accuracy.keys();
    std::ranges::sort(types);
    JsonObjectWriter object;
    for (const QString &type : types)
        object.addValue(type, jsonOf(accuracy.value(type)));
    return object.take();
}

static JsonValue jsonOf(const Target &target)
{
    const Target standard;
    JsonObjectWriter object;
    object.add("id", target.id)
        .add("provider", target.provider)
        .add("model", target.model)
        .addUnless(standard.contextWindow, "context_window", target.contextWindow)
        .addUnless(standard.inputPricePerMillion, "input_price_per_m", target.inputPricePerMillion)
        .addUnless(standard.outputPricePerMillion, "output_price_per_m",
                   target.outputPricePerMillion);
    if (!target.expectedAccuracy.isEmpty())
        object.addValue(QStringLiteral("expected_accuracy"), accuracyJson(target.expectedAccuracy));
    return object.take();
}

static JsonValue jsonOf(const Route &route)
{
    return JsonObjectWriter()
        .add("name", route.name)
        .addValue(QStringLiteral("graph"), routeGraphJson(route.graph))
        .take();
}

static void addOnLimit(JsonObjectWriter &object, const Budget &budget)
{
    if (budget.onLimit == Budget::OnLimit::Downgrade)
        object.addValue(QStringLiteral("on_limit"),
                        JsonObjectWriter().add("route", budget.downgradeRoute).take());
    else
        object.addNameUnless(Budget{}.onLimit, "on_limit", onLimitNames, budget.onLimit);
}

static JsonValue jsonOf(const Budget &budget)
{
    const Budget standard;
    JsonObjectWriter object;
    object.add("id", budget.id)
        .add("period", nameOf(budgetPeriodNames, budget.period))
        .addValue(QStringLiteral("usd"), partsJson(budget.microDollars, partsOfDollar))
        .addUnless(standard.route, "route", budget.route)
        .addUnless(standard.provider, "provider", budget.provider)
        .addUnless(standard.client, "client", budget.client)
        .addUnless(standard.isPerClient, "per_client", budget.isPerClient)
        .addNameUnless(standard.reserve, "reserve", budgetReserveNames, budget.reserve);
    addOnLimit(object, budget);
    return object.take();
}

static JsonValue jsonOf(const RateLimits &limits)
{
    return JsonObjectWriter().addLimits(limits).take();
}

static JsonValue jsonOf(const ClientKey &client)
{
    const ClientKey standard;
    JsonObjectWriter object;
    object.add("name", client.name).add("key", client.key);
    if (client.expires.isValid())
        object.add("expires", client.expires.toString(Qt::ISODate));
    return object.addUnless(standard.limits, "limits", client.limits)
        .addUnless(standard.routes, "routes", client.routes)
        .take();
}

static JsonValue jsonOf(const RetrySettings &retry)
{
    const RetrySettings standard;
    return JsonObjectWriter()
        .addUnless(standard.retries, "retries", retry.retries)
        .addUnless(standard.baseDelay, "base_delay_ms", retry.baseDelay)
        .addUnless(standard.maxDelay, "max_delay_ms", retry.maxDelay)
        .addUnless(standard.total, "total_ms", retry.total)
        .take();
}

static JsonValue jsonOf(const BreakerSettings &breaker)
{
    const BreakerSettings standard;
    return JsonObjectWriter()
        .addUnless(standard.isOn, "on", breaker.isOn)
        .addUnless(standard.window, "window_s", breaker.window)
        .addUnless(standard.minimumRequests, "minimum_requests", breaker.minimumRequests)
        .addUnless(standard.failureShare, "failure_share", breaker.failureShare)
        .addUnless(standard.consecutiveFailures, "consecutive_failures",
                   breaker.consecutiveFailures)
        .addUnless(standard.open, "open_s", breaker.open)
        .addUnless(standard.maxOpen, "max_open_s", breaker.maxOpen)
        .addUnless(standard.probes, "probes", breaker.probes)
        .addUnless(standard.probeInterval, "probe_interval_s", breaker.probeInterval)
        .take();
}

static JsonValue jsonOf(const CaptureSettings &capture)
{
    const CaptureSettings standard;
    return JsonObjectWriter()
        .addNameUnless(standard.bodies, "bodies", captureBodiesNames, capture.bodies)
        .addUnless(standard.maxBodyKib, "max_body_kib", capture.maxBodyKib)
        .addUnless(standard.retentionDays, "retention_days", capture.retentionDays)
        .addUnless(standard.maxStoreMib, "max_store_mib", capture.maxStoreMib)
        .take();
}

static JsonValue jsonOf(const LimitSettings &limits)
{
    return JsonObjectWriter().add("body_mib", limits.bodyMib).take();
}

QByteArray writePolicy(const Policy &policy)
{
    const Policy standard;
    return toJsonText(JsonObjectWriter()
                          .addUnless(standard.schema, "$schema", policy.schema)
                          .add("signalbox", Policy::currentVersion)
                          .addUnless(standard.listen, "listen", policy.listen)
                          .add("providers", policy.providers)
                          .add("targets", policy.targets)
                          .add("routes", policy.routes)
                          .addUnless(standard.budgets, "budgets", policy.budgets)
                          .addUnless(standard.clients, "clients", policy.clients)
                          .addUnless(standard.retry, "retry", policy.retry)
                          .addUnless(standard.breaker, "breaker", policy.breaker)
                          .addUnless(standard.capture, "capture", policy.capture)
                          .addUnless(standard.limits, "limits", policy.limits)
                          .take());
}

} // namespace signalbox::models
