// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

#include <memory>

namespace signalbox::routing {

/// Writes the events of `/v1/responses` in the order that the official clients demand, each one
/// as soon as it can be. Only the first candidate is told: a response has one.
std::unique_ptr<StreamWriter> responsesStreamWriter(const AnswerWish &wish);

} // namespace signalbox::routing
