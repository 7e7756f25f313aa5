// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/proxy/TableCells.h"
#include "routing/route/WalkTrace.h"
#include "routing/signals/RequestSignals.h"

#include <QString>
#include <QStringList>

#include <boost/container/small_vector.hpp>
#include <optional>
#include <string>
#include <vector>

namespace signalbox::routing {

class LiveWorld;
class Redactor;
class RequestVersion;

/// What a decision may tell of the request that it was made for.
struct DecisionPrivacy
{
    const Redactor *redactor = nullptr; ///< knows the keys to mask; null for none
    /// Whether words of the prompt may be kept: not where the capture setting keeps no bodies.
    bool keepsTexts = true;
};

/// What there is to tell of one decision, as it was found and fit to be written down, but not in
/// words yet (DecisionJson). A value that needs its plan and nothing else of the moment.
struct DecisionFacts
{
    struct CachedFrom
    {
        QString target;
        std::optional<double> savedUsd;
    };

    bool isByName = false; ///< a target was asked for by its name: nothing was walked
    bool isDowngraded = false;
    WalkTrace trace;
    std::vector<TableCells> tables;
    boost::container::small_vector<RequestSignals::Note, 8> readings; ///< in the order of slots
    std::optional<CachedFrom> cached;
    QString variant; ///< of the prompt
    /// Of transforms, and of targets that could not be told the request.
    std::vector<std::string> problems;
    QStringList warnings; ///< budgets that are used up

    /// All but the walk's own. \a version is the request that was sent. On the proxy thread.
    [[nodiscard]] static DecisionFacts of(LiveWorld &world, const RequestVersion &version,
                                          const DecisionPrivacy &privacy);
    /// The walk's own: isByName, trace and tables.
    void setWalk(WalkTrace &&walked, bool isTargetNamed, const RoutePlan &plan, LiveWorld &world);
};

} // namespace signalbox::routing
