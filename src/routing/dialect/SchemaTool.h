// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/dialect/Losses.h"

#include <string>
#include <string_view>

namespace signalbox::routing {

/// Answers that match a JSON Schema, from models that know no such format: the schema becomes the
/// arguments of a tool that the model is made to call, and its arguments become the text of the
/// answer (SchemaToolUnwrapper). Anthropic recommends it for its models from before 4.5, AWS for
/// Nova.

/// What the tool for the answer to \a conversation is called: no tool of the client's own bears
/// the name. Empty where no answer by a schema is asked for.
std::string schemaToolName(const Conversation &conversation);

/// Whether the schema asked for can be that of a tool's arguments: it describes an object.
bool fitsSchemaTool(const Conversation &conversation);

/// Whether a model thinks before a call that it is made to make.
enum class ForcedThinking : quint8 { Refused, Possible };

/// \a conversation, asked that way; fitsSchemaTool() must be true. Beside tools of the client's
/// own the model must call one of them or this one; where the client itself demands a call, that
/// call is the answer and the format is lost. \a provider is the name told: "Bedrock".
Conversation withSchemaTool(const Conversation &conversation, std::string_view provider,
                            ForcedThinking thinking, Losses &losses);

} // namespace signalbox::routing
