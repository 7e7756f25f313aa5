// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ModelCatalog.h"

#include <algorithm>

namespace signalbox::routing {

using models::ModelFacts;

namespace {

constexpr qsizetype mostRemembered = 10'000;

/// The simulated provider answers whatever is asked.
ModelFacts simulatedFacts()
{
    ModelFacts facts;
    facts.abilities.fill(ModelFacts::Answer::Yes);
    return facts;
}

} // namespace

ModelBooks ModelBooks::shipped()
{
    return {.prices = models::PriceBook::shipped(), .models = models::ModelTable::shipped()};
}

void ModelCatalog::setBooks(std::shared_ptr<const models::PriceBook> prices,
                            std::shared_ptr<const models::ModelTable> models)
{
    m_book = std::move(prices);
    m_table = std::move(models);
    m_prices = models::PriceLookup(m_book);
    m_facts.clear();
}

std::vector<ListedModel> ModelCatalog::list(const RoutePlan &plan, qint64 nowMs)
{
    std::vector<ListedModel> models;
    for (const QString &name : plan.names()) {
        if (auto model = find(name, plan, nowMs))
            models.push_back(std::move(*model));
        else // a route that leads nowhere is listed all the same: asking it explains why
            models.push_back({.name = name,
                              .owner = QStringLiteral("signalbox"),
                              .servedBy = {},
                              .facts = {},
                              .prices = {}});
    }
    return models;
}

std::optional<ListedModel> ModelCatalog::find(const QString &name, const RoutePlan &plan,
                                              qint64 nowMs)
{
    std::optional<Candidate> madeUp;
    const auto resolution = plan.resolve(name, madeUp);
    const std::vector<const Candidate *> candidates =
        resolution ? plan.candidatesOf(*resolution) : std::vector<const Candidate *>();
    if (candidates.empty())
        return std::nullopt;
    const Candidate &first = *candidates.front();
    ListedModel model{.name = name,
                      .owner = first.provider->id,
                      .servedBy = {},
                      .facts = factsOf(first),
                      .prices = pricesOf(first, nowMs)};
    for (const Candidate *candidate : candidates) {
        model.servedBy.append(candidate->provider->id + QLatin1Char('/') + candidate->model);
        if (candidate == &first)
            continue;
        if (candidate->provider != first.provider)
            model.owner = QStringLiteral("signalbox");
        model.facts = model.facts.both(factsOf(*candidate));
        if (pricesOf(*candidate, nowMs) != model.prices)
            model.prices.reset();
    }
    model.servedBy.removeDuplicates();
    return model;
}

void ModelCatalog::estimateCost(const models::Provider &provider, models::ExchangeRecord &record)
{
    m_prices.estimate(provider, record);
}

ModelFacts ModelCatalog::factsOf(const Candidate &candidate)
{
    if (candidate.provider->dialect == models::ProviderDialect::Simulated)
        return simulatedFacts();
    if (!m_table)
        return {};
    const QString key = candidate.provider->id + QLatin1Char('/') + candidate.model;
    const auto known = m_facts.constFind(key);
    if (known != m_facts.cend())
        return *known;
    ModelFacts facts = m_table->find(candidate.model);
    if (const auto *prices = m_book->find(*candidate.provider, candidate.model))
        facts.contextWindow = prices->contextWindow;
    if (m_facts.size() >= mostRemembered)
        m_facts.clear();
    m_facts.insert(key, facts);
    return facts;
}

std::optional<models::Price> ModelCatalog::priceOf(const Candidate &candidate, qint64 nowMs)
{
    return m_prices.find(*candidate.provider, candidate.model, nowMs);
}

std::optional<models::TokenPrices> ModelCatalog::pricesOf(const Candidate &candidate, qint64 nowMs)
{
    const auto price = priceOf(candidate, nowMs);
    return price ? std::optional(price->prices) : std::nullopt;
}

} // namespace signalbox::routing
