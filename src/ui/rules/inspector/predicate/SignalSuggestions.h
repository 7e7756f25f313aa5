// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Predicate.h"
#include "ui/rules/inspector/NodeSurroundings.h"

#include <QStringList>

namespace signalbox::ui {

// What rules may compare with, gathered from all that is known: fixed vocabularies, the names of
// the draft, its other rules, and what requests have had. Pure functions.

/// Values for \a signal as they are written when compared by \a comparison, those of requests
/// first, none twice.
[[nodiscard]] QStringList suggestedValues(const models::SignalName &signal,
                                          models::Comparison comparison,
                                          const models::Policy &policy,
                                          const ObservedValues &observed);
/// Names of the fields that \a kind, which has one, may be about.
[[nodiscard]] QStringList suggestedArguments(models::SignalKind kind, const models::Policy &policy,
                                             const ObservedValues &observed);

} // namespace signalbox::ui
