// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ExchangeNotes.h"

#include "routing/proxy/Answer.h"
#include "routing/proxy/ClientCall.h"
#include "routing/proxy/ProxySnapshot.h"
#include "routing/route/RoutePlan.h"

#include <algorithm>

namespace signalbox::routing {

using models::CaptureBodies;
using models::CapturedBodies;
using models::ExchangeOutcome;
using models::ExchangeRecord;

namespace {

constexpr qint64 nsPerUs = 1000;
/// A long conversation may lose the same thing in every turn.
constexpr std::size_t mostLossesTold = 12;

/// A client's or a provider's word: anything may be in it.
void appendWord(std::string_view word, std::string &fields)
{
    for (const char c : word)
        fields.push_back(c > 0x20 && c < 0x7f && c != ',' ? c : '?');
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

void appendLosses(std::span<const Losses::Loss> losses, std::string &fields)
{
    if (losses.empty())
        return;
    fields.append("x-signalbox-lossy: ");
    for (std::size_t i = 0; i < std::min(losses.size(), mostLossesTold); ++i) {
        if (i > 0)
            fields.append(", ");
        appendWord(losses[i].path, fields);
    }
    if (losses.size() > mostLossesTold)
        fields.append(", and ").append(std::to_string(losses.size() - mostLossesTold));
    fields.append("\r\n");
}

QString translationNote(std::span<const Losses::Loss> losses)
{
    QString note = QStringLiteral("; translated");
    for (std::size_t i = 0; i < std::min(losses.size(), mostLossesTold); ++i) {
        note += i == 0 ? QLatin1String(" without ") : QLatin1String(", ");
        note += QString::fromStdString(losses[i].path + " (" + losses[i].reason + ")");
    }
    return note;
}

void appendUnsaid(std::span<const std::string> names, std::string &fields)
{
    if (names.empty())
        return;
    fields.append("x-signalbox-lossy: ");
    for (const std::string &name : names.first(std::min(names.size(), mostLossesTold))) {
        fields.append(&name == names.data() ? "answer." : ", answer.");
        appendWord(name, fields);
    }
    fields.append("\r\n");
}

QString unsaidNote(std::span<const std::string> names)
{
    QString note;
    for (const std::string &name : names.first(std::min(names.size(), mostLossesTold))) {
        note += note.isEmpty() ? QLatin1String("; the answer came without ") : QLatin1String(", ");
        note += QString::fromStdString(name);
    }
    return note;
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

std::shared_ptr<const CapturedBodies> captureBodies(const ProxySnapshot &snapshot,
                                                    ExchangeOutcome outcome, const ClientCall &call,
                                                    const Answer &answer,
                                                    std::string_view errorBody)
{
    const models::CaptureSettings &settings = snapshot.policy->capture;
    const bool isError = outcome != ExchangeOutcome::Success;
    if (settings.bodies == CaptureBodies::None
        || (settings.bodies == CaptureBodies::Errors && !isError))
        return nullptr;
    constexpr std::size_t bytesPerKib = 1024;
    const auto limit = static_cast<std::size_t>(settings.maxBodyKib) * bytesPerKib;
    const RecordFilter &filter = snapshot.filter;
    const std::string_view sent(call.request.body());
    const auto request = filter.body(sent.substr(0, limit), static_cast<qint64>(sent.size()));
    const auto response = answer.captured().empty() && !errorBody.empty()
        ? filter.body(errorBody.substr(0, limit), static_cast<qint64>(errorBody.size()))
        : filter.body(answer.captured(), answer.bodyBytes());
    return std::make_shared<CapturedBodies>(
        CapturedBodies{.requestHead = filter.fields(call.request.head()),
                       .request = request.bytes,
                       .responseHead = filter.fields(answer.fields()),
                       .response = response.bytes,
                       .requestOmitted = request.omitted,
                       .responseOmitted = response.omitted});
}

} // namespace signalbox::routing
