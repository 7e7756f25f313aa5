// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

namespace signalbox::routing {

/// A whole answer of /v2/chat. It holds no candidate when Cohere failed before it wrote any.
AnswerMessage readCohereAnswer(const Json &body);

/// The usage in \a holder, normalised. Cohere counts cached tokens inside the input, images beside
/// it, and what it bills apart from both.
models::TokenUsage readCohereUsage(const Json &holder);
StopReason cohereStopReason(std::string_view word);
/// Whether \a word says that Cohere itself failed.
bool isCohereFailure(std::string_view word);
/// The arguments of a call, or their beginning: Cohere writes null where a tool takes none.
std::string_view cohereArguments(std::string_view text);
/// \a json, one citation or the list of them, as the part that carries it.
OtherPart cohereCitation(const Json &json);

} // namespace signalbox::routing
