// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "models/traffic/ExchangeRecord.h"
#include "ui/SampleDecisions.h"

#include <array>
#include <memory>
#include <random>
#include <string>

namespace signalbox::tests {

/// A policy as a developer might have it: two vendors, a fast host, a local server, the simulation.
inline models::Policy samplePolicy()
{
    using models::KeyReference;
    using models::ProviderDialect;
    const auto keychain = [](const QString &name) {
        return KeyReference{.source = KeyReference::Source::Keychain, .name = name};
    };
    models::Policy policy = models::Policy::builtIn();
    models::Provider openai;
    openai.id = QStringLiteral("openai");
    openai.name = QStringLiteral("OpenAI");
    openai.baseUrl = QStringLiteral("https://api.openai.com/v1");
    openai.keys = {keychain(openai.id)};
    openai.models = {QStringLiteral("gpt-4o"), QStringLiteral("gpt-4o-mini")};
    models::Provider claude;
    claude.id = QStringLiteral("anthropic");
    claude.name = QStringLiteral("Anthropic");
    claude.dialect = ProviderDialect::Anthropic;
    claude.baseUrl = QStringLiteral("https://api.anthropic.com");
    claude.keys = {
        {.source = KeyReference::Source::Environment, .name = QStringLiteral("ANTHROPIC_API_KEY")}};
    models::Provider groq;
    groq.id = QStringLiteral("groq");
    groq.name = QStringLiteral("Groq");
    groq.baseUrl = QStringLiteral("https://api.groq.com/openai/v1");
    groq.keys = {keychain(groq.id)};
    models::Provider local;
    local.id = QStringLiteral("ollama");
    local.name = QStringLiteral("Ollama");
    local.baseUrl = QStringLiteral("http://127.0.0.1:11434/v1");
    policy.providers.prepend(local);
    policy.providers.prepend(groq);
    policy.providers.prepend(claude);
    policy.providers.prepend(openai);
    policy.targets = {{.id = QStringLiteral("gpt-mini"),
                       .provider = openai.id,
                       .model = QStringLiteral("gpt-4o-mini")},
                      {.id = QStringLiteral("sonnet"),
                       .provider = claude.id,
                       .model = QStringLiteral("claude-sonnet-4-5")},
                      {.id = QStringLiteral("llama-fast"),
                       .provider = groq.id,
                       .model = QStringLiteral("llama-3.3-70b-versatile")},
                      {.id = QStringLiteral("local-qwen"),
                       .provider = local.id,
                       .model = QStringLiteral("qwen3:8b")}};
    const auto fallback = [](const QString &name, const QStringList &targets) {
        models::Route route;
        route.name = name;
        route.graph.start = QStringLiteral("chain");
        models::FallbackNode chain;
        for (const QString &target : targets) {
            route.graph.nodes.insert(target, {.body = models::TargetNode{target}});
            chain.steps.push_back({.node = target, .on = {}});
        }
        route.graph.nodes.insert(route.graph.start, {.body = chain});
        return route;
    };
    policy.routes = {fallback(QStringLiteral("smart"),
                              {QStringLiteral("gpt-mini"), QStringLiteral("llama-fast")}),
                     fallback(QStringLiteral("claude"), {QStringLiteral("sonnet")}),
                     fallback(QStringLiteral("local"), {QStringLiteral("local-qwen")})};
    return policy;
}

/// Finished exchanges of that policy, the same for the same seed.
class SampleTraffic final
{
public:
    explicit SampleTraffic(quint32 seed = 7)
        : m_random(seed)
    {}

    models::ExchangeRecord next(qint64 atMs)
    {
        using models::ErrorClass;
        using models::ExchangeOutcome;
        struct Kind
        {
            const char *route;
            const char *target;
            const char *provider;
            const char *model;
            double ttftMs;
            double tokensPerSecond;
            double inputPrice;
            double outputPrice;
        };
        static constexpr std::array<Kind, 4> kinds{{
            {"smart", "gpt-mini", "openai", "gpt-4o-mini", 420, 95, 0.15, 0.6},
            {"claude", "sonnet", "anthropic", "claude-sonnet-4-5", 780, 70, 3, 15},
            {"smart", "llama-fast", "groq", "llama-3.3-70b-versatile", 140, 280, 0.59, 0.79},
            {"local", "local-qwen", "ollama", "qwen3:8b", 240, 42, 0, 0},
        }};
        const std::array<double, 4> weights{5, 2, 3, 1};
        std::discrete_distribution<size_t> pick(weights.begin(), weights.end());
        const Kind &kind = kinds.at(pick(m_random));

        models::ExchangeRecord record;
        record.id = (static_cast<quint64>(atMs) << 20U) | (++m_counter & 0xfffffU);
        record.startedAtMs = atMs;
        record.dialect = qstrcmp(kind.provider, "anthropic") == 0
            ? models::ClientDialect::Anthropic
            : models::ClientDialect::OpenAiChat;
        record.streamed = real(0, 1) < 0.8;
        record.status = 200;
        record.client = QStringLiteral("default");
        record.requestedModel = QString::fromLatin1(kind.route);
        record.route = record.requestedModel;
        record.target = QString::fromLatin1(kind.target);
        record.provider = QString::fromLatin1(kind.provider);
        record.model = QString::fromLatin1(kind.model);
        record.finishReason = QStringLiteral("stop");
        record.reason = QStringLiteral("route %1, first of its chain").arg(record.route);
        record.usage.input = static_cast<qint64>(real(200, 6000));
        record.usage.cachedInput = real(0, 1) < 0.3 ? record.usage.input / 2 : 0;
        record.usage.output = static_cast<qint64>(real(20, 600));
        record.ttftUs = static_cast<qint64>(kind.ttftMs * 1000 * spread());
        record.providerWaitUs = record.ttftUs - 350;
        record.overheadUs = 280;
        record.longestGapUs = record.ttftUs / 6;
        record.totalUs = record.ttftUs
            + static_cast<qint64>(static_cast<double>(record.usage.output) / kind.tokensPerSecond
                                  * 1e6);
        record.requestBytes = record.usage.input * 4;
        record.responseBytes = record.usage.output * 160;
        record.costSource = models::CostSource::Estimated;
        record.cost.microDollars =
            static_cast<qint64>(static_cast<double>(record.usage.input) * kind.inputPrice
                                + static_cast<double>(record.usage.output) * kind.outputPrice);
        record.attempts.push_back({.target = record.target,
                                   .provider = record.provider,
                                   .model = record.model,
                                   .status = 200,
                                   .keyIndex = 0,
                                   .reusedConnection = true,
                                   .startedUs = 120,
                                   .firstByteUs = record.ttftUs - 200,
                                   .durationUs = record.totalUs - 150,
                                   .error = {},
                                   .providerRequestId = QStringLiteral("req_8f1c20")});
        const double luck = real(0, 1);
        if (luck < 0.03)
            fail(record, ExchangeOutcome::ProviderError, ErrorClass::RateLimited, 429,
                 QStringLiteral("The provider refused for now: rate limit reached"));
        else if (luck < 0.045)
            fail(record, ExchangeOutcome::BrokenStream, ErrorClass::ServerError, 200,
                 QStringLiteral("The answer broke off after 1,204 bytes"));
        else if (luck < 0.055)
            fail(record, ExchangeOutcome::ClientGone, ErrorClass::Cancelled, 499,
                 QStringLiteral("The client went away"));
        else if (luck < 0.1)
            addFallback(record);
        else if (luck < 0.14)
            makeShadow(record);
        else if (luck < 0.15)
            record.kind = models::ExchangeKind::Probe;
        else if (luck < 0.2)
            makeCached(record);
        else if (luck < 0.3)
            record.variant = QStringLiteral("brief");
        m_lastId = record.id;
        addDecision(record);
        return record;
    }

    /// A minute or more of exchanges, \a perSecond on average, oldest first.
    std::vector<models::ExchangeRecord> during(qint64 fromMs, qint64 toMs, double perSecond)
    {
        std::vector<models::ExchangeRecord> records;
        std::exponential_distribution<double> pause(perSecond / 1000.0);
        auto at = static_cast<double>(fromMs);
        while (at < static_cast<double>(toMs)) {
            records.push_back(next(static_cast<qint64>(at)));
            at += pause(m_random);
        }
        return records;
    }

private:
    double real(double from, double to)
    {
        return std::uniform_real_distribution<double>(from, to)(m_random);
    }

    double spread() { return std::lognormal_distribution<double>(0, 0.35)(m_random); }

    static void addDecision(models::ExchangeRecord &record)
    {
        if (record.outcome != models::ExchangeOutcome::Success)
            return;
        const bool hasFallen = record.attempts.size() > 1;
        if (!hasFallen && record.target == QLatin1String("gpt-mini"))
            record.decision =
                std::make_shared<const models::DecisionText>(std::string(poolDecision));
        else if (hasFallen && record.target == QLatin1String("sonnet"))
            record.decision =
                std::make_shared<const models::DecisionText>(std::string(tableDecision));
    }

    static void fail(models::ExchangeRecord &record, models::ExchangeOutcome outcome,
                     models::ErrorClass errorClass, int status, const QString &error)
    {
        record.outcome = outcome;
        record.errorClass = errorClass;
        record.status = status;
        record.error = error;
        record.finishReason.clear();
        record.attempts.back().errorClass = errorClass;
        record.attempts.back().status = status == 499 ? 200 : status;
        record.attempts.back().error = error;
        if (outcome == models::ExchangeOutcome::ProviderError) {
            record.ttftUs = -1;
            record.totalUs = 180'000;
            record.usage = {};
            record.costSource = models::CostSource::Unknown;
            record.cost = {};
        }
    }

    /// A copy of the exchange before it.
    void makeShadow(models::ExchangeRecord &record) const
    {
        record.kind = models::ExchangeKind::Shadow;
        record.shadowOf = m_lastId;
    }

    static void makeCached(models::ExchangeRecord &record)
    {
        record.saved = record.cost;
        record.cost = {};
        record.costSource = models::CostSource::Cached;
        record.attempts.clear();
        record.providerWaitUs = -1;
        record.ttftUs = 420;
        record.totalUs = 510;
        record.longestGapUs = -1;
        record.reason = QStringLiteral("kept from an earlier answer");
    }

    static void addFallback(models::ExchangeRecord &record)
    {
        models::AttemptRecord first = record.attempts.front();
        first.target = QStringLiteral("gpt-mini");
        first.provider = QStringLiteral("openai");
        first.model = QStringLiteral("gpt-4o-mini");
        first.errorClass = models::ErrorClass::RateLimited;
        first.status = 429;
        first.firstByteUs = 88'000;
        first.durationUs = 90'000;
        first.error = QStringLiteral("The provider refused for now: rate limit reached");
        record.attempts.front().startedUs = 95'000;
        record.attempts.insert(record.attempts.begin(), first);
        record.reason = QStringLiteral("gpt-mini was rate limited, fell back to ") + record.target;
    }

    std::mt19937 m_random;
    quint64 m_counter = 0;
    quint64 m_lastId = 0;
};

} // namespace signalbox::tests
