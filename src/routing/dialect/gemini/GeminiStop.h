// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Answered.h"
#include "routing/json/JsonField.h"

#include <string>
#include <string_view>

namespace signalbox::routing {

/// Gemini's word for why a candidate stopped; old recordings have its number. Empty for none.
std::string geminiFinishReason(const Json &candidate);
/// What that word means. Gemini says STOP for calls too, so whether there were any is asked.
enum class HasCalls : bool { No, Yes };
StopReason stopFromGemini(std::string_view finishReason, HasCalls hasCalls);
/// Gemini's word for \a stop.
std::string_view geminiFromStop(StopReason stop);

} // namespace signalbox::routing
