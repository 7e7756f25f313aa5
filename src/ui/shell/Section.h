// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace signalbox::ui {

/// The places of the window, in the order of the navigation rail.
enum class Section : quint8 { Live, Traffic, Rules, Providers };

constexpr int sectionCount = 4;

} // namespace signalbox::ui
