// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Money.h"
#include "models/traffic/TokenUsage.h"

#include <QString>

#include <optional>
#include <vector>

namespace signalbox::models {

/// Prices in micro-dollars per million tokens; -1 is not listed.
struct TokenPrices
{
    static constexpr qint64 unlisted = -1;

    qint64 input = unlisted;
    qint64 cachedInput = unlisted; ///< unlisted: as input
    qint64 cacheWrite = unlisted; ///< unlisted: as input
    qint64 output = unlisted;
    qint64 reasoning = unlisted; ///< unlisted: as output
    qint64 perThousandRequests = unlisted;

    bool operator==(const TokenPrices &) const = default;
};

/// Prices of a whole request whose input is longer than `above` tokens. What a tier does not list
/// costs what it costs without the tier.
struct PriceTier
{
    qint64 above = 0;
    TokenPrices prices;

    bool operator==(const PriceTier &) const = default;
};

/// What one model of one provider costs at one time.
struct Price
{
    TokenPrices prices;
    std::vector<PriceTier> tiers; ///< by rising `above`
    QString source; ///< where the price is from, for people
    QString date; ///< when it was true, as the source has it

    bool operator==(const Price &) const = default;
};

/// A cost and what it is made of. The parts sum to the total, to the micro-dollar.
struct CostParts
{
    Money input; ///< neither cached nor cache-written
    Money cachedInput;
    Money cacheWrite;
    Money output; ///< with reasoning
    Money requests;
    Money total;

    bool operator==(const CostParts &) const = default;
};

/// Nothing when the usage is unknown or a token was used that \a price does not list: an unknown
/// cost is not a cost of 0. Rounded once, in the total.
std::optional<CostParts> costParts(const Price &price, const TokenUsage &usage);
std::optional<Money> cost(const Price &price, const TokenUsage &usage);

} // namespace signalbox::models
