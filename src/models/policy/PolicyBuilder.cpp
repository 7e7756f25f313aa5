// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyBuilder.h"

#include "models/policy/PolicyNames.h"

#include <concepts>

namespace signalbox::models {

namespace {

void read(const JsonValue &value, QString &out)
{
    out = value.text;
}

void read(const JsonValue &value, bool &out)
{
    out = value.boolean;
}

void read(const JsonValue &value, double &out)
{
    out = value.number();
}

/// The schema has checked that the number is whole and within the range of its type.
template<std::integral Integer>
requires(!std::same_as<Integer, bool>) void read(const JsonValue &value, Integer &out)
{
    out = static_cast<Integer>(value.number());
}

void read(const JsonValue &value, std::chrono::milliseconds &out)
{
    out = std::chrono::milliseconds(static_cast<qint64>(value.number()));
}

void read(const JsonValue &value, QStringList &out)
{
    out.clear();
    for (const JsonValue &item : value.items)
        out.append(item.text);
}

void read(const JsonValue &value, KeyReference &out)
{
    out = KeyReference::fromString(value.text).value_or(KeyReference{});
}

void read(const JsonValue &value, ProviderDialect &out)
{
    out = providerDialectFromName(value.text).value_or(out);
}

void read(const JsonValue &value, CaptureBodies &out)
{
    out = valueOf(captureBodiesNames, value.text).value_or(out);
}

void read(const JsonValue &value, RouteNodeKind &out)
{
    out = valueOf(routeNodeKindNames, value.text).value_or(out);
}

void read(const JsonValue &value, QList<HeaderField> &out)
{
    for (const JsonMember &member : value.members)
        out.append({.name = member.key.toUtf8(), .value = member.value.text.toUtf8()});
}

// The objects, which are defined in the order of the document below.
void read(const JsonValue &value, ListenSettings &out);
void read(const JsonValue &value, Provider &out);
void read(const JsonValue &value, Target &out);
void read(const JsonValue &value, Route &out);
void read(const JsonValue &value, RetrySettings &out);
void read(const JsonValue &value, CaptureSettings &out);
void read(const JsonValue &value, LimitSettings &out);
void read(const JsonValue &value, ProviderTimeouts &out);
void read(const JsonValue &value, SimulatedSettings &out);
void read(const JsonValue &value, RouteGraph &out);

template<typename T>
void read(const JsonValue &value, QList<T> &out)
{
    out.clear();
    out.reserve(static_cast<qsizetype>(value.items.size()));
    for (const JsonValue &item : value.items) {
        T element;
        read(item, element);
        out.append(std::move(element));
    }
}

/// Reads \a key of \a object into \a out, or leaves its default.
template<typename T>
void readKey(const JsonValue &object, QStringView key, T &out)
{
    if (const JsonValue *value = object.member(key))
        read(*value, out);
}

void read(const JsonValue &value, ListenSettings &out)
{
    readKey(value, u"address", out.address);
    readKey(value, u"port", out.port);
}

void read(const JsonValue &value, ProviderTimeouts &out)
{
    readKey(value, u"connect_ms", out.connect);
    readKey(value, u"first_byte_ms", out.firstByte);
    readKey(value, u"idle_ms", out.idle);
    readKey(value, u"total_ms", out.total);
}

void read(const JsonValue &value, SimulatedSettings &out)
{
    readKey(value, u"ttft_ms", out.ttftMs);
    readKey(value, u"ttft_jitter_ms", out.ttftJitterMs);
    readKey(value, u"tokens_per_s", out.tokensPerSecond);
    readKey(value, u"output_tokens", out.outputTokens);
    readKey(value, u"seed", out.seed);
    readKey(value, u"rate_limited_share", out.rateLimitedShare);
    readKey(value, u"server_error_share", out.serverErrorShare);
    readKey(value, u"overloaded_share", out.overloadedShare);
    readKey(value, u"stall_share", out.stallShare);
    readKey(value, u"cut_share", out.cutShare);
    readKey(value, u"input_price_per_m", out.inputPricePerMillion);
    readKey(value, u"output_price_per_m", out.outputPricePerMillion);
    readKey(value, u"models", out.models);
}

void read(const JsonValue &value, Provider &out)
{
    readKey(value, u"id", out.id);
    readKey(value, u"name", out.name);
    readKey(value, u"dialect", out.dialect);
    readKey(value, u"base_url", out.baseUrl);
    while (out.baseUrl.endsWith(u'/'))
        out.baseUrl.chop(1);
    readKey(value, u"keys", out.keys);
    readKey(value, u"headers", out.headers);
    readKey(value, u"key_header", out.keyHeader);
    readKey(value, u"api_version", out.apiVersion);
    readKey(value, u"timeouts", out.timeouts);
    readKey(value, u"max_connections", out.maxConnections);
    readKey(value, u"http2", out.http2);
    readKey(value, u"stream_usage", out.requestStreamUsage);
    readKey(value, u"quirks", out.quirks);
    readKey(value, u"models", out.models);
    readKey(value, u"simulated", out.simulated);
}

void read(const JsonValue &value, Target &out)
{
    readKey(value, u"id", out.id);
    readKey(value, u"provider", out.provider);
    readKey(value, u"model", out.model);
}

void read(const JsonValue &value, FallbackStep &out)
{
    readKey(value, u"node", out.node);
    if (const JsonValue *classes = value.member(u"on")) {
        for (const JsonValue &item : classes->items) {
            const QByteArray name = item.text.toUtf8();
            const std::string_view view(name.constData(), static_cast<std::size_t>(name.size()));
            if (const auto errorClass = errorClassFromName(view))
                out.on.push_back(*errorClass);
        }
    }
}

void read(const JsonValue &value, RouteNode &out)
{
    RouteNodeKind kind = RouteNodeKind::Target;
    readKey(value, u"kind", kind);
    if (kind == RouteNodeKind::Target) {
        TargetNode target;
        readKey(value, u"target", target.target);
        out.body = std::move(target);
    } else {
        FallbackNode fallback;
        if (const JsonValue *steps = value.member(u"steps")) {
            for (const JsonValue &item : steps->items)
                read(item, fallback.steps.emplace_back());
        }
        out.body = std::move(fallback);
    }
}

void read(const JsonValue &value, RouteGraph &out)
{
    readKey(value, u"start", out.start);
    if (const JsonValue *nodes = value.member(u"nodes")) {
        for (const JsonMember &member : nodes->members)
            read(member.value, out.nodes[member.key]);
    }
}

void read(const JsonValue &value, Route &out)
{
    readKey(value, u"name", out.name);
    readKey(value, u"graph", out.graph);
}

void read(const JsonValue &value, RetrySettings &out)
{
    readKey(value, u"retries", out.retries);
    readKey(value, u"base_delay_ms", out.baseDelay);
    readKey(value, u"max_delay_ms", out.maxDelay);
}

void read(const JsonValue &value, CaptureSettings &out)
{
    readKey(value, u"bodies", out.bodies);
    readKey(value, u"max_body_kib", out.maxBodyKib);
    readKey(value, u"retention_days", out.retentionDays);
    readKey(value, u"max_store_mib", out.maxStoreMib);
}

void read(const JsonValue &value, LimitSettings &out)
{
    readKey(value, u"body_mib", out.bodyMib);
}

} // namespace

Policy buildPolicy(const JsonValue &root)
{
    Policy policy;
    readKey(root, u"$schema", policy.schema);
    readKey(root, u"listen", policy.listen);
    readKey(root, u"providers", policy.providers);
    readKey(root, u"targets", policy.targets);
    readKey(root, u"routes", policy.routes);
    readKey(root, u"retry", policy.retry);
    readKey(root, u"capture", policy.capture);
    readKey(root, u"limits", policy.limits);
    return policy;
}

} // namespace signalbox::models
