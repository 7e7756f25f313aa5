// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/decision/CandidateLayout.h"

#include "ui/decision/DecisionTreeModel.h"
#include "ui/shell/Theme.h"

#include <QFontMetrics>

#include <algorithm>

namespace signalbox::ui {

namespace {
// Pixels at 100 %: a reason beside the figures has at least this, or all that it needs.
constexpr int readableReason = 240;
// What can be done without, the first first.
constexpr std::array leastTelling{DecisionItem::InFlightCell, DecisionItem::SuccessCell,
                                  DecisionItem::CostCell, DecisionItem::TtftCell,
                                  DecisionItem::FigureCell};
} // namespace

CandidateLayout CandidateLayout::measure(const Theme &theme, const QModelIndex &table, int width)
{
    CandidateLayout layout;
    if (!table.isValid())
        return layout;
    const QFontMetrics body(theme.figures(Theme::Role::Body));
    QFont strong = theme.font(Theme::Role::Body);
    strong.setWeight(QFont::DemiBold);
    const QFontMetrics names(strong);
    const QFontMetrics caption(theme.font(Theme::Role::Caption));
    const int sign = theme.px(signSize) + theme.px(signGap);
    const int rows = table.model()->rowCount(table);
    for (int row = 0; row < rows; ++row) {
        const QModelIndex index = table.model()->index(row, 0, table);
        const QStringList cells = index.data(DecisionTreeModel::CellsRole).toStringList();
        const auto kind =
            static_cast<DecisionItem::Kind>(index.data(DecisionTreeModel::KindRole).toInt());
        for (int cell = 0; cell < cells.size() && cell < DecisionItem::CandidateCellCount; ++cell) {
            const QString &text = cells.at(cell);
            if (text.isEmpty())
                continue;
            const bool isTitle = kind == DecisionItem::Kind::CandidateTitles;
            int needed = (isTitle                                 ? caption
                              : cell <= DecisionItem::VerdictCell ? names
                                                                  : body)
                             .horizontalAdvance(text)
                + 2;
            if (cell <= DecisionItem::VerdictCell && !isTitle)
                needed += sign;
            auto &known = layout.widths.at(static_cast<std::size_t>(cell));
            known = std::max(known, needed);
        }
    }
    const int gapPixels = theme.px(gap);
    const auto taken = [&] {
        int sum = 0;
        for (int cell = 0; cell < DecisionItem::ReasonCell; ++cell) {
            const int column = layout.widths.at(static_cast<std::size_t>(cell));
            sum += column > 0 ? column + gapPixels : 0;
        }
        return sum;
    };
    auto &reason = layout.widths.at(DecisionItem::ReasonCell);
    layout.isReasonBelow =
        reason > 0 && width - taken() < std::min(reason, theme.px(readableReason));
    const auto limit = layout.isReasonBelow ? width + gapPixels : width;
    for (const auto cell : leastTelling) {
        if (taken() > limit)
            layout.widths.at(cell) = 0;
    }
    auto &name = layout.widths.at(DecisionItem::TargetCell);
    if (taken() > limit)
        name = std::max(sign * 2, name - (taken() - limit));
    layout.reasonWidth = layout.isReasonBelow ? width - sign : width - taken();
    return layout;
}

} // namespace signalbox::ui
