// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ExchangeNotes.h"

#include "models/base/TimeUnits.h"
#include "routing/proxy/Answer.h"
#include "routing/proxy/ClientCall.h"
#include "routing/proxy/ProxySnapshot.h"

#include <algorithm>

namespace signalbox::routing {

using models::CaptureBodies;
using models::CapturedBodies;
using models::ExchangeOutcome;
using models::ExchangeRecord;

void noteAnswer(ExchangeRecord &record, const Answer &answer, const ExchangeMoments &moments)
{
    const auto sinceStartUs = [&moments](qint64 ns) {
        return ns < 0 ? -1 : (ns - moments.startedNs) / models::nsPerUs;
    };
    record.totalUs = sinceStartUs(moments.endedNs);
    record.ttftUs = sinceStartUs(answer.firstContentNs());
    record.longestGapUs = answer.longestGapNs() < 0 ? -1 : answer.longestGapNs() / models::nsPerUs;
    record.streamed = answer.wasStreamed();
    record.responseBytes = answer.bodyBytes();
    if (moments.answerHeadNs >= 0 && moments.firstSendNs >= 0) {
        record.providerWaitUs = (moments.answerHeadNs - moments.firstSendNs) / models::nsPerUs;
        if (answer.commitNs() >= 0) {
            record.overheadUs =
                (moments.firstSendNs - moments.startedNs + answer.commitNs() - moments.answerHeadNs)
                / models::nsPerUs;
        }
    }
    const AnswerFacts &facts = answer.facts();
    record.usage = facts.usage;
    record.finishReason = QString::fromUtf8(facts.finishReason.data(),
                                            static_cast<qsizetype>(facts.finishReason.size()));
    if (facts.reportedCost) {
        record.cost = *facts.reportedCost;
        record.costSource = models::CostSource::Reported;
    }
}

bool keepsBodies(const models::CaptureSettings &settings, ExchangeOutcome outcome)
{
    return settings.bodies == CaptureBodies::All
        || (settings.bodies == CaptureBodies::Errors && outcome != ExchangeOutcome::Success);
}

std::shared_ptr<const CapturedBodies> captureBodies(const ProxySnapshot &snapshot,
                                                    ExchangeOutcome outcome, const ClientCall &call,
                                                    Answer &answer, std::string_view errorBody)
{
    const models::CaptureSettings &settings = snapshot.policy->capture;
    if (!keepsBodies(settings, outcome))
        return nullptr;
    constexpr std::size_t bytesPerKib = 1024;
    const auto limit = static_cast<std::size_t>(settings.maxBodyKib) * bytesPerKib;
    const RecordFilter &filter = snapshot.filter;
    const auto beginningOf = [&filter, limit](std::string_view body) {
        const auto size = static_cast<qsizetype>(std::min(body.size(), limit));
        return filter.body(QByteArray(body.data(), size), static_cast<qint64>(body.size()));
    };
    const auto request = beginningOf(call.request.body());
    const auto response = answer.captured().empty() && !errorBody.empty()
        ? beginningOf(errorBody)
        : filter.body(answer.takeCaptured(), answer.bodyBytes());
    return std::make_shared<CapturedBodies>(
        CapturedBodies{.requestHead = filter.fields(call.request.head()),
                       .request = request.bytes,
                       .responseHead = filter.fields(answer.fields()),
                       .response = response.bytes,
                       .requestOmitted = request.omitted,
                       .responseOmitted = response.omitted});
}

} // namespace signalbox::routing
