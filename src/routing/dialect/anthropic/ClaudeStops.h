// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Answered.h"

#include <string_view>

namespace signalbox::routing {

/// The stop reasons of Anthropic and Bedrock, which share their words.
StopReason claudeStopReason(std::string_view word);
/// Anthropic's word for \a reason; \a native is the provider's own, kept where it is one of these.
std::string_view claudeStopWord(StopReason reason, std::string_view native, bool hasCalls);
/// The status that an error of Anthropic's type \a errorType has outside of a stream.
int claudeErrorStatus(std::string_view errorType);

} // namespace signalbox::routing
