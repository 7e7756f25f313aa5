// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "models/traffic/ExchangeRecord.h"
#include "routing/dialect/Losses.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace signalbox::routing {

class Answer;
struct Candidate;
struct ClientCall;
struct ProxySnapshot;
struct Resolution;

/// Moments of one exchange on the monotonic clock, in ns; -1 for what did not happen.
struct ExchangeMoments
{
    qint64 startedNs = 0;
    qint64 firstSendNs = -1;
    qint64 answerHeadNs = -1;
    qint64 endedNs = -1;
};

/// Why \a candidate is the one that serves or was tried last, in a few words.
/// \a before is what led to it: the attempt made just before, or null when it is the first.
QString reasonFor(const Candidate &candidate, const Resolution &resolution,
                  const models::AttemptRecord *before);
/// The field that names what a translation could not carry over; nothing when all of it was.
void appendLosses(std::span<const Losses::Loss> losses, std::string &fields);
/// The same as the end of a reason.
QString translationNote(std::span<const Losses::Loss> losses);
/// The same for what the client's dialect could not be told of the answer.
void appendUnsaid(std::span<const std::string> names, std::string &fields);
QString unsaidNote(std::span<const std::string> names);
/// Puts times, sizes, usage and reported cost of \a answer into \a record.
void noteAnswer(models::ExchangeRecord &record, const Answer &answer,
                const ExchangeMoments &moments);
/// What the capture settings keep of an exchange's bytes, without keys; null for nothing.
/// \a errorBody is the answer of a provider that refused.
std::shared_ptr<const models::CapturedBodies>
captureBodies(const ProxySnapshot &snapshot, models::ExchangeOutcome outcome,
              const ClientCall &call, const Answer &answer, std::string_view errorBody);

} // namespace signalbox::routing
