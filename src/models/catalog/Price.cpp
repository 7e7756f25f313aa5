// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/catalog/Price.h"

#include <algorithm>
#include <array>

namespace signalbox::models {

namespace {

// Exact amounts are in millionths of a micro-dollar: tokens times price per million tokens.
constexpr qint64 exactPerMicroDollar = 1'000'000;
constexpr qint64 exactPerRequestPrice = 1'000; // micro-dollars per thousand requests
// Keeps the products within 63 bits, whatever a provider claims to have counted.
constexpr qint64 mostTokens = 1'000'000'000;

qint64 orElse(qint64 listed, qint64 otherwise)
{
    return listed == TokenPrices::unlisted ? otherwise : listed;
}

/// The prices for a request with so much input, with every gap filled from what it falls back to.
TokenPrices pricesFor(const Price &price, qint64 inputTokens)
{
    TokenPrices prices = price.prices;
    for (const PriceTier &tier : price.tiers) {
        if (inputTokens <= tier.above)
            break;
        prices.input = orElse(tier.prices.input, prices.input);
        prices.cachedInput = orElse(tier.prices.cachedInput, prices.cachedInput);
        prices.cacheWrite = orElse(tier.prices.cacheWrite, prices.cacheWrite);
        prices.output = orElse(tier.prices.output, prices.output);
        prices.reasoning = orElse(tier.prices.reasoning, prices.reasoning);
    }
    prices.cachedInput = orElse(prices.cachedInput, prices.input);
    prices.cacheWrite = orElse(prices.cacheWrite, prices.input);
    prices.reasoning = orElse(prices.reasoning, prices.output);
    return prices;
}

qint64 tokens(qint64 counted)
{
    return std::clamp<qint64>(counted, 0, mostTokens);
}

constexpr std::size_t partCount = 5;
/// Input, cached input, cache writes, output, requests; in the smallest unit there is.
using ExactParts = std::array<qint64, partCount>;

std::optional<ExactParts> exactParts(const Price &price, const TokenUsage &usage)
{
    // Without its output an answer has no known cost; embeddings report only input, as zero output.
    if (usage.input == TokenUsage::unknown
        || (usage.output == TokenUsage::unknown && price.prices.output > 0))
        return std::nullopt;
    const TokenPrices prices = pricesFor(price, usage.input);
    const qint64 input = tokens(usage.input);
    const qint64 cached = std::min(tokens(usage.cachedInput), input);
    const qint64 written = std::min(tokens(usage.cacheWriteInput), input - cached);
    const qint64 output = tokens(usage.output);
    const qint64 reasoning = std::min(tokens(usage.reasoning), output);

    const std::array<std::pair<qint64, qint64>, 5> used{{
        {input - cached - written, prices.input},
        {cached, prices.cachedInput},
        {written, prices.cacheWrite},
        {output - reasoning, prices.output},
        {reasoning, prices.reasoning},
    }};
    std::array<qint64, 5> exact{};
    for (std::size_t i = 0; i < used.size(); ++i) {
        const auto &[count, each] = used.at(i);
        if (count > 0 && each == TokenPrices::unlisted)
            return std::nullopt;
        exact.at(i) = count * std::max<qint64>(each, 0);
    }

    return ExactParts{exact[0], exact[1], exact[2], exact[3] + exact[4],
                      std::max<qint64>(prices.perThousandRequests, 0) * exactPerRequestPrice};
}

/// In micro-dollars.
qint64 rounded(const ExactParts &parts)
{
    qint64 sum = 0;
    for (const qint64 part : parts)
        sum += part;
    return (sum + exactPerMicroDollar / 2) / exactPerMicroDollar;
}

} // namespace

std::optional<CostParts> costParts(const Price &price, const TokenUsage &usage)
{
    const auto exact = exactParts(price, usage);
    if (!exact)
        return std::nullopt;
    ExactParts parts = *exact;
    const qint64 total = rounded(parts);

    // Each part is rounded down; what is then missing goes to those that lost most.
    std::array<std::size_t, partCount> byLoss{0, 1, 2, 3, 4};
    std::ranges::sort(byLoss, [&parts](std::size_t left, std::size_t right) {
        const qint64 leftLoss = parts.at(left) % exactPerMicroDollar;
        const qint64 rightLoss = parts.at(right) % exactPerMicroDollar;
        return leftLoss != rightLoss ? leftLoss > rightLoss : left < right;
    });
    qint64 missing = total;
    for (const qint64 part : parts)
        missing -= part / exactPerMicroDollar;
    for (const std::size_t i : byLoss) {
        qint64 &part = parts.at(i);
        part = part / exactPerMicroDollar + (missing > 0 ? 1 : 0);
        --missing;
    }
    return CostParts{.input = {parts[0]},
                     .cachedInput = {parts[1]},
                     .cacheWrite = {parts[2]},
                     .output = {parts[3]},
                     .requests = {parts[4]},
                     .total = {total}};
}

std::optional<Money> cost(const Price &price, const TokenUsage &usage)
{
    const auto parts = exactParts(price, usage);
    return parts ? std::optional<Money>(Money{rounded(*parts)}) : std::nullopt;
}

} // namespace signalbox::models
