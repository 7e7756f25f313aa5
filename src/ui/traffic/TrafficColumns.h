// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/TrafficTableModel.h"

namespace signalbox::ui {

class Theme;

/// The width at which a column of the traffic list begins: wide enough for its title and for the
/// widest text that is usual in it, in the user's language, font and zoom.
int firstColumnWidth(const Theme &theme, models::TrafficTableModel::Column column);

/// Whether a column is shown until the user chooses otherwise.
bool isShownAtFirst(models::TrafficTableModel::Column column);

} // namespace signalbox::ui
