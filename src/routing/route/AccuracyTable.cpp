// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/AccuracyTable.h"

#include "models/policy/Signal.h"
#include "routing/route/ConfidenceBounds.h"

#include <algorithm>
#include <cmath>

namespace signalbox::routing {

namespace {

constexpr double discount = 0.995; // of what was judged before, for each new judgement
constexpr double priorWeight = 5; // as many judgements is a prior worth
constexpr double startingPrior = 0.7; // of everything, before anything is known
constexpr double boundProbability = 0.1;
// A bound stays as it is until what it rests on has moved by more than this.
constexpr double boundTolerance = 0.01;
constexpr double mostWeight = 1 / (1 - discount);
constexpr quint64 mostTargets = 100'000;

bool isShare(double value)
{
    return value >= 0 && value <= 1;
}

} // namespace

void AccuracyTable::Judgements::add(double score, double by)
{
    sum = sum * discount + score * by;
    weight = weight * discount + by;
}

void AccuracyTable::Judgements::remove(double score, double by)
{
    // Later ones have discounted it: what is left can be less.
    weight = std::max(0.0, weight - by);
    sum = std::clamp(sum - score * by, 0.0, weight);
}

double AccuracyTable::Judgements::mean(double prior) const
{
    return (sum + priorWeight * prior) / (weight + priorWeight);
}

void AccuracyTable::expect(const QString &target, const QHash<QString, double> &accuracies)
{
    const auto found = m_entries.find(target);
    if (accuracies.isEmpty() && found == m_entries.end())
        return;
    Entry &entry = found == m_entries.end() ? m_entries[target] : found->second;
    const auto expected = [&](const QString &name) {
        const double value = accuracies.value(name, -1);
        return isShare(value) ? value : -1;
    };
    const QStringList types = models::taskTypeNames();
    for (std::size_t i = 0; i < entry.expected.size(); ++i)
        entry.expected.at(i) = expected(types.value(static_cast<qsizetype>(i)));
    entry.expectedOfAll = expected(QStringLiteral("all"));
}

void AccuracyTable::takeBack(const QString &target, int taskType, double score, double weight)
{
    const auto found = m_entries.find(target);
    if (found == m_entries.end() || !(weight > 0) || !std::isfinite(score))
        return;
    const double within = std::clamp(score, 0.0, 1.0);
    const double by = std::min(weight, 1.0);
    found->second.all.remove(within, by);
    if (taskType >= 0 && taskType < taskTypeCount)
        found->second.byType.at(static_cast<std::size_t>(taskType)).remove(within, by);
    m_shared.remove(within, by);
}

void AccuracyTable::judge(const QString &target, int taskType, double score, double weight)
{
    if (!(weight > 0) || !std::isfinite(score))
        return;
    const double within = std::clamp(score, 0.0, 1.0);
    const double by = std::min(weight, 1.0);
    Entry &entry = m_entries[target];
    entry.all.add(within, by);
    if (taskType >= 0 && taskType < taskTypeCount)
        entry.byType.at(static_cast<std::size_t>(taskType)).add(within, by);
    m_shared.add(within, by);
}

AccuracyTable::Accuracy AccuracyTable::accuracy(const QString &target, int taskType) const
{
    const auto found = m_entries.find(target);
    if (found != m_entries.end())
        return accuracyOf(found->second, taskType);
    return accuracyOf(m_unknown, taskType);
}

AccuracyTable::Accuracy AccuracyTable::accuracyOf(const Entry &entry, int taskType) const
{
    const bool hasType = taskType >= 0 && taskType < taskTypeCount;
    const auto type = static_cast<std::size_t>(hasType ? taskType : taskTypeCount);
    const double priorOfAll =
        entry.expectedOfAll >= 0 ? entry.expectedOfAll : m_shared.mean(startingPrior);
    double prior = priorOfAll;
    if (hasType) {
        prior = entry.expected.at(type);
        if (prior < 0)
            prior = entry.all.mean(priorOfAll);
    }
    const Judgements &judgements = hasType ? entry.byType.at(type) : entry.all;
    const double alpha = judgements.sum + priorWeight * prior;
    const double beta = judgements.weight - judgements.sum + priorWeight * (1 - prior);
    Bound &bound = entry.bounds.at(type);
    if (bound.alpha < 0 || std::abs(alpha - bound.alpha) > boundTolerance
        || std::abs(beta - bound.beta) > boundTolerance) {
        // A prior of exactly 0 or 1 is no distribution yet: it is told from certainty by a trace.
        constexpr double trace = 1e-3;
        bound = {alpha, beta,
                 betaQuantile(std::max(alpha, trace), std::max(beta, trace), boundProbability)};
    }
    return {judgements.mean(prior), bound.value,
            static_cast<int>(std::ceil(judgements.weight - boundTolerance))};
}

void AccuracyTable::write(models::VarintWriter &writer) const
{
    const auto writeJudgements = [&](const Judgements &judgements) {
        models::writeReal(writer, judgements.weight);
        models::writeReal(writer, judgements.sum);
    };
    writeJudgements(m_shared);
    writer.number(static_cast<quint64>(
        std::count_if(m_entries.begin(), m_entries.end(),
                      [](const auto &named) { return named.second.all.weight > 0; })));
    for (const auto &[target, entry] : m_entries) {
        if (!(entry.all.weight > 0))
            continue; // only expected: the policy knows that
        writer.text(target);
        writeJudgements(entry.all);
        for (const Judgements &judgements : entry.byType)
            writeJudgements(judgements);
    }
}

bool AccuracyTable::read(models::VarintReader &reader)
{
    bool isValid = true;
    const auto readJudgements = [&](Judgements &judgements) {
        judgements.weight = models::readReal(reader, 0, mostWeight + 1, isValid);
        judgements.sum =
            std::min(models::readReal(reader, 0, mostWeight + 1, isValid), judgements.weight);
    };
    readJudgements(m_shared);
    const quint64 count = reader.number();
    if (count > mostTargets)
        return false;
    for (quint64 i = 0; i < count && isValid && reader.isValid(); ++i) {
        Entry &entry = m_entries[reader.text()];
        readJudgements(entry.all);
        for (Judgements &judgements : entry.byType)
            readJudgements(judgements);
    }
    return isValid && reader.isValid();
}

void AccuracyTable::takeJudgements(const AccuracyTable &other)
{
    m_shared = other.m_shared;
    for (const auto &[target, judged] : other.m_entries) {
        Entry &entry = m_entries[target];
        entry.all = judged.all;
        entry.byType = judged.byType;
    }
}

} // namespace signalbox::routing
