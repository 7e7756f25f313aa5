// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

#include <memory>

namespace signalbox::routing {

/// Writes a streamed answer as events, or as one array where the client did not ask for events.
/// Calls are told whole, as Gemini does; the stop reasons come with the usage at the end.
std::unique_ptr<StreamWriter> geminiStreamWriter(const AnswerWish &wish);

} // namespace signalbox::routing
