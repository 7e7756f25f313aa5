// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Answered.h"
#include "routing/json/JsonField.h"

#include <string>

namespace signalbox::routing {

/// What the parts of an answer say about its end: `completed` alone does not tell.
struct AnswerTraits
{
    bool hasCalls = false;
    bool hasRefusal = false;
};

struct ResponsesStop
{
    StopReason reason = StopReason::Unknown;
    std::string native; ///< the status, or why the answer is incomplete
};
ResponsesStop responsesStop(const Json &response, const AnswerTraits &traits);

/// The error in an `error` event, a failed response or a plain error body.
DialectError responsesError(const Json &root);

} // namespace signalbox::routing
