// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Predicate.h"

#include <QString>

#include <vector>

namespace signalbox::ui {

// The words of an editor of conditions. Pure functions.

/// "is above", "is one of"; for Exists see ConditionRow, where it is two.
[[nodiscard]] QString comparisonName(models::Comparison comparison);
/// "input tokens", "header …": a kind of signal in a list.
[[nodiscard]] QString signalKindText(models::SignalKind kind);
[[nodiscard]] bool hasArgument(models::SignalKind kind);

/// Signals that belong together.
struct SignalGroup
{
    QString name{};
    std::vector<models::SignalKind> kinds{};
};
/// Every kind of signal, in the order of a list.
[[nodiscard]] std::vector<SignalGroup> signalGroups();

} // namespace signalbox::ui
