// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/policy/RouteGraph.h"

#include <QList>
#include <QString>

#include <vector>

namespace signalbox::models {

// What a signal is compared with as people write it in one line, and back. Pure functions; what is
// written and read again is the same. Errors are English sentences.
//
// A value is a number, `yes` or `no`, or a text, which needs quotes (those of JSON) only where it
// would read as something else. Several stand behind each other with commas.

/// The comparisons that suit \a signal, as a list offers them.
[[nodiscard]] std::vector<Comparison> comparisonsFor(const SignalName &signal);
/// Whether \a comparison is with any number of values.
[[nodiscard]] constexpr bool takesList(Comparison comparison)
{
    return comparison == Comparison::In || comparison == Comparison::NotIn;
}

/// "8000", "de, fr".
[[nodiscard]] QString valuesText(const QList<SignalValue> &values, const SignalName &signal,
                                 Comparison comparison);
[[nodiscard]] Result<QList<SignalValue>, QString>
readValues(const QString &text, const SignalName &signal, Comparison comparison);

/// A condition to begin with: by the first comparison that suits \a signal.
[[nodiscard]] Condition newCondition(const SignalName &signal);
/// \a condition about another signal: comparison and values stay where they suit it.
[[nodiscard]] Condition withSignal(const Condition &condition, const SignalName &signal);
/// \a condition compared otherwise: values stay where they suit \a comparison.
[[nodiscard]] Condition withComparison(const Condition &condition, Comparison comparison);

} // namespace signalbox::models
