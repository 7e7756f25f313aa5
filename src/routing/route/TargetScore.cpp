// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/TargetScore.h"

#include "routing/route/ConfidenceBounds.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace signalbox::routing {

using models::Availability;
using models::ErrorClass;

namespace {

constexpr double usPerMs = 1000;
/// An attempt counts half after this long: recent enough to notice a slow provider, long enough not
/// to jump with every answer.
constexpr double halfLifeNs = 60e9;
/// With many attempts a second each one still moves the mean by this much.
constexpr double leastWeight = 0.02;
/// Each attempt's tokens and dollars make those before count this much less: about the last 200.
constexpr double paidDiscount = 0.995;
/// A type's own length of answers is believed from here on.
constexpr int enoughOfType = 5;

double decayed(double mean, double value, double elapsedNs)
{
    if (mean < 0)
        return value;
    const double weight =
        std::max(leastWeight, 1 - std::exp2(-std::max(0.0, elapsedNs) / halfLifeNs));
    return mean + (value - mean) * weight;
}

/// It says that the target did not do what it is there for.
bool isTargetsFault(ErrorClass errorClass)
{
    return errorClass == ErrorClass::ServerError || errorClass == ErrorClass::Timeout
        || errorClass == ErrorClass::Connection || errorClass == ErrorClass::RateLimited;
}

/// It says nothing of the target: the request was at fault, or nobody waited for the answer.
bool isNeutral(ErrorClass errorClass)
{
    return errorClass == ErrorClass::Cancelled || errorClass == ErrorClass::BadRequest
        || errorClass == ErrorClass::ContextTooLong || errorClass == ErrorClass::ContentFilter;
}

Figure figureOf(double value, qint64 samples)
{
    return {value, static_cast<int>(std::min<qint64>(samples, std::numeric_limits<int>::max()))};
}

Figure perMillion(double dollars, double tokens, int samples)
{
    return tokens > 0 ? Figure{dollars / tokens * 1e6, samples} : Figure{};
}

} // namespace

qint64 TargetScore::ended() const
{
    return std::accumulate(byClass.begin(), byClass.end(), qint64{0});
}

double TargetScore::successShare() const
{
    const qint64 cancelled = byClass.at(static_cast<std::size_t>(ErrorClass::Cancelled));
    const qint64 counted = ended() - cancelled;
    return counted == 0 ? -1 : static_cast<double>(byClass.front()) / static_cast<double>(counted);
}

void TargetScore::attemptBegan()
{
    ++inFlight;
    ++attempts;
}

void TargetScore::attemptEnded(ErrorClass errorClass, qint64 firstByteUs, qint64 elapsedUs,
                               qint64 nowNs)
{
    AttemptOutcome outcome;
    outcome.errorClass = errorClass;
    outcome.ttftUs = firstByteUs;
    outcome.totalUs = elapsedUs;
    outcome.nowNs = nowNs;
    attemptEnded(outcome);
}

void TargetScore::attemptEnded(const AttemptOutcome &outcome)
{
    --inFlight;
    ++byClass.at(static_cast<std::size_t>(outcome.errorClass));
    recordSpeed(outcome);
    recordEvents(outcome);
    recordUsage(outcome);
    lastEndedNs = outcome.nowNs;
}

void TargetScore::recordSpeed(const AttemptOutcome &outcome)
{
    const qint64 nowNs = outcome.nowNs;
    if (isTargetsFault(outcome.errorClass)) {
        const qint64 asUs = std::max({outcome.totalUs, outcome.ttftUs, failedAsUs});
        // A stream that stops had begun to answer: its beginning was what it was.
        const bool hadBegun = outcome.isStalled && outcome.ttftUs >= 0;
        m_ttft.add(hadBegun ? outcome.ttftUs : asUs, nowNs);
        m_total.add(asUs, nowNs);
        return;
    }
    if (outcome.errorClass == ErrorClass::Cancelled) {
        m_ttft.add(outcome.ttftUs, nowNs);
        return;
    }
    if (outcome.errorClass != ErrorClass::None)
        return;
    m_ttft.add(outcome.ttftUs, nowNs);
    m_total.add(outcome.totalUs, nowNs);
    const qint64 tokens = outcome.usage.output;
    if (outcome.isStream && tokens > 1 && outcome.ttftUs >= 0)
        m_perToken.add((outcome.totalUs - outcome.ttftUs) / (tokens - 1), nowNs);
    else if (tokens > 0)
        m_perToken.add(outcome.totalUs / tokens, nowNs);
    const auto sinceLast = static_cast<double>(nowNs - lastEndedNs);
    if (outcome.ttftUs >= 0)
        ttftMs = decayed(ttftMs, static_cast<double>(outcome.ttftUs) / usPerMs, sinceLast);
    totalMs = decayed(totalMs, static_cast<double>(outcome.totalUs) / usPerMs, sinceLast);
}

void TargetScore::recordEvents(const AttemptOutcome &outcome)
{
    const ErrorClass errorClass = outcome.errorClass;
    if (isNeutral(errorClass))
        return;
    const auto bit = [](Event event, bool isSet) { return isSet ? 1U << event : 0U; };
    m_events.add(bit(Counted, true) | bit(Succeeded, errorClass == ErrorClass::None)
                     | bit(RateLimited, errorClass == ErrorClass::RateLimited)
                     | bit(Stalled, outcome.isStalled),
                 outcome.nowNs);
    const bool isUnavailable = isTargetsFault(errorClass)
        || (errorClass == ErrorClass::Authentication && !outcome.hasOtherKey);
    m_availability.add(!isUnavailable, outcome.wallMs);
}

void TargetScore::recordUsage(const AttemptOutcome &outcome)
{
    const models::TokenUsage &usage = outcome.usage;
    if (outcome.errorClass == ErrorClass::None && usage.output > 0) {
        m_outputTokens.add(static_cast<double>(usage.output));
        if (outcome.taskType >= 0 && outcome.taskType < taskTypeCount)
            m_outputTokensByType.at(static_cast<std::size_t>(outcome.taskType))
                .add(static_cast<double>(usage.output));
    }
    if (usage.input > 0 && usage.cachedInput >= 0) {
        m_inputTokens = m_inputTokens * paidDiscount + static_cast<double>(usage.input);
        m_cachedTokens = m_cachedTokens * paidDiscount
            + static_cast<double>(std::min(usage.cachedInput, usage.input));
        m_cacheSamples = std::min(m_cacheSamples + 1, mostSamples);
    }
    if (!outcome.cost || usage.input < 0 || usage.output < 0)
        return;
    m_paid.inputTokens = m_paid.inputTokens * paidDiscount + static_cast<double>(usage.input);
    m_paid.inputDollars = m_paid.inputDollars * paidDiscount + outcome.cost->input.dollars();
    m_paid.outputTokens = m_paid.outputTokens * paidDiscount + static_cast<double>(usage.output);
    m_paid.outputDollars = m_paid.outputDollars * paidDiscount + outcome.cost->output.dollars();
    m_paid.samples = std::min(m_paid.samples + 1, mostSamples);
}

Figure TargetScore::speed(Speed speed, int percent, qint64 nowNs) const
{
    const models::RollingHistogram &histogram = speed == Speed::Ttft ? m_ttft
        : speed == Speed::Total                                      ? m_total
                                                                     : m_perToken;
    const qint64 latencyUs = histogram.percentileUs(percent, nowNs);
    if (latencyUs < 0)
        return {};
    return figureOf(static_cast<double>(latencyUs) / usPerMs, histogram.count(nowNs));
}

Figure TargetScore::rate(Event event, qint64 nowNs) const
{
    const double counted = m_events.count(Counted, nowNs);
    // Less than half an attempt is left: that was too long ago to be known.
    if (counted < 0.5)
        return {};
    return figureOf(m_events.share(event, Counted), std::llround(counted));
}

Figure TargetScore::successRate(qint64 nowNs) const
{
    return rate(Succeeded, nowNs);
}

Figure TargetScore::successRateBound(qint64 nowNs) const
{
    const double counted = m_events.count(Counted, nowNs);
    if (counted < 0.5)
        return {};
    return figureOf(wilsonLowerBound(m_events.share(Succeeded, Counted) * counted, counted),
                    std::llround(counted));
}

Figure TargetScore::rateLimitedRate(qint64 nowNs) const
{
    return rate(RateLimited, nowNs);
}

Figure TargetScore::stallRate(qint64 nowNs) const
{
    return rate(Stalled, nowNs);
}

Figure TargetScore::availability(Availability::Window window, qint64 wallMs) const
{
    const Availability::Share share = m_availability.share(window, wallMs);
    return share.attempts == 0 ? Figure{} : figureOf(share.value, share.attempts);
}

Figure TargetScore::outputTokens(int taskType) const
{
    const models::LogNormalMean *tokens = &m_outputTokens;
    if (taskType >= 0 && taskType < taskTypeCount) {
        const auto &ofType = m_outputTokensByType.at(static_cast<std::size_t>(taskType));
        if (ofType.count() >= enoughOfType)
            tokens = &ofType;
    }
    return tokens->count() == 0 ? Figure{} : Figure{tokens->mean(), tokens->count()};
}

Figure TargetScore::paidInputPerMillion() const
{
    return perMillion(m_paid.inputDollars, m_paid.inputTokens, m_paid.samples);
}

Figure TargetScore::paidOutputPerMillion() const
{
    return perMillion(m_paid.outputDollars, m_paid.outputTokens, m_paid.samples);
}

Figure TargetScore::cachedInputShare() const
{
    return m_inputTokens > 0 ? Figure{m_cachedTokens / m_inputTokens, m_cacheSamples} : Figure{};
}

void TargetScore::write(models::VarintWriter &writer, const models::SavedTime &time) const
{
    writer.signedNumber(attempts - inFlight);
    for (const qint64 count : byClass)
        writer.signedNumber(count);
    writeReal(writer, ttftMs);
    writeReal(writer, totalMs);
    time.write(writer, lastEndedNs);
    for (const models::RollingHistogram *histogram : {&m_ttft, &m_total, &m_perToken})
        histogram->write(writer, time);
    m_events.write(writer, time);
    m_availability.write(writer);
    m_outputTokens.write(writer);
    for (const models::LogNormalMean &tokens : m_outputTokensByType)
        tokens.write(writer);
    for (const double sum : {m_paid.inputTokens, m_paid.inputDollars, m_paid.outputTokens,
                             m_paid.outputDollars, m_inputTokens, m_cachedTokens})
        writeReal(writer, sum);
    writer.number(static_cast<quint64>(m_paid.samples));
    writer.number(static_cast<quint64>(m_cacheSamples));
}

bool TargetScore::read(models::VarintReader &reader, const models::SavedTime &time)
{
    constexpr qint64 mostAttempts = 1'000'000'000'000'000;
    bool isValid = true;
    inFlight = 0;
    attempts = qBound<qint64>(0, reader.signedNumber(), mostAttempts);
    for (qint64 &count : byClass)
        count = qBound<qint64>(0, reader.signedNumber(), mostAttempts);
    ttftMs = readReal(reader, -1, 1e12, isValid);
    totalMs = readReal(reader, -1, 1e12, isValid);
    lastEndedNs = time.read(reader);
    for (models::RollingHistogram *histogram : {&m_ttft, &m_total, &m_perToken})
        isValid = isValid && histogram->read(reader, time);
    isValid = isValid && m_events.read(reader, time) && m_availability.read(reader)
        && m_outputTokens.read(reader);
    for (models::LogNormalMean &tokens : m_outputTokensByType)
        isValid = isValid && tokens.read(reader);
    for (double *sum : {&m_paid.inputTokens, &m_paid.inputDollars, &m_paid.outputTokens,
                        &m_paid.outputDollars, &m_inputTokens, &m_cachedTokens})
        *sum = readReal(reader, 0, 1e18, isValid);
    m_paid.samples = static_cast<int>(std::min<quint64>(reader.number(), mostSamples));
    m_cacheSamples = static_cast<int>(std::min<quint64>(reader.number(), mostSamples));
    return isValid && reader.isValid();
}

} // namespace signalbox::routing
