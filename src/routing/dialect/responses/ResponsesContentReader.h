// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/dialect/responses/ResponsesFields.h"
#include "routing/json/JsonField.h"

#include <string>
#include <vector>

namespace signalbox::routing {

/// The parts of a message's `content` or of a tool result's `output`: \a content is a string or a
/// list of parts and stands at \a path.
std::vector<Part> readResponsesContent(const Json &content, const std::string &path,
                                       ResponsesFields &fields);

} // namespace signalbox::routing
