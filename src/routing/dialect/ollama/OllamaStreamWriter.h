// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

#include <memory>

namespace signalbox::routing {

/// The lines of /api/chat, or of /api/generate. A call comes whole in a line of its own, its
/// arguments an object, so its pieces wait until its end. The last line has `done`, why, and the
/// counts.
std::unique_ptr<StreamWriter> ollamaStreamWriter(const AnswerWish &wish);

} // namespace signalbox::routing
