// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

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
    boost::container::small_vector<RequestSignals::Note, 8> readings; ///< in the order of slots
    std::optional<CachedFrom> cached;
    QString variant; ///< of the prompt
    std::vector<std::string> problems; ///< of transforms
    QStringList warnings; ///< budgets that are used up

    /// All but the walk's own: isByName and trace. \a version is the request that was sent. On the
    /// proxy thread.
    [[nodiscard]] static DecisionFacts of(LiveWorld &world, const RequestVersion &version,
                                          const DecisionPrivacy &privacy);
};

} // namespace signalbox::routing
