// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/decision/DecisionTree.h"

#include <QString>

#include <optional>

namespace signalbox::ui {

/// The words for what a decision says in names. What has no words of its own is shown as written.

/// "Match", "Decision table", ...
QString stepKindText(const models::DecisionStep &step);
/// What a node looked at, as a sentence; empty where there is nothing to add.
QString stepSubjectText(const models::DecisionStep &step);
/// Which way the walk went from it.
QString stepResultText(const models::DecisionStep &step);
/// "input tokens", "header x-team".
QString signalText(const QString &name);
/// A signal's value: numbers and yes or no as the user writes them, "missing" for none.
QString signalValueText(const QJsonValue &value);
/// "above 8,000", "one of de, fr".
QString comparisonText(const QString &comparison, const QJsonValue &right);
/// "All of these", "Any of these", "Not this"; empty for a condition by itself.
QString joinText(const models::DecisionCondition &condition);
QString holdsText(std::optional<bool> holds);
QString strategyText(const QString &strategy);
/// "TTFT p95", "success rate".
QString measureText(const QString &measure, int percentile);
/// "rate limited", "answered".
QString attemptOutcomeText(const QString &outcome);

} // namespace signalbox::ui
