// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/simulator/ReplayReport.h"

#include <QString>

namespace signalbox::ui {

/// What a replay has found, in words.

/// "38 of 1,000 decisions change".
QString replaySummary(const routing::ReplayReport &report);
/// Cost, time to the first token and refusals, before and after, in a line each; what is not known
/// says so.
QString replayFigures(const routing::ReplayReport &report);
/// What could not be replayed, and why; empty for nothing.
QString replayLeftOut(const routing::ReplayReport &report);
/// "gpt-mini", "gpt-mini, prompt brief", "refused: budget_exceeded".
QString replayOutcomeText(const routing::ReplayOutcome &outcome);

} // namespace signalbox::ui
