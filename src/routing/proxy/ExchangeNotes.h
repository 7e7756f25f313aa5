// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "models/traffic/ExchangeRecord.h"

#include <memory>
#include <string_view>

namespace signalbox::routing {

class Answer;
struct ClientCall;
struct ProxySnapshot;

/// Moments of one exchange on the monotonic clock, in ns; -1 for what did not happen.
struct ExchangeMoments
{
    qint64 startedNs = 0;
    qint64 firstSendNs = -1;
    qint64 answerHeadNs = -1;
    qint64 endedNs = -1;
};

/// Puts times, sizes, usage and reported cost of \a answer into \a record.
void noteAnswer(models::ExchangeRecord &record, const Answer &answer,
                const ExchangeMoments &moments);
/// Whether the capture settings keep bytes of an exchange that ended so.
bool keepsBodies(const models::CaptureSettings &settings, models::ExchangeOutcome outcome);
/// What the capture settings keep of an exchange's bytes, without keys; null for nothing.
/// \a errorBody is the answer of a provider that refused. What was captured leaves \a answer.
std::shared_ptr<const models::CapturedBodies> captureBodies(const ProxySnapshot &snapshot,
                                                            models::ExchangeOutcome outcome,
                                                            const ClientCall &call, Answer &answer,
                                                            std::string_view errorBody);

} // namespace signalbox::routing
