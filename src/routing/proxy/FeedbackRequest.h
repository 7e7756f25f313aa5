// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/Feedback.h"
#include "routing/dialect/DialectError.h"

#include <string>
#include <variant>

namespace signalbox::routing {

class FeedbackDesk;

/// Reads the body of a POST to /signalbox/v1/feedback:
///
///     { "exchange": "sbx_0123456789abcdef" | "conversation": "id",
///       "score": 0..1 | "value": true or false | "label": "good",
///       "task_type": "coding", "comment": "text" }
///
/// The exchange is the one in an answer's `x-signalbox-exchange`; a conversation stands for the
/// newest exchange of it. Exactly one of score, value and label says how good the answer was:
/// good, correct, helpful count 1, mixed 0.5, bad, incorrect, unhelpful 0; other labels are kept
/// and teach nothing. The last two fields may be left out; a comment may also stand alone. Any
/// other field is refused: a wish that is misspelt must not pass unheard.
///
/// The error is a 400 that names the field, or a 404 for an exchange that \a desk does not know
/// (any more). \a body must have PaddedBody::padding bytes of room behind it.
std::variant<models::Feedback, DialectError> readFeedback(const std::string &body,
                                                          const FeedbackDesk &desk, qint64 nowMs);

} // namespace signalbox::routing
