// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/stats/SavedTime.h"
#include "routing/route/Figure.h"

#include <QHash>
#include <QString>

#include <array>
#include <unordered_map>

namespace signalbox::routing {

/// Weights of what an answer's quality is judged by.
namespace judged {
inline constexpr double byThumb = 1.0; ///< the user said so
inline constexpr double byReask = 0.5; ///< asked again, or had it generated again
inline constexpr double byFailure = 0.7; ///< refusal, invalid JSON, a call of a tool that is none
inline constexpr double bySentiment = 0.3; ///< of the user's next turn
} // namespace judged

/// How good each target is at each type of task, 0..1.
///
/// Fractional Beta updates, every new one discounting those before by 0.995, so that a model that
/// has changed is seen to. A type's prior is what the policy expects of the target, else the
/// target's mean over all types; that one's is what the policy expects of `all`, else the mean over
/// all targets. A prior weighs as much as five observations. Proxy thread; bounds are computed when
/// they are first read after a change.
class AccuracyTable
{
public:
    static constexpr int taskTypeCount = 12; ///< as taskTypeNames() has

    struct Accuracy
    {
        double mean = noFigure;
        double bound = noFigure; ///< what it exceeds with 90 %
        int samples = 0; ///< judgements of this type, discounted; 0: it is only expected
    };

    /// What the policy expects of \a target, by the names of types and `all`.
    void expect(const QString &target, const QHash<QString, double> &accuracies);
    /// \a score 0 (bad) .. 1 (good), counted \a weight times (see judged); \a taskType is an index
    /// in taskTypeNames(), -1 unknown.
    void judge(const QString &target, int taskType, double score, double weight);
    /// Takes back what judge() was told with the same figures, as far as it still counts.
    void takeBack(const QString &target, int taskType, double score, double weight);
    /// Always known, as there is a prior. \a taskType -1: over all types.
    [[nodiscard]] Accuracy accuracy(const QString &target, int taskType) const;

    void write(models::VarintWriter &writer) const;
    [[nodiscard]] bool read(models::VarintReader &reader);
    /// All that \a other was told by judge(); what the policy expects stays as it is here.
    void takeJudgements(const AccuracyTable &other);

private:
    struct Judgements
    {
        double sum = 0; ///< weighted scores
        double weight = 0;

        void add(double score, double by);
        void remove(double score, double by);
        [[nodiscard]] double mean(double prior) const;
    };
    struct Bound
    {
        double alpha = -1; ///< what it was computed for
        double beta = -1;
        double value = 0;
    };
    struct Entry
    {
        Judgements all;
        std::array<Judgements, taskTypeCount> byType;
        double expectedOfAll = -1;
        std::array<double, taskTypeCount> expected{filled()};
        mutable std::array<Bound, taskTypeCount + 1> bounds;

        static constexpr std::array<double, taskTypeCount> filled()
        {
            std::array<double, taskTypeCount> values{};
            values.fill(-1);
            return values;
        }
    };

    [[nodiscard]] Accuracy accuracyOf(const Entry &entry, int taskType) const;

    std::unordered_map<QString, Entry> m_entries;
    Entry m_unknown; // stands for targets of which nothing was said yet
    Judgements m_shared; // over all targets
};

} // namespace signalbox::routing
