// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/decision/CandidateWords.h"
#include "ui/decision/DecisionItems.h"
#include "ui/decision/DecisionWords.h"
#include "ui/widgets/Format.h"

#include <QCoreApplication>

#include <algorithm>

namespace signalbox::ui {

using models::DecisionCandidate;
using Mark = DecisionItem::Mark;
using Verdict = DecisionCandidate::Verdict;

namespace {

/// Carries the translation context for functions that belong to no class.
struct CandidateItems
{
    Q_DECLARE_TR_FUNCTIONS(CandidateItems)
};

Mark markOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Chosen:
        return Mark::Chosen;
    case Verdict::Behind:
        return Mark::Behind;
    case Verdict::Excluded:
        return Mark::Out;
    case Verdict::Fallback:
    case Verdict::Unknown:
        break;
    }
    return Mark::None;
}

QString reasonText(const DecisionCandidate &candidate, const QString &strategy)
{
    const QString reason = candidateReasonText(candidate, strategy);
    if (!candidate.isTranslated.value_or(false))
        return reason;
    return reason.isEmpty()
        ? CandidateItems::tr("the request is translated for it")
        : CandidateItems::tr("%1; the request is translated for it").arg(reason);
}

/// How sure the figure is; for whoever points at it.
QString samplesText(const DecisionCandidate &candidate)
{
    if (!candidate.figure || !candidate.samples)
        return {};
    return *candidate.samples == 0
        ? CandidateItems::tr("The figure was declared, not measured.")
        : CandidateItems::tr("The figure rests on %n measurement(s).", nullptr, *candidate.samples);
}

QStringList cellsOf(const DecisionCandidate &candidate, const QString &strategy)
{
    constexpr double usPerMs = 1000;
    QStringList cells(DecisionItem::CandidateCellCount);
    cells[DecisionItem::TargetCell] = candidate.target.isEmpty() ? unknownText() : candidate.target;
    cells[DecisionItem::VerdictCell] = verdictText(candidate);
    cells[DecisionItem::FigureCell] = candidateFigureText(candidate);
    const bool hasTtft = candidate.ttftMs && *candidate.ttftMs < 1e12;
    cells[DecisionItem::TtftCell] =
        hasTtft ? durationText(static_cast<qint64>(*candidate.ttftMs * usPerMs)) : unknownText();
    cells[DecisionItem::CostCell] =
        candidate.costUsd ? expectedCostText(*candidate.costUsd) : unknownText();
    cells[DecisionItem::SuccessCell] = shareText(candidate.successRate);
    cells[DecisionItem::InFlightCell] = countText(candidate.inFlight.value_or(-1));
    cells[DecisionItem::ReasonCell] = reasonText(candidate, strategy);
    return cells;
}

QStringList titles(const QString &measure, int percentile)
{
    QStringList cells(DecisionItem::CandidateCellCount);
    cells[DecisionItem::TargetCell] = CandidateItems::tr("Target");
    cells[DecisionItem::VerdictCell] = CandidateItems::tr("Verdict");
    cells[DecisionItem::FigureCell] =
        measure.isEmpty() ? CandidateItems::tr("Figure") : measureText(measure, percentile);
    cells[DecisionItem::TtftCell] = CandidateItems::tr("TTFT");
    cells[DecisionItem::CostCell] = CandidateItems::tr("Cost");
    cells[DecisionItem::SuccessCell] = CandidateItems::tr("Success");
    cells[DecisionItem::InFlightCell] = CandidateItems::tr("In flight");
    cells[DecisionItem::ReasonCell] = CandidateItems::tr("Reason");
    return cells;
}

/// A column that is unknown for all is left empty, and so not shown.
void clearUnknownColumns(const std::vector<DecisionItem *> &items, DecisionItem &head)
{
    for (int cell = DecisionItem::FigureCell; cell < DecisionItem::ReasonCell; ++cell) {
        const bool isKnown = std::ranges::any_of(items, [cell](const DecisionItem *item) {
            return item->cells.at(cell) != unknownText();
        });
        if (isKnown)
            continue;
        head.cells[cell].clear();
        for (DecisionItem *item : items)
            item->cells[cell].clear();
    }
}

/// The row in one line, for whoever hears or copies it.
QString sentence(const DecisionItem &item, const DecisionItem &head)
{
    QStringList parts{item.cells.at(DecisionItem::VerdictCell)};
    if (!item.cells.at(DecisionItem::ReasonCell).isEmpty())
        parts.last() =
            CandidateItems::tr("%1: %2").arg(parts.last(), item.cells.at(DecisionItem::ReasonCell));
    for (int cell = DecisionItem::FigureCell; cell < DecisionItem::ReasonCell; ++cell) {
        if (!item.cells.at(cell).isEmpty() && item.cells.at(cell) != unknownText())
            parts.append(CandidateItems::tr("%1 %2").arg(head.cells.at(cell), item.cells.at(cell)));
    }
    return CandidateItems::tr("%1 — %2").arg(item.cells.at(DecisionItem::TargetCell),
                                             parts.join(QLatin1String(", ")));
}

} // namespace

void addCandidateItems(DecisionItem &parent, const std::vector<DecisionCandidate> &candidates,
                       const QString &strategy, const QString &measure, int percentile)
{
    DecisionItem &head = parent.add(DecisionItem::Kind::CandidateTitles);
    head.cells = titles(measure, percentile);
    std::vector<DecisionItem *> items;
    for (const DecisionCandidate &candidate : candidates) {
        DecisionItem &item = parent.add(DecisionItem::Kind::Candidate);
        item.target = candidate.target;
        item.mark = markOf(candidate.verdict);
        item.isMuted = candidate.verdict != Verdict::Chosen;
        item.cells = cellsOf(candidate, strategy);
        item.tip = samplesText(candidate);
        if (!candidate.model.isEmpty()) {
            const QString served = QStringLiteral("%1/%2").arg(candidate.provider, candidate.model);
            item.tip = item.tip.isEmpty() ? served : served + QLatin1Char('\n') + item.tip;
        }
        items.push_back(&item);
    }
    clearUnknownColumns(items, head);
    for (DecisionItem *item : items)
        item->texts.front() = sentence(*item, head);
    head.texts.front() = CandidateItems::tr("Candidates");
}

} // namespace signalbox::ui
