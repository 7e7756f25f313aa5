// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

#include <memory>

namespace signalbox::routing {

/// A whole answer of /api/chat.
AnswerMessage readOllamaAnswer(const Json &body);
/// Reads a streamed one, line by line.
std::unique_ptr<StreamReader> ollamaStreamReader();

} // namespace signalbox::routing
