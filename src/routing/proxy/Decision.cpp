// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/Decision.h"

#include "routing/proxy/CandidateChain.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

/// A long conversation may lose the same thing in every turn.
constexpr std::size_t mostLossesTold = 12;

/// A client's or a provider's word: anything may be in it.
void appendWord(std::string_view word, std::string &fields)
{
    for (const char c : word)
        fields.push_back(c > 0x20 && c < 0x7f && c != ',' ? c : '?');
}

/// \a before is what led to the candidate: the attempt made just before, or null when it is the
/// first.
QString reasonFor(const CandidateChain &chain, const Candidate *candidate,
                  const models::AttemptRecord *before)
{
    if (chain.walk().isByName() && !before)
        return QStringLiteral("asked for by name");
    if (!before)
        return chain.because();
    const QLatin1String why(models::errorClassName(before->errorClass).data());
    if (before->errorClass == models::ErrorClass::Cancelled)
        return QStringLiteral("answered before %1").arg(before->target);
    return candidate && before->target == candidate->target
        ? QStringLiteral("retried after %1").arg(why)
        : QStringLiteral("fallback after %1 of %2").arg(why, before->target);
}

/// The field that names what the request lost; nothing when it lost nothing.
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

/// The same as the end of a reason.
QString translationNote(std::span<const Losses::Loss> losses)
{
    QString note = QStringLiteral("; translated");
    for (std::size_t i = 0; i < std::min(losses.size(), mostLossesTold); ++i) {
        note += i == 0 ? QLatin1String(" without ") : QLatin1String(", ");
        note += QString::fromStdString(losses[i].path + " (" + losses[i].reason + ")");
    }
    return note;
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

} // namespace

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

std::string Decision::fields(std::string_view exchangeId) const
{
    constexpr std::size_t usualSize = 320;
    std::string fields;
    fields.reserve(usualSize);
    fields.append("x-signalbox-exchange: ").append(exchangeId).append("\r\n");
    if (chain.hasBegun())
        fields.append(chain.resolution().routeField);
    if (candidate)
        fields.append(candidate->answerFields);
    const std::size_t count = attempts.size() + (isAttemptRunning ? 1 : 0);
    fields.append("x-signalbox-attempts: ").append(std::to_string(count)).append("\r\n");
    fields.append(answerField("x-signalbox-reason", reason()));
    if (!candidate)
        return fields;
    if (!variant.isEmpty())
        fields.append(answerField("x-signalbox-variant", variant));
    if (hasMissedCache)
        fields.append("x-signalbox-cache: miss\r\n");
    if (!warnings.isEmpty())
        fields.append(
            answerField("x-signalbox-budget-exceeded", warnings.join(QLatin1String(", "))));
    if (translated)
        appendLosses(translated->losses, fields);
    if (isEstimated.value_or(false))
        fields.append("x-signalbox-estimated: true\r\n");
    return fields;
}

QString Decision::reason() const
{
    // The attempt in question runs still or is the last of the list; those before it led to it.
    const std::size_t before =
        isAttemptRunning || attempts.empty() ? attempts.size() : attempts.size() - 1;
    if (!withoutTarget.isEmpty())
        return withoutTarget;
    if (isCached)
        return QStringLiteral("kept from an earlier answer");
    QString reason = reasonFor(chain, candidate, before == 0 ? nullptr : &attempts[before - 1]);
    if (isDowngraded)
        reason += QLatin1String("; downgraded, a budget is used up");
    if (translated)
        reason += translationNote(translated->losses);
    if (isEstimated)
        reason +=
            *isEstimated ? QLatin1String("; estimated here") : QLatin1String("; counted here");
    return reason + unsaidNote(unsaid);
}

} // namespace signalbox::routing
