// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"

#include <QHashFunctions>
#include <QString>

#include <array>
#include <unordered_map>

namespace signalbox::routing {

/// What is known of one target, from the attempts that were made on it.
struct TargetScore
{
    static constexpr std::size_t classCount = static_cast<std::size_t>(models::errorClassCount);

    qint64 inFlight = 0;
    qint64 attempts = 0;
    std::array<qint64, classCount> byClass{}; ///< ended attempts; index 0 (None) are successes
    double ttftMs = -1; ///< time-decayed mean of first bytes, -1 unknown
    double totalMs = -1; ///< the same of whole attempts that succeeded
    qint64 lastEndedNs = 0;

    void attemptBegan();
    /// \a firstByteUs is -1 without an answer; \a nowNs is monotonic.
    void attemptEnded(models::ErrorClass errorClass, qint64 firstByteUs, qint64 elapsedUs,
                      qint64 nowNs);

    [[nodiscard]] qint64 ended() const;
    /// Share of ended attempts that succeeded, -1 without any. Cancelled ones count for neither.
    [[nodiscard]] double successShare() const;
};

/// Live figures per target. Lives on the proxy thread, where every attempt begins and ends.
class Scoreboard final
{
public:
    /// The score of \a target, made when new. Valid as long as the scoreboard.
    TargetScore &score(const QString &target) { return m_scores[target]; }

    [[nodiscard]] const std::unordered_map<QString, TargetScore> &scores() const
    {
        return m_scores;
    }

private:
    std::unordered_map<QString, TargetScore> m_scores;
};

} // namespace signalbox::routing
