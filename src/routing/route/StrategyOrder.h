// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/route/RankedEntry.h"

namespace signalbox::routing {

// How members that are equal in limits and priority follow each other. Pure functions, any thread.

/// Orders \a group by the strategy alone. setFigures() has been called for all of its members.
void orderGroup(const RankingContext &context, EntrySpan group);

/// Says who of the ordered \a group, the first of the ranking, is the very first: an explored one,
/// the less busy of equals, the one that the conversation stays with.
void chooseFirst(const RankingContext &context, EntrySpan group);

} // namespace signalbox::routing
