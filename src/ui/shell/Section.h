// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace signalbox::ui {

/// The places of the window, in the order of the navigation rail.
enum class Section : quint8 { Live, Traffic, Providers };

constexpr int sectionCount = 3;

} // namespace signalbox::ui
