// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

namespace signalbox::routing {

/// A whole answer of Converse.
AnswerMessage readBedrockAnswer(const Json &body);

/// The field `usage` of an answer or of a stream's metadata.
models::TokenUsage readBedrockUsage(const Json &holder);

} // namespace signalbox::routing
