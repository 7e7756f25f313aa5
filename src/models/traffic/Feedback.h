// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QtGlobal>

#include <optional>

namespace signalbox::models {

/// What somebody thought of one answer. There is at most one for an exchange: a later one replaces
/// it. A value; passed between threads as it is.
struct Feedback
{
    quint64 exchangeId = 0; ///< ExchangeRecord::id
    std::optional<double> value{}; ///< 0 bad .. 1 good; nothing: only a comment
    QString label{}; ///< the word it was given by, else empty
    QString taskType{}; ///< one of taskTypeNames(); empty: what the router took it for
    QString comment{};
    qint64 givenAtMs = 0; ///< wall clock, UTC

    bool operator==(const Feedback &) const = default;
};

} // namespace signalbox::models
