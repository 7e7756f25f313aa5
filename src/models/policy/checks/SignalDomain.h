// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Signal.h"

#include <QStringList>

#include <limits>

namespace signalbox::models {

/// Which values a signal can have at all. What a check calls impossible follows from it, so it is
/// rather too wide than too narrow.
struct SignalDomain
{
    SignalType type = SignalType::Text;
    bool canBeMissing = false; ///< for want of a value, not for want of time to read it
    bool isWhole = false; ///< Number: no fractions
    double least = -std::numeric_limits<double>::infinity(); ///< Number: in the signal's own unit
    double most = std::numeric_limits<double>::infinity();
    QStringList texts{}; ///< Text: all there are; empty: any text
};

/// Lives forever.
[[nodiscard]] const SignalDomain &signalDomain(SignalKind kind);

} // namespace signalbox::models
