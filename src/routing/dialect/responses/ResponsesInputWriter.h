// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/dialect/Losses.h"
#include "routing/json/JsonWriter.h"

namespace signalbox::routing {

/// Writes `instructions` (when there are any) and `input` into the body that \a out has open.
void writeResponsesInput(JsonWriter &out, const Conversation &conversation, Losses &losses);

} // namespace signalbox::routing
