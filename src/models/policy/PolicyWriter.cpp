// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyWriter.h"

#include "models/policy/JsonText.h"
#include "models/policy/PolicyNames.h"

#include <QLocale>

#include <algorithm>
#include <concepts>

namespace signalbox::models {

namespace {

JsonValue json(const QString &text)
{
    JsonValue value;
    value.kind = JsonValue::Kind::String;
    value.text = text;
    return value;
}

JsonValue json(bool boolean)
{
    JsonValue value;
    value.kind = JsonValue::Kind::Boolean;
    value.boolean = boolean;
    return value;
}

JsonValue number(const QString &text)
{
    JsonValue value;
    value.kind = JsonValue::Kind::Number;
    value.text = text;
    return value;
}

JsonValue json(double value)
{
    return number(QString::number(value, 'g', QLocale::FloatingPointShortest));
}

template<std::integral Integer>
requires(!std::same_as<Integer, bool>) JsonValue json(Integer value)
{
    return number(QString::number(value));
}

JsonValue json(std::chrono::milliseconds time)
{
    return json(static_cast<qint64>(time.count()));
}

JsonValue json(const KeyReference &reference)
{
    return json(reference.toString());
}

JsonValue json(CaptureBodies bodies)
{
    return json(nameOf(captureBodiesNames, bodies));
}

JsonValue json(ErrorClass errorClass)
{
    const std::string_view name = errorClassName(errorClass);
    return json(QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size())));
}

// The objects, which are defined in the order of the document below.
JsonValue json(const ListenSettings &listen);
JsonValue json(const ProviderTimeouts &timeouts);
JsonValue json(const SimulatedSettings &settings);
JsonValue json(const Provider &provider);
JsonValue json(const Target &target);
JsonValue json(const FallbackStep &step);
JsonValue json(const RouteNode &node);
JsonValue json(const Route &route);
JsonValue json(const RetrySettings &retry);
JsonValue json(const CaptureSettings &capture);
JsonValue json(const LimitSettings &limits);

template<typename List>
requires requires(const List &list)
{
    list.begin();
} &&(!std::same_as<List, QString>)JsonValue json(const List &list)
{
    JsonValue value;
    value.kind = JsonValue::Kind::Array;
    for (const auto &item : list)
        value.items.push_back(json(item));
    return value;
}

/// Puts an object together, key by key.
class ObjectWriter
{
public:
    ObjectWriter() { m_value.kind = JsonValue::Kind::Object; }

    template<typename T>
    ObjectWriter &add(const char *key, const T &value)
    {
        return addValue(QString::fromLatin1(key), json(value));
    }

    ObjectWriter &addValue(const QString &key, JsonValue value)
    {
        m_value.members.push_back({.key = key, .keyOffset = 0, .value = std::move(value)});
        return *this;
    }

    /// Adds what differs from its default.
    template<typename T>
    ObjectWriter &addUnless(const T &standard, const char *key, const T &value)
    {
        return value == standard ? *this : add(key, value);
    }

    JsonValue take() { return std::move(m_value); }

private:
    JsonValue m_value;
};

JsonValue json(const ListenSettings &listen)
{
    return ObjectWriter().add("address", listen.address).add("port", listen.port).take();
}

JsonValue json(const ProviderTimeouts &timeouts)
{
    const ProviderTimeouts standard;
    return ObjectWriter()
        .addUnless(standard.connect, "connect_ms", timeouts.connect)
        .addUnless(standard.firstByte, "first_byte_ms", timeouts.firstByte)
        .addUnless(standard.idle, "idle_ms", timeouts.idle)
        .addUnless(standard.total, "total_ms", timeouts.total)
        .take();
}

JsonValue json(const SimulatedSettings &settings)
{
    const SimulatedSettings standard;
    return ObjectWriter()
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

JsonValue headersJson(const QList<HeaderField> &headers)
{
    ObjectWriter object;
    for (const HeaderField &header : headers)
        object.addValue(QString::fromUtf8(header.name), json(QString::fromUtf8(header.value)));
    return object.take();
}

JsonValue json(const Provider &provider)
{
    const Provider standard;
    ObjectWriter object;
    object.add("id", provider.id)
        .addUnless(standard.name, "name", provider.name)
        .add("dialect", providerDialectName(provider.dialect))
        .addUnless(standard.baseUrl, "base_url", provider.baseUrl)
        .addUnless(standard.keys, "keys", provider.keys)
        .addUnless(standard.keyHeader, "key_header", provider.keyHeader)
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

JsonValue json(const Target &target)
{
    return ObjectWriter()
        .add("id", target.id)
        .add("provider", target.provider)
        .add("model", target.model)
        .take();
}

JsonValue json(const FallbackStep &step)
{
    return ObjectWriter().add("node", step.node).addUnless({}, "on", step.on).take();
}

JsonValue json(const RouteNode &node)
{
    ObjectWriter object;
    object.add("kind", nameOf(routeNodeKindNames, node.kind()));
    if (const auto *target = std::get_if<TargetNode>(&node.body))
        object.add("target", target->target);
    else if (const auto *fallback = std::get_if<FallbackNode>(&node.body))
        object.add("steps", fallback->steps);
    return object.take();
}

JsonValue json(const Route &route)
{
    // A hash has no order of its own; a file must not change when nothing has.
    QStringList names = route.graph.nodes.keys();
    std::ranges::sort(names);
    ObjectWriter nodes;
    for (const QString &name : names)
        nodes.addValue(name, json(route.graph.nodes.value(name)));
    ObjectWriter graph;
    graph.add("start", route.graph.start).addValue(QStringLiteral("nodes"), nodes.take());
    return ObjectWriter()
        .add("name", route.name)
        .addValue(QStringLiteral("graph"), graph.take())
        .take();
}

JsonValue json(const RetrySettings &retry)
{
    const RetrySettings standard;
    return ObjectWriter()
        .addUnless(standard.retries, "retries", retry.retries)
        .addUnless(standard.baseDelay, "base_delay_ms", retry.baseDelay)
        .addUnless(standard.maxDelay, "max_delay_ms", retry.maxDelay)
        .take();
}

JsonValue json(const CaptureSettings &capture)
{
    const CaptureSettings standard;
    return ObjectWriter()
        .addUnless(standard.bodies, "bodies", capture.bodies)
        .addUnless(standard.maxBodyKib, "max_body_kib", capture.maxBodyKib)
        .addUnless(standard.retentionDays, "retention_days", capture.retentionDays)
        .addUnless(standard.maxStoreMib, "max_store_mib", capture.maxStoreMib)
        .take();
}

JsonValue json(const LimitSettings &limits)
{
    return ObjectWriter().add("body_mib", limits.bodyMib).take();
}

} // namespace

QByteArray writePolicy(const Policy &policy)
{
    const Policy standard;
    return toJsonText(ObjectWriter()
                          .addUnless(standard.schema, "$schema", policy.schema)
                          .add("signalbox", Policy::currentVersion)
                          .addUnless(standard.listen, "listen", policy.listen)
                          .add("providers", policy.providers)
                          .add("targets", policy.targets)
                          .add("routes", policy.routes)
                          .addUnless(standard.retry, "retry", policy.retry)
                          .addUnless(standard.capture, "capture", policy.capture)
                          .addUnless(standard.limits, "limits", policy.limits)
                          .take());
}

} // namespace signalbox::models
