// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/dialect/FieldCheck.h"

#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing {

/// Reads one message of /api/chat into \a into. What is wrong goes to \a check.
void readOllamaMessage(const Json &json, std::string_view path, FieldCheck &check,
                       Conversation &into);

/// The images of \a list, which stood at \a path. They come before the text, as Ollama puts them.
void readOllamaImages(const FieldCheck::Value &list, std::string_view path, FieldCheck &check,
                      std::vector<Part> &into);

} // namespace signalbox::routing
