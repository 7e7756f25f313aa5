// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/TrafficTableModel.h"
#include "models/traffic/ExchangeRecord.h"
#include "ui/widgets/StateDot.h"

#include <QString>

namespace signalbox::ui {

/// The words for what the records say in enumerators.
QString outcomeText(models::ExchangeOutcome outcome);
/// \a status as the list shows it: with words beside it when the exchange did not go well.
QString statusText(const QString &status, models::ExchangeOutcome outcome);
QString outcomeExplanation(models::ExchangeOutcome outcome);
StateDot::Color outcomeColor(models::ExchangeOutcome outcome);
QString errorClassText(models::ErrorClass errorClass);
QString dialectText(models::ClientDialect dialect);
QString costSourceText(models::CostSource source);
/// Why there was an exchange that no client asked for.
QString kindText(const models::ExchangeRecord &record);
/// Title of a column of the traffic list.
QString columnTitle(models::TrafficTableModel::Column column);

} // namespace signalbox::ui
