// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/catalog/PriceBook.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>
#include <utility>

namespace signalbox::models {

namespace {

constexpr qsizetype largestCache = 10'000;
constexpr int minutesPerHour = 60;
constexpr double microDollars = 1'000'000;

/// The provider that first spoke a dialect. None for Ollama: what runs at home has no list price.
QString providerOfDialect(ProviderDialect dialect)
{
    switch (dialect) {
    case ProviderDialect::OpenAi:
    case ProviderDialect::OpenAiResponses:
        return QStringLiteral("openai");
    case ProviderDialect::Anthropic:
        return QStringLiteral("anthropic");
    case ProviderDialect::Gemini:
        return QStringLiteral("google");
    case ProviderDialect::Bedrock:
        return QStringLiteral("aws");
    case ProviderDialect::Cohere:
        return QStringLiteral("cohere");
    case ProviderDialect::Ollama:
    case ProviderDialect::Simulated:
        return {};
    }
    return {};
}

Price simulatedPrice(const SimulatedSettings &settings)
{
    const auto perMillion = [](double dollars) {
        return static_cast<qint64>(std::llround(std::max(0.0, dollars) * microDollars));
    };
    Price price;
    price.prices.input = perMillion(settings.inputPricePerMillion);
    price.prices.output = perMillion(settings.outputPricePerMillion);
    price.source = QStringLiteral("policy");
    return price;
}

} // namespace

bool PriceVariant::holdsAt(qint64 nowMs) const
{
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(nowMs, Qt::UTC);
    if (from.isValid() && now.date() < from)
        return false;
    if (dailyFrom < 0)
        return true;
    const int minute = now.time().hour() * minutesPerHour + now.time().minute();
    return dailyFrom <= dailyTo ? minute >= dailyFrom && minute < dailyTo
                                : minute >= dailyFrom || minute < dailyTo;
}

const Price *LlmModelPrices::at(qint64 nowMs) const
{
    for (auto variant = variants.rbegin(); variant != variants.rend(); ++variant) {
        if (!variant->from.isValid() && variant->dailyFrom < 0)
            return &variant->price;
        if (variant->holdsAt(nowMs))
            return &variant->price;
    }
    return nullptr;
}

PriceBook::PriceBook(std::vector<ProviderPrices> providers)
    : m_providers(std::move(providers))
{}

const LlmModelPrices *PriceBook::find(const Provider &provider, const QString &model) const
{
    const QString name = model.toLower();
    for (const ProviderPrices &known : m_providers) {
        // Elsewhere the same model has another price: an address that is known decides.
        if (known.url.isValid() && !known.url.pattern().isEmpty()
            && known.url.match(provider.baseUrl).hasMatch())
            return findAt(known, name);
    }
    const QString first = providerOfDialect(provider.dialect);
    if (first.isEmpty())
        return nullptr;
    if (const ProviderPrices *maker = this->provider(first)) {
        if (const LlmModelPrices *found = findAt(*maker, name))
            return found;
    }
    for (const ProviderPrices &maker : m_providers) {
        if (!maker.modelMatch.matches(name))
            continue;
        if (const LlmModelPrices *found = findAt(maker, name))
            return found;
    }
    return nullptr;
}

const ProviderPrices *PriceBook::provider(const QString &id) const
{
    const auto found = std::ranges::find(m_providers, id, &ProviderPrices::id);
    return found == m_providers.end() ? nullptr : &*found;
}

const LlmModelPrices *PriceBook::findAt(const ProviderPrices &provider, const QString &model) const
{
    const auto findIn = [&model](const ProviderPrices &seller) -> const LlmModelPrices * {
        const auto found =
            std::ranges::find_if(seller.models, [&model](const LlmModelPrices &prices) {
                return prices.match.matches(model);
            });
        return found == seller.models.end() ? nullptr : &*found;
    };
    if (const LlmModelPrices *found = findIn(provider))
        return found;
    for (const QString &id : provider.modelsOf) {
        const ProviderPrices *maker = this->provider(id);
        const LlmModelPrices *found = maker ? findIn(*maker) : nullptr;
        if (found)
            return found;
    }
    return nullptr;
}

PriceLookup::PriceLookup(std::shared_ptr<const PriceBook> book)
    : m_book(std::move(book))
{}

std::optional<Price> PriceLookup::find(const Provider &provider, const QString &model, qint64 nowMs)
{
    if (provider.dialect == ProviderDialect::Simulated)
        return simulatedPrice(provider.simulated);
    const LlmModelPrices *prices = cached(provider, model);
    const Price *price = prices ? prices->at(nowMs) : nullptr;
    return price ? std::optional<Price>(*price) : std::nullopt;
}

void PriceLookup::estimate(const Provider &provider, ExchangeRecord &record)
{
    if (record.costSource == CostSource::Reported || !record.usage.isKnown())
        return;
    const auto price = find(provider, record.model, record.startedAtMs);
    const auto amount = price ? cost(*price, record.usage) : std::nullopt;
    if (!amount)
        return;
    record.cost = *amount;
    record.costSource = CostSource::Estimated;
}

const LlmModelPrices *PriceLookup::cached(const Provider &provider, const QString &model)
{
    const Key key{.baseUrl = provider.baseUrl, .dialect = provider.dialect, .model = model};
    const auto known = m_cache.constFind(key);
    if (known != m_cache.constEnd())
        return *known;
    if (m_cache.size() >= largestCache)
        m_cache.clear();
    const LlmModelPrices *found = m_book->find(provider, model);
    m_cache.insert(key, found);
    return found;
}

} // namespace signalbox::models
