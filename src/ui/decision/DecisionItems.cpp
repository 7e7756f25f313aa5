// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/decision/DecisionItems.h"

#include "models/policy/RouteGraph.h"
#include "ui/decision/DecisionWords.h"
#include "ui/widgets/Format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace signalbox::ui {

using models::DecisionCondition;
using models::DecisionStep;
using models::DecisionTree;
using models::RouteNodeKind;
using Kind = DecisionItem::Kind;
using Mark = DecisionItem::Mark;

namespace {

/// Carries the translation context for functions that belong to no class.
struct DecisionItems
{
    Q_DECLARE_TR_FUNCTIONS(DecisionItems)
};

constexpr int bucketCount = 100'000;
constexpr std::size_t mostRowsOpen = 12; // of a table; beyond, only those that hold

Mark markOf(std::optional<bool> holds)
{
    if (!holds)
        return Mark::NotLooked;
    return *holds ? Mark::Yes : Mark::No;
}

IconName iconOf(const DecisionStep &step)
{
    switch (step.kind.value_or(RouteNodeKind::Match)) {
    case RouteNodeKind::Target:
    case RouteNodeKind::Answer:
        return IconName::Target;
    case RouteNodeKind::Table:
        return IconName::Table;
    case RouteNodeKind::Pool:
    case RouteNodeKind::Fallback:
        return IconName::Pool;
    case RouteNodeKind::Split:
    case RouteNodeKind::Shadow:
        return IconName::Split;
    case RouteNodeKind::Budget:
    case RouteNodeKind::RateLimit:
        return IconName::Gauge;
    case RouteNodeKind::Transform:
        return IconName::Edit;
    case RouteNodeKind::Reject:
        return IconName::Stop;
    default:
        return IconName::Branch;
    }
}

void addCondition(DecisionItem &parent, const DecisionCondition &condition)
{
    const bool isAboveMuted = parent.kind == Kind::Row && parent.isMuted;
    DecisionItem &item = parent.add(Kind::Row);
    item.mark = markOf(condition.holds);
    item.isMuted = !condition.holds || isAboveMuted;
    const QString join = joinText(condition);
    if (join.isEmpty()) {
        item.texts = {
            signalText(condition.signal), comparisonText(condition.comparison, condition.right),
            condition.holds || !condition.left.isUndefined() ? signalValueText(condition.left)
                                                             : unknownText(),
            holdsText(condition.holds)};
        item.tip = condition.signal;
    } else {
        item.texts = {join, {}, {}, holdsText(condition.holds)};
    }
    for (const DecisionCondition &part : condition.parts)
        addCondition(item, part);
}

void addRows(DecisionItem &parent, const DecisionStep &step)
{
    for (const models::DecisionRow &row : step.rows) {
        DecisionItem &item = parent.add(Kind::Row);
        item.mark = markOf(row.holds);
        item.isMuted = !row.holds.value_or(false);
        item.isOpen = step.rows.size() > mostRowsOpen ? !item.isMuted : row.holds.has_value();
        item.texts = {row.number > 0 ? DecisionItems::tr("Row %1").arg(row.number)
                                     : DecisionItems::tr("Row"),
                      row.cells.empty() ? DecisionItems::tr("without conditions") : QString(),
                      {},
                      holdsText(row.holds)};
        for (const DecisionCondition &cell : row.cells)
            addCondition(item, cell);
    }
}

void addFact(DecisionItem &parent, const QString &name, const QJsonValue &value)
{
    DecisionItem &item = parent.add(Kind::Row);
    item.texts = {name, {}, signalValueText(value), {}};
}

QString valueText(const DecisionStep &step)
{
    if (step.kind == RouteNodeKind::Switch && !step.value.isUndefined())
        return signalValueText(step.value);
    if (step.bucket >= 0)
        return DecisionItems::tr("place %1 of %2")
            .arg(countText(step.bucket), countText(bucketCount));
    if (step.usedUsd || step.limitUsd) {
        const auto money = [](std::optional<double> dollars) {
            constexpr double mostBudget = 1e9;
            if (!dollars || !(std::abs(*dollars) < mostBudget))
                return unknownText();
            return costText(models::Money{std::llround(*dollars * 1e6)},
                            models::CostSource::Reported);
        };
        return DecisionItems::tr("%1 of %2").arg(money(step.usedUsd), money(step.limitUsd));
    }
    if (step.limit) {
        const QLocale locale;
        const QString limit = locale.toString(*step.limit, 'g', 10);
        const QString counted = step.counts == QLatin1String("tokens")
            ? DecisionItems::tr("%1 tokens").arg(limit)
            : step.counts == QLatin1String("concurrent")
            ? DecisionItems::tr("%1 at once").arg(limit)
            : DecisionItems::tr("%1 requests").arg(limit);
        return step.used
            ? DecisionItems::tr("%1 of %2").arg(locale.toString(*step.used, 'g', 10), counted)
            : DecisionItems::tr("up to %1").arg(counted);
    }
    return {};
}

void addNotes(DecisionItem &root, const DecisionTree &tree)
{
    QStringList notes = tree.notes;
    if (tree.isDowngraded)
        notes.prepend(DecisionItems::tr("A budget is used up: another route serves instead."));
    if (tree.savedUsd)
        notes.prepend(DecisionItems::tr("The kept answer saved %1.")
                          .arg(costText(models::Money{std::llround(*tree.savedUsd * 1e6)},
                                        models::CostSource::Reported)));
    if (notes.isEmpty())
        return;
    DecisionItem &group = root.add(Kind::Group);
    group.texts.at(0) = DecisionItems::tr("Worth knowing");
    for (const QString &note : notes)
        group.add(Kind::Row).texts = {note, {}, {}, {}};
}

/// Whom the conversation stays with, and what it takes to leave.
void addKept(DecisionItem &parent, const DecisionStep &step)
{
    if (step.kept.isEmpty())
        return;
    constexpr double percent = 100;
    const QString gain = QLocale().toString(step.switchGain.value_or(0) * percent, 'g', 3);
    DecisionItem &item = parent.add(Kind::Row);
    item.texts = {DecisionItems::tr("The conversation was served by %1").arg(step.kept),
                  {},
                  {},
                  step.isPinned
                      ? DecisionItems::tr("It stays there: tools are being called.")
                      : DecisionItems::tr("It stays unless another is better by %1 %.").arg(gain)};
    if (step.cacheLossUsd)
        item.tip = DecisionItems::tr("Leaving costs %1: its prompt may be in the provider's cache.")
                       .arg(costText(models::Money{std::llround(*step.cacheLossUsd * 1e6)},
                                     models::CostSource::Estimated));
}

void addStep(DecisionItem &root, const DecisionStep &step, int number)
{
    DecisionItem &item = root.add(Kind::Step);
    const bool isTarget = step.kind == RouteNodeKind::Target && !step.target.isEmpty();
    const QString name = !step.label.isEmpty() ? step.label : isTarget ? step.target : step.node;
    const QString kind =
        step.isAgain ? DecisionItems::tr("%1 again").arg(stepKindText(step)) : stepKindText(step);
    //: %1 counts the steps, %2 is the kind of a node, %3 its name
    item.texts = {name.isEmpty()
                      ? DecisionItems::tr("%1  %2").arg(QString::number(number), kind)
                      : DecisionItems::tr("%1  %2: %3").arg(QString::number(number), kind, name),
                  stepSubjectText(step), valueText(step), stepResultText(step)};
    item.icon = iconOf(step);
    item.target = step.kind == RouteNodeKind::Target ? step.target : QString();
    if (step.kind == RouteNodeKind::Target)
        item.mark = step.passedOver.isEmpty() ? Mark::Chosen : Mark::No;
    item.tip = step.next.isEmpty()
        ? DecisionItems::tr("Node %1 of route %2").arg(step.node, step.route)
        : DecisionItems::tr("Node %1 of route %2, on to %3").arg(step.node, step.route, step.next);
    if (step.when)
        addCondition(item, *step.when);
    addRows(item, step);
    addKept(item, step);
    if (!step.members.empty())
        addCandidateItems(item, step.members, step.strategy, step.measure, step.percentile);
    for (const models::DecisionFact &fact : step.more)
        addFact(item, fact.name, fact.value);
}

/// The candidates of the whole decision tell more than the pools did when a fallback chain made
/// them, or where something is lost on the way to one.
bool needsCandidates(const DecisionTree &tree)
{
    const bool hasPool = std::ranges::any_of(
        tree.path, [](const DecisionStep &step) { return !step.members.empty(); });
    return !hasPool
        || std::ranges::any_of(tree.candidates, [](const models::DecisionCandidate &candidate) {
               return candidate.isTranslated.value_or(false) || !candidate.losses.empty()
                   || candidate.verdict == models::DecisionCandidate::Verdict::Excluded;
           });
}

/// The candidates of the whole decision; one that served though it was not the first says so.
std::vector<models::DecisionCandidate> withServed(const DecisionTree &tree)
{
    std::vector<models::DecisionCandidate> candidates = tree.candidates;
    for (models::DecisionCandidate &candidate : candidates) {
        if (candidate.target == tree.target && tree.isServed.value_or(false)
            && candidate.verdict == models::DecisionCandidate::Verdict::Fallback)
            candidate.why = DecisionItems::tr("it served in the end");
    }
    return candidates;
}

void addLosses(DecisionItem &root, const DecisionTree &tree)
{
    for (const models::DecisionCandidate &candidate : tree.candidates) {
        if (candidate.losses.empty())
            continue;
        DecisionItem &group = root.add(Kind::Group);
        group.texts.at(0) = DecisionItems::tr("Not passed on to %1").arg(candidate.target);
        group.isOpen = candidate.target == tree.target;
        for (const auto &[field, reason] : candidate.losses) {
            DecisionItem &item = group.add(Kind::Row);
            item.texts = {field, {}, {}, reason};
        }
    }
}

void addAttempts(DecisionItem &root, const DecisionTree &tree)
{
    if (tree.attempts.empty())
        return;
    DecisionItem &group = root.add(Kind::Group);
    group.texts.at(0) = DecisionItems::tr("Attempts");
    int number = 0;
    for (const models::DecisionAttempt &attempt : tree.attempts) {
        constexpr double usPerMs = 1000;
        const auto duration = [](double ms) {
            return ms < 0 || ms > 1e12 ? unknownText()
                                       : durationText(static_cast<qint64>(ms * usPerMs));
        };
        DecisionItem &item = group.add(Kind::Row);
        item.target = attempt.target;
        const QString firstByte = attempt.firstByteMs < 0
            ? DecisionItems::tr("no answer")
            : DecisionItems::tr("first byte after %1").arg(duration(attempt.firstByteMs));
        QString result = attemptOutcomeText(attempt.outcome);
        if (attempt.status > 0)
            result = DecisionItems::tr("%1 (%2)").arg(result).arg(attempt.status);
        if (!attempt.error.isEmpty())
            result = DecisionItems::tr("%1: %2").arg(result, attempt.error);
        item.texts = {DecisionItems::tr("%1  %2").arg(QString::number(++number), attempt.target),
                      attempt.keyIndex < 0
                          ? firstByte
                          : DecisionItems::tr("key %1, %2")
                                .arg(QString::number(attempt.keyIndex + 1), firstByte),
                      duration(attempt.durationMs), result};
        item.mark = attempt.isSuccess() ? Mark::Yes
            : attempt.outcome.isEmpty() ? Mark::None
                                        : Mark::Failed;
    }
}

void appendLines(const DecisionItem &item, int depth, QString &text)
{
    QStringList parts;
    for (const QString &part : item.texts) {
        if (!part.isEmpty())
            parts.append(part);
    }
    if (item.kind != Kind::CandidateTitles)
        text += QString(2 * depth, QLatin1Char(' ')) + parts.join(QLatin1String(" | "))
            + QLatin1Char('\n');
    for (const auto &child : item.children)
        appendLines(*child, depth + 1, text);
}

} // namespace

std::unique_ptr<DecisionItem> decisionItems(const DecisionTree &tree)
{
    auto root = std::make_unique<DecisionItem>();
    if (!tree.signalValues.empty()) {
        DecisionItem &group = root->add(Kind::Group);
        group.texts.at(0) = DecisionItems::tr("What the request had");
        group.isOpen = false;
        for (const models::DecisionFact &fact : tree.signalValues)
            addFact(group, signalText(fact.name), fact.value);
    }
    addNotes(*root, tree);
    int number = 0;
    for (const DecisionStep &step : tree.path)
        addStep(*root, step, ++number);
    if (!tree.candidates.empty() && needsCandidates(tree)) {
        DecisionItem &group = root->add(Kind::Group);
        group.texts.at(0) = DecisionItems::tr("Candidates");
        addCandidateItems(group, withServed(tree), {}, {}, 0);
    }
    addLosses(*root, tree);
    addAttempts(*root, tree);
    return root;
}

QString decisionText(const DecisionTree &tree)
{
    QString text;
    const auto addLine = [&](const QString &line) { text += line + QLatin1Char('\n'); };
    if (!tree.route.isEmpty())
        addLine(DecisionItems::tr("Route: %1").arg(tree.route));
    if (!tree.target.isEmpty())
        addLine(DecisionItems::tr("Target: %1").arg(tree.target));
    if (!tree.problem.isEmpty())
        addLine(DecisionItems::tr("Problem: %1").arg(tree.problem));
    if (!tree.reason.isEmpty())
        addLine(DecisionItems::tr("Why: %1").arg(tree.reason));
    const auto root = decisionItems(tree);
    for (const auto &item : root->children)
        appendLines(*item, 0, text);
    return text;
}

} // namespace signalbox::ui
