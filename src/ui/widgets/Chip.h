// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QIcon>

namespace signalbox::ui {

/// A disc of \a color, the sign of a target everywhere.
QIcon chipIcon(const QColor &color, int size);

} // namespace signalbox::ui
