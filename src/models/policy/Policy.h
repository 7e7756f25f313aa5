// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/KeyReference.h"
#include "models/policy/RouteGraph.h"
#include "models/policy/Spending.h"
#include "models/traffic/ErrorClass.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace signalbox::models {

/// The API a provider speaks. JSON names: providerDialectName().
enum class ProviderDialect : quint8 {
    OpenAi,
    OpenAiResponses,
    Anthropic,
    Gemini,
    Bedrock,
    Cohere,
    Ollama,
    Simulated,
};

QString providerDialectName(ProviderDialect dialect);
std::optional<ProviderDialect> providerDialectFromName(const QString &name);

/// How long a provider may take. Zero means no limit.
struct ProviderTimeouts
{
    std::chrono::milliseconds connect{10'000};
    std::chrono::milliseconds firstByte{300'000};
    std::chrono::milliseconds idle{120'000};
    std::chrono::milliseconds total{1'800'000};

    bool operator==(const ProviderTimeouts &) const = default;
};

/// How the built-in simulated provider behaves. Shares are 0..1 and are drawn in this order.
struct SimulatedSettings
{
    double ttftMs = 200;
    double ttftJitterMs = 0; ///< uniform, added or taken away
    double tokensPerSecond = 80; ///< 0 answers all at once
    int outputTokens = 60; ///< mean length of an answer; asked limits are honoured
    quint32 seed = 1;
    double rateLimitedShare = 0; ///< 429 with Retry-After
    double serverErrorShare = 0; ///< 500
    double overloadedShare = 0; ///< 503, Anthropic 529
    double stallShare = 0; ///< the stream stops moving after half the answer
    double cutShare = 0; ///< the connection breaks after half the answer
    double inputPricePerMillion = 0.15; ///< US dollars
    double outputPricePerMillion = 0.60; ///< US dollars
    QStringList models{QStringLiteral("sim-fast"), QStringLiteral("sim-smart")};

    bool operator==(const SimulatedSettings &) const = default;
};

struct HeaderField
{
    QByteArray name;
    QByteArray value;

    bool operator==(const HeaderField &) const = default;
};

/// Whom we call.
struct Provider
{
    QString id;
    QString name; ///< shown to people; empty means the id
    ProviderDialect dialect = ProviderDialect::OpenAi;
    QString baseUrl; ///< what the provider's own SDK takes, without a trailing slash
    QList<KeyReference> keys;
    /// What each key may do, by its place in `keys`; shorter than these where the rest has no
    /// limit.
    QList<RateLimits> keyLimits;
    QList<HeaderField> headers; ///< added to every call
    /// Header that carries the key when it is not the dialect's own: `api-key` for Azure OpenAI.
    QString keyHeader;
    QString apiVersion; ///< Azure OpenAI's classic addresses; empty: the one we know
    ProviderTimeouts timeouts;
    int maxConnections = 1024;
    bool http2 = false;
    /// Ask OpenAI-style streams for usage (`include_usage`) and hide it if the client did not.
    bool requestStreamUsage = true;
    QStringList quirks;
    QStringList models; ///< listed by /v1/models as provider/model
    SimulatedSettings simulated;

    [[nodiscard]] QString displayName() const { return name.isEmpty() ? id : name; }
    bool operator==(const Provider &) const = default;
};

/// Provider, model and overrides: the thing that can serve a request.
struct Target
{
    QString id;
    QString provider;
    QString model;
    qint64 contextWindow = -1; ///< tokens; -1: as the table of models has it
    double inputPricePerMillion = -1; ///< US dollars; -1: as the table of prices has it
    double outputPricePerMillion = -1;
    /// How good it is expected to be at a type of task, 0..1, before anything was measured; the
    /// key `all` stands for every other type.
    QHash<QString, double> expectedAccuracy{};

    bool operator==(const Target &) const = default;
};

struct ListenSettings
{
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 4141;

    bool operator==(const ListenSettings &) const = default;
};

/// Retries on one target, before the next one is tried.
struct RetrySettings
{
    int retries = 1; ///< after the first attempt
    std::chrono::milliseconds baseDelay{500}; ///< doubles each time, with 20 % jitter
    std::chrono::milliseconds maxDelay{5'000}; ///< also the longest Retry-After waited for
    std::chrono::milliseconds total{60'000}; ///< all waits of one exchange together

    bool operator==(const RetrySettings &) const = default;
};

/// When a key, or a provider's model, is left alone for a while.
///
/// Open after `failureShare` of at least `minimumRequests` in `window` failed, or
/// `consecutiveFailures` with no success between; then for `open`,
/// which doubles each time it opens again, up to `maxOpen`; then `probes` requests find out whether
/// it may close. A provider's Retry-After within `maxOpen` goes before `open`.
struct BreakerSettings
{
    bool isOn = true;
    std::chrono::seconds window{60};
    int minimumRequests = 5;
    double failureShare = 0.5;
    /// A target that served well until now is down long before half of its window has failed; 0:
    /// off.
    int consecutiveFailures = 5;
    std::chrono::seconds open{10};
    std::chrono::seconds maxOpen{300};
    int probes = 1;
    /// With nothing to do, an open target is asked a short question this often; 0: never.
    std::chrono::seconds probeInterval{0};

    bool operator==(const BreakerSettings &) const = default;
};

enum class CaptureBodies : quint8 { All, Errors, None };

/// What the store keeps, and for how long.
struct CaptureSettings
{
    CaptureBodies bodies = CaptureBodies::All;
    int maxBodyKib = 1024; ///< of one request or one response
    int retentionDays = 30; ///< 0 keeps for ever
    int maxStoreMib = 2048; ///< oldest bodies go first, then oldest records

    bool operator==(const CaptureSettings &) const = default;
};

struct LimitSettings
{
    int bodyMib = 64; ///< largest request body

    bool operator==(const LimitSettings &) const = default;
};

/// The whole document: one `*.signalbox.json`. Shared between threads as const, swapped whole.
struct Policy
{
    static constexpr int currentVersion = 1;

    QString schema; ///< what the document says in `$schema`, for editors; kept as it is
    ListenSettings listen;
    QList<Provider> providers;
    QList<Target> targets;
    QList<Route> routes;
    QList<Budget> budgets;
    QList<ClientKey> clients;
    RetrySettings retry;
    BreakerSettings breaker;
    CaptureSettings capture;
    LimitSettings limits;

    [[nodiscard]] const Provider *provider(const QString &id) const;
    [[nodiscard]] const Target *target(const QString &id) const;
    [[nodiscard]] const Route *route(const QString &name) const;
    [[nodiscard]] const Budget *budget(const QString &id) const;
    /// What Signalbox starts with when there is no policy file: the simulated provider `sim` with
    /// the targets `sim-fast` and `sim-smart`, and a route `auto`.
    static Policy builtIn();

    bool operator==(const Policy &) const = default;
};

} // namespace signalbox::models
