// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Money.h"
#include "models/traffic/ExchangeRecord.h"

#include <QString>

#include <optional>

namespace signalbox::models {
struct TrafficSummary;
}

namespace signalbox::ui {

/// What every screen shows for a value that is not known.
QString unknownText();
/// "820 ms", "1.24 s", "2 min 5 s"; unknownText() below zero.
QString durationText(qint64 microseconds);
/// "$0.0123", with "≈" in front when estimated; unknownText() when unknown.
QString costText(models::Money cost, models::CostSource source);
/// Grouped digits of the user's locale; unknownText() below zero.
QString countText(qint64 count);

/// "0.4 %"; unknownText() when nothing was counted.
QString shareText(std::optional<double> share);
/// "$1.92" an hour, with "≈" when part of it is an estimate; unknownText() when no cost is known.
QString costRateText(const models::TrafficSummary &summary);

} // namespace signalbox::ui
