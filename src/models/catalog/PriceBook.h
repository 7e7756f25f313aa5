// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/catalog/MatchRule.h"
#include "models/catalog/Price.h"
#include "models/policy/Policy.h"
#include "models/traffic/ExchangeRecord.h"

#include <QDate>
#include <QHash>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace signalbox::models {

/// A price and when it holds. Times are UTC.
struct PriceVariant
{
    Price price;
    QDate from; ///< invalid: always
    int dailyFrom = -1; ///< minute of the day, -1: all day
    int dailyTo = -1; ///< may be less than dailyFrom: over midnight

    [[nodiscard]] bool holdsAt(qint64 nowMs) const;
};

struct LlmModelPrices
{
    QString id;
    MatchRule match;
    qint64 contextWindow = -1; ///< tokens, -1 unknown
    std::vector<PriceVariant> variants; ///< the last one that holds counts

    /// Null when none holds.
    [[nodiscard]] const Price *at(qint64 nowMs) const;
};

struct ProviderPrices
{
    QString id;
    QString name;
    QRegularExpression url;
    MatchRule modelMatch;
    QStringList modelsOf;
    std::vector<LlmModelPrices> models;
};

/// What is wrong with a price file: where in it, and what.
struct PriceFileError
{
    QString where; ///< "line 3" or "providers[0].models[2].match"
    QString what;

    bool operator==(const PriceFileError &) const = default;
};

/// The price table, const once it is made: one snapshot serves all threads.
class PriceBook
{
public:
    /// The table that comes with Signalbox; reading it holds up the first call.
    static std::shared_ptr<const PriceBook> shipped();
    /// A file in the format of resources/prices/README.md.
    static Result<std::shared_ptr<const PriceBook>, PriceFileError>
    fromJson(const QByteArray &json);
    /// The same, put before what is in \a base.
    static Result<std::shared_ptr<const PriceBook>, PriceFileError> fromJson(const QByteArray &json,
                                                                             const PriceBook &base);

    explicit PriceBook(std::vector<ProviderPrices> providers);

    /// What \a model costs at \a provider: by its address, else by its dialect, else by the name of
    /// the model alone. Null when nobody knows. As long as the book lives.
    [[nodiscard]] const LlmModelPrices *find(const Provider &provider, const QString &model) const;
    [[nodiscard]] const std::vector<ProviderPrices> &providers() const { return m_providers; }

private:
    [[nodiscard]] const ProviderPrices *provider(const QString &id) const;
    [[nodiscard]] const LlmModelPrices *findAt(const ProviderPrices &provider,
                                               const QString &model) const;

    std::vector<ProviderPrices> m_providers;
};

/// Puts estimated costs into records. Remembers what it looked up, so one belongs to one thread.
class PriceLookup
{
public:
    explicit PriceLookup(std::shared_ptr<const PriceBook> book);

    /// What \a model of \a provider costs at \a nowMs; nothing when unknown. The simulated provider
    /// costs what its settings say.
    [[nodiscard]] std::optional<Price> find(const Provider &provider, const QString &model,
                                            qint64 nowMs);
    /// Sets cost and costSource of \a record, unless the provider reported a cost itself. Stays
    /// Unknown without usage or without a price.
    void estimate(const Provider &provider, ExchangeRecord &record);

private:
    struct Key
    {
        QString baseUrl;
        ProviderDialect dialect = ProviderDialect::OpenAi;
        QString model;

        bool operator==(const Key &) const = default;
        friend size_t qHash(const Key &key, size_t seed = 0)
        {
            return qHashMulti(seed, key.baseUrl, static_cast<int>(key.dialect), key.model);
        }
    };

    [[nodiscard]] const LlmModelPrices *cached(const Provider &provider, const QString &model);

    std::shared_ptr<const PriceBook> m_book;
    QHash<Key, const LlmModelPrices *> m_cache;
};

} // namespace signalbox::models
