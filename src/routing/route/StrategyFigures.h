// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/route/RankedEntry.h"

namespace signalbox::routing {

// What a strategy compares. Pure functions, any thread.

enum class Better : quint8 { Lower, Higher };

/// Which way the figure of \a strategy is better. Strategies that are listed or drawn: Lower.
[[nodiscard]] Better betterOf(models::Strategy strategy);
/// Whether the order is drawn by chance, so that figures decide nothing else.
[[nodiscard]] bool isDrawn(models::Strategy strategy);
/// Whether a figure decides the order; the others go by list, turn or chance.
[[nodiscard]] bool hasFigure(models::Strategy strategy);

/// Whether \a figure is as good as \a best or worse by no more than the share \a tieBand of it.
[[nodiscard]] bool isWithinBand(double figure, double best, Better better, double tieBand);

/// Sets figure, key and isProven of \a entries, which are all that may serve. Whoever has no figure
/// gets the mean of the others as its key, so that it neither wins nor loses by that.
void setFigures(const RankingContext &context, EntrySpan entries);

/// PriceAndSpeed: turns the weights of \a entries into chances that add up to 1, none below
/// `exploration`. The figure becomes the chance.
void setChances(const RankingContext &context, EntrySpan entries);

} // namespace signalbox::routing
