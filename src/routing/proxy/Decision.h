// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace signalbox::routing {

class CandidateChain;
struct Candidate;
struct TranslatedRequest;

/// What was decided for one exchange, as far as it has come. Made when it is to be told: to the
/// client in fields of the answer's head, to people in the record. Lives on the proxy thread, and
/// no longer than its exchange.
struct Decision
{
    const CandidateChain &chain;
    const Candidate *candidate = nullptr; ///< that serves, or was tried last; may be null
    /// Why there is no such one: refused, or answered here.
    QString withoutTarget{};
    const TranslatedRequest *translated = nullptr; ///< its request; null when it went as it was
    std::span<const models::AttemptRecord> attempts; ///< those that have ended
    bool isAttemptRunning = false; ///< one more, of `candidate`
    std::optional<bool> isEstimated; ///< of a count of tokens that was made here
    bool isCached = false; ///< the answer was kept from an earlier exchange
    bool hasMissedCache = false; ///< a cache was asked, and had none
    QString variant{}; ///< of the prompt that was answered; empty: none
    bool isDowngraded = false; ///< a budget is used up, and another route serves instead
    QStringList warnings{}; ///< budgets that are used up, and serve all the same
    std::span<const std::string> unsaid; ///< what the client's dialect has no place for

    /// Signalbox's own fields, as complete lines.
    [[nodiscard]] std::string fields(std::string_view exchangeId) const;
    /// Why this candidate, and what was lost on the way, in a few words.
    [[nodiscard]] QString reason() const;
};

/// The field that names what the client could not be told of the answer; nothing when there is
/// none.
void appendUnsaid(std::span<const std::string> names, std::string &fields);

} // namespace signalbox::routing
