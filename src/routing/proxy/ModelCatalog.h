// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/catalog/ModelFacts.h"
#include "models/catalog/Price.h"
#include "models/catalog/PriceBook.h"
#include "routing/route/RoutePlan.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace signalbox::routing {

/// A name a client may put in `model`, and what is known of what stands behind it.
struct ListedModel
{
    QString name;
    QString owner; ///< the provider's id; `signalbox` where there are several
    QStringList servedBy; ///< provider/model, in the order in which they would be tried
    models::ModelFacts facts; ///< what holds for all of them
    std::optional<models::TokenPrices> prices; ///< where all of them cost the same
};

/// The tables that are looked up; shared between threads, null: nothing is known.
struct ModelBooks
{
    std::shared_ptr<const models::PriceBook> prices{};
    std::shared_ptr<const models::ModelTable> models{};

    /// Those that come with Signalbox.
    [[nodiscard]] static ModelBooks shipped();
};

/// What is known of models: abilities, limits, prices. Remembers what it looked up.
///
/// Lives on the proxy thread. Without books all is unknown but what the policy says itself, and
/// lists name the models only.
class ModelCatalog final
{
public:
    /// Both are shared between threads.
    void setBooks(std::shared_ptr<const models::PriceBook> prices,
                  std::shared_ptr<const models::ModelTable> models);
    [[nodiscard]] ModelBooks books() const { return {.prices = m_book, .models = m_table}; }

    /// Every name of \a plan. Prices are those of \a nowMs.
    [[nodiscard]] std::vector<ListedModel> list(const RoutePlan &plan, qint64 nowMs);
    /// One of them; nothing when it leads to nothing.
    [[nodiscard]] std::optional<ListedModel> find(const QString &name, const RoutePlan &plan,
                                                  qint64 nowMs);
    /// Puts an estimated cost into \a record, see PriceLookup.
    void estimateCost(const models::Provider &provider, models::ExchangeRecord &record);

    /// All unknown for a model of no table.
    [[nodiscard]] models::ModelFacts factsOf(const Candidate &candidate);
    /// What the table of prices says; nothing when it is unknown.
    [[nodiscard]] std::optional<models::Price> priceOf(const Candidate &candidate, qint64 nowMs);

private:
    [[nodiscard]] std::optional<models::TokenPrices> pricesOf(const Candidate &candidate,
                                                              qint64 nowMs);

    std::shared_ptr<const models::PriceBook> m_book;
    std::shared_ptr<const models::ModelTable> m_table;
    models::PriceLookup m_prices{
        std::make_shared<const models::PriceBook>(std::vector<models::ProviderPrices>())};
    QHash<QString, models::ModelFacts> m_facts; ///< by provider/model
};

} // namespace signalbox::routing
