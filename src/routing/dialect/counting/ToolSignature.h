// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"

#include <string>

namespace signalbox::routing {

/// \a tool as OpenAI's models are shown it: a TypeScript signature with the descriptions as
/// comments. The form is that of the published harmony format; what the other models of the house
/// report as usage agrees with it.
std::string toolSignature(const Tool &tool);

/// Whether the schema of \a tool names any argument.
bool hasArguments(const Tool &tool);

} // namespace signalbox::routing
