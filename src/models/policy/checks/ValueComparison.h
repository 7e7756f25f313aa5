// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Predicate.h"

#include <QList>
#include <QString>

#include <optional>

namespace signalbox::models {

/// The number that \a value is or spells.
[[nodiscard]] std::optional<double> numberOf(const SignalValue &value);
/// \a value as a text; a missing one is empty.
[[nodiscard]] QString textOf(const SignalValue &value);

/// Whether a signal that is \a value holds against \a values, as requests are judged. Not for
/// patterns, which TextPattern knows.
[[nodiscard]] bool comparisonHolds(Comparison comparison, const QList<SignalValue> &values,
                                   const SignalValue &value);

} // namespace signalbox::models
