// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/dialect/Losses.h"
#include "routing/json/JsonWriter.h"

namespace signalbox::routing {

/// Whose content a part is: the model's own text has another type.
enum class ContentSide : quint8 { Given, Model };

/// One part of a message's content or of a tool result. False when nothing was written, which
/// \a losses then tell, unless the part was empty.
bool writeResponsesContent(JsonWriter &out, const Part &part, ContentSide side,
                           const Conversation &conversation, Losses &losses);

} // namespace signalbox::routing
