// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace signalbox::models {

inline constexpr qint64 nsPerUs = 1'000;
inline constexpr qint64 nsPerMs = 1'000'000;

} // namespace signalbox::models
