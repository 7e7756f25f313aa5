// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

namespace signalbox::routing {

/// A whole message of a provider.
AnswerMessage readAnthropicAnswer(const Json &body);

} // namespace signalbox::routing
