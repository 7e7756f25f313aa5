// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <compare>

namespace signalbox::models {

/// An amount in integer micro-dollars (1 USD = 1,000,000). Unknown amounts are a separate state of
/// whoever holds the Money; a Money is always known.
struct Money
{
    qint64 microDollars = 0;

    [[nodiscard]] double dollars() const { return static_cast<double>(microDollars) / 1e6; }
    friend constexpr Money operator+(Money left, Money right)
    {
        return {left.microDollars + right.microDollars};
    }
    friend constexpr Money operator-(Money left, Money right)
    {
        return {left.microDollars - right.microDollars};
    }
    auto operator<=>(const Money &) const = default;
};

} // namespace signalbox::models
