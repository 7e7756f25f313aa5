// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

#include <string>

namespace signalbox::routing {

/// A whole `response` object. It tells `store: false`: nothing is kept, whatever was asked.
std::string writeResponsesAnswer(const AnswerMessage &answer, const AnswerWish &wish);

} // namespace signalbox::routing
