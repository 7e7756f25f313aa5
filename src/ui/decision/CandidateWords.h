// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/decision/DecisionTree.h"

#include <QString>

namespace signalbox::ui {

/// "Chosen", "Fallback", "Put behind", "Left out".
QString verdictText(const models::DecisionCandidate &candidate);
/// Why it won or lost, as a sentence without the verdict: "TTFT p95 3.10 s is above the limit of
/// 2.00 s".
QString candidateReasonText(const models::DecisionCandidate &candidate, const QString &strategy);
/// Why a target cannot serve: "its breaker is open". What has no words is given back.
QString obstacleText(const QString &obstacle);
/// What the strategy compared, in its unit. Money is an estimate.
QString candidateFigureText(const models::DecisionCandidate &candidate);
/// \a value in the unit of \a measure ("ttft_ms") or in a unit by itself ("ms").
QString figureText(double value, const QString &measure);
/// An expected cost: always an estimate.
QString expectedCostText(double dollars);

} // namespace signalbox::ui
