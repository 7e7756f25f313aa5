// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/simulate/SeededRandom.h"

#include <string>
#include <string_view>

namespace signalbox::routing::simulate {

/// Prose of exactly \a words words (at least one) that takes up what \a prompt is about. It begins
/// with "Simulated answer", so that nobody takes it for a model's. Some words are not ASCII.
[[nodiscard]] std::string composeProse(std::string_view prompt, std::size_t words,
                                       SeededRandom &random);

} // namespace signalbox::routing::simulate
