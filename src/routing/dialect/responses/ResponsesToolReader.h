// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/dialect/responses/ResponsesFields.h"
#include "routing/json/JsonField.h"

namespace signalbox::routing {

/// Sets the tools and the choice among them.
void readResponsesTools(const Json &body, Conversation &conversation, ResponsesFields &fields);

} // namespace signalbox::routing
