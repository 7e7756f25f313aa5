// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/TrafficTableModel.h"
#include "models/traffic/ExchangeRecord.h"

#include <QString>
#include <QVariant>

namespace signalbox::models {

/// What stands in a cell, in the user's locale. Unknown is an em dash, never 0.
QString trafficCellText(const ExchangeRecord &record, TrafficTableModel::Column column);
/// The number behind a cell for drawing and sorting; invalid when it is unknown.
QVariant trafficCellNumber(const ExchangeRecord &record, TrafficTableModel::Column column);
/// Whether the cells of a column are figures and belong to the right.
bool isFigure(TrafficTableModel::Column column);

} // namespace signalbox::models
