// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <string_view>

namespace signalbox::models {

/// About how many tokens \a utf8 has, for models whose tokenizer is not at hand: the pieces of
/// o200k_base, each counted by what it looks like (PieceShape). Linear, without allocations, on any
/// thread.
///
/// The numbers are means over prompts, code, JSON and messages in 19 languages, cut by o200k_base.
/// On texts that were left out the mean error is 5 % in English, code and JSON and 9 % in other
/// languages, against 25 % of a quarter of the characters. Other tokenizers differ by a factor that
/// TokenCalibration learns.
[[nodiscard]] qint64 estimateTokens(std::string_view utf8);

} // namespace signalbox::models
