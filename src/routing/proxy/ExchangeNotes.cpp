// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ExchangeNotes.h"

#include "routing/proxy/Answer.h"
#include "routing/proxy/ClientCall.h"
#include "routing/proxy/HeaderRules.h"
#include "routing/route/RoutePlan.h"

namespace signalbox::routing {

using models::CaptureBodies;
using models::CapturedBodies;
using models::ExchangeOutcome;
using models::ExchangeRecord;

namespace {

constexpr qint64 nsPerUs = 1000;

QByteArray bytes(std::string_view view)
{
    return {view.data(), static_cast<qsizetype>(view.size())};
}

} // namespace

QString reasonFor(const Candidate &candidate, const Resolution &resolution,
                  const models::AttemptRecord *before)
{
    if (!before)
        return resolution.route.isEmpty() ? QStringLiteral("asked for by name")
                                          : QStringLiteral("first in route");
    const QLatin1String why(models::errorClassName(before->errorClass).data());
    return before->target == candidate.target
        ? QStringLiteral("retried after %1").arg(why)
        : QStringLiteral("fallback after %1 of %2").arg(why, before->target);
}

void noteAnswer(ExchangeRecord &record, const Answer &answer, const ExchangeMoments &moments)
{
    const auto sinceStartUs = [&moments](qint64 ns) {
        return ns < 0 ? -1 : (ns - moments.startedNs) / nsPerUs;
    };
    record.totalUs = sinceStartUs(moments.endedNs);
    record.ttftUs = sinceStartUs(answer.firstContentNs());
    record.longestGapUs = answer.longestGapNs() < 0 ? -1 : answer.longestGapNs() / nsPerUs;
    record.streamed = answer.wasStreamed();
    record.responseBytes = answer.bodyBytes();
    if (moments.answerHeadNs >= 0 && moments.firstSendNs >= 0) {
        record.providerWaitUs = (moments.answerHeadNs - moments.firstSendNs) / nsPerUs;
        if (answer.commitNs() >= 0) {
            record.overheadUs =
                (moments.firstSendNs - moments.startedNs + answer.commitNs() - moments.answerHeadNs)
                / nsPerUs;
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

std::shared_ptr<const CapturedBodies> captureBodies(const models::CaptureSettings &settings,
                                                    ExchangeOutcome outcome, const ClientCall &call,
                                                    const Answer &answer,
                                                    std::string_view errorBody)
{
    const bool isError = outcome != ExchangeOutcome::Success;
    if (settings.bodies == CaptureBodies::None
        || (settings.bodies == CaptureBodies::Errors && !isError))
        return nullptr;
    constexpr std::size_t bytesPerKib = 1024;
    const auto limit = static_cast<std::size_t>(settings.maxBodyKib) * bytesPerKib;
    auto kept = std::make_shared<CapturedBodies>();
    const std::string &request = call.request.body();
    kept->requestHead = bytes(capturedFields(call.request.head()));
    kept->request = bytes(std::string_view(request).substr(0, limit));
    kept->requestOmitted = static_cast<qint64>(request.size()) - kept->request.size();
    kept->responseHead = bytes(answer.fields());
    kept->response = bytes(answer.captured());
    kept->responseOmitted = answer.capturedOmitted();
    if (kept->response.isEmpty() && !errorBody.empty())
        kept->response = bytes(errorBody.substr(0, limit));
    return kept;
}

} // namespace signalbox::routing
