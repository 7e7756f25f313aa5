// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

#include <memory>

namespace signalbox::routing {

/// Streams a message to a client. The wish must outlive the writer.
std::unique_ptr<StreamWriter> anthropicStreamWriter(const AnswerWish &wish);

} // namespace signalbox::routing
