// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Answered.h"
#include "routing/json/JsonField.h"

namespace signalbox::routing {

/// Reads a whole `response` object. That of a failed one is in the rest, as `error`.
AnswerMessage readResponsesAnswer(const Json &body);

} // namespace signalbox::routing
