// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/decision/DecisionDelegate.h"
#include "ui/decision/DecisionTreeModel.h"
#include "ui/shell/TargetColors.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/WrappedText.h"

#include <QPainter>

namespace signalbox::ui {

namespace {

constexpr int discSize = 8; // pixels at 100 %

bool isFigureCell(int cell)
{
    return cell >= DecisionItem::FigureCell && cell < DecisionItem::ReasonCell;
}

} // namespace

void DecisionDelegate::paintDisc(QPainter *painter, const QRect &place, const QString &target) const
{
    const int size = m_theme.px(discSize);
    QRect disc(0, 0, size, size);
    disc.moveCenter(place.center());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_colors.color(target));
    painter->drawEllipse(QRectF(disc));
    painter->restore();
}

void DecisionDelegate::paintFigure(QPainter *painter, const QRect &cell, const QString &text,
                                   const QColor &color) const
{
    const QFontMetrics metrics(m_theme.figures(Theme::Role::Body));
    const ThemeColors &colors = m_theme.colors();
    painter->setFont(m_theme.figures(Theme::Role::Body));
    // "412 ms", "99.0 %": what stands behind the last gap is the unit; "≈" is no unit.
    const qsizetype gap = text.lastIndexOf(QLatin1Char(' '));
    const bool hasUnit = gap > 0 && !text.at(gap + 1).isDigit() && text.at(gap + 1) != u'$';
    const QString unit = hasUnit ? text.mid(gap) : QString();
    const QString number = hasUnit ? text.left(gap) : text;
    const int unitWidth = metrics.horizontalAdvance(unit);
    painter->setPen(colors.textMuted);
    painter->drawText(cell, static_cast<int>(Qt::AlignRight | Qt::AlignTop), unit);
    painter->setPen(text == unknownText() ? colors.textMuted : color);
    painter->drawText(cell.adjusted(0, 0, -unitWidth, 0),
                      static_cast<int>(Qt::AlignRight | Qt::AlignTop), number);
}

void DecisionDelegate::paintTitles(QPainter *painter, const QRect &cell,
                                   const QModelIndex &index) const
{
    const CandidateLayout &layout = layoutOf(index);
    const QStringList cells = index.data(DecisionTreeModel::CellsRole).toStringList();
    painter->setFont(m_theme.font(Theme::Role::Caption));
    painter->setPen(m_theme.colors().textMuted);
    int left = cell.left();
    for (int i = 0; i < cells.size(); ++i) {
        const int width = layout.widths.at(static_cast<std::size_t>(i));
        if (width == 0 || (i == DecisionItem::ReasonCell && layout.isReasonBelow))
            continue;
        const QRect place(left, cell.top(), width, cell.height());
        const Qt::Alignment side = isFigureCell(i) ? Qt::AlignRight : Qt::AlignLeft;
        painter->drawText(place, static_cast<int>(side | Qt::AlignTop), cells.at(i));
        left += width + m_theme.px(CandidateLayout::gap);
    }
}

void DecisionDelegate::paintCandidate(QPainter *painter, const QRect &cell,
                                      const QModelIndex &index) const
{
    const CandidateLayout &layout = layoutOf(index);
    const QStringList cells = index.data(DecisionTreeModel::CellsRole).toStringList();
    const ThemeColors &colors = m_theme.colors();
    const bool isMuted = index.data(DecisionTreeModel::MutedRole).toBool();
    const QColor &color = isMuted ? colors.textMuted : colors.text;
    QFont plain = m_theme.figures(Theme::Role::Body);
    QFont strong = plain;
    strong.setWeight(QFont::DemiBold);
    const QFont &words = isMuted ? plain : strong;
    const int line = QFontMetrics(strong).height();
    const int size = m_theme.px(CandidateLayout::signSize);
    const int sign = size + m_theme.px(CandidateLayout::signGap);
    int left = cell.left();
    for (int i = 0; i < DecisionItem::ReasonCell && i < cells.size(); ++i) {
        const int width = layout.widths.at(static_cast<std::size_t>(i));
        if (width == 0)
            continue;
        const QRect place(left, cell.top(), width, line);
        left += width + m_theme.px(CandidateLayout::gap);
        if (isFigureCell(i)) {
            paintFigure(painter, place, cells.at(i), color);
            continue;
        }
        const QRect mark(place.left(), place.top() + (line - size) / 2, size, size);
        if (i == DecisionItem::TargetCell)
            paintDisc(painter, mark, index.data(DecisionTreeModel::TargetRole).toString());
        else
            markIcon(
                static_cast<DecisionItem::Mark>(index.data(DecisionTreeModel::MarkRole).toInt()),
                true)
                .paint(painter, mark);
        painter->setFont(words);
        painter->setPen(color);
        const QString shown =
            QFontMetrics(words).elidedText(cells.at(i), Qt::ElideMiddle, width - sign);
        painter->drawText(place.adjusted(sign, 0, 0, 0),
                          static_cast<int>(Qt::AlignLeft | Qt::AlignTop), shown);
    }
    const QRect reason = layout.isReasonBelow
        ? QRect(cell.left() + sign, cell.top() + line, layout.reasonWidth, cell.height() - line)
        : QRect(left, cell.top(), layout.reasonWidth, cell.height());
    paintWrapped(painter, reason, cells.value(DecisionItem::ReasonCell), plain, color);
}

} // namespace signalbox::ui
