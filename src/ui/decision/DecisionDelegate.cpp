// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/decision/DecisionDelegate.h"

#include "ui/decision/DecisionTreeModel.h"
#include "ui/shell/TargetColors.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/WrappedText.h"

#include <QPainter>
#include <QTreeView>

#include <algorithm>

namespace signalbox::ui {

using Kind = DecisionItem::Kind;
using Mark = DecisionItem::Mark;

namespace {

// Pixels at 100 %.
constexpr int cellMargin = 6; // as the header of the style sheet
constexpr int rowMargin = 4;

Kind kindOf(const QModelIndex &index)
{
    return static_cast<Kind>(index.data(DecisionTreeModel::KindRole).toInt());
}

Mark markOf(const QModelIndex &index)
{
    return static_cast<Mark>(index.data(DecisionTreeModel::MarkRole).toInt());
}

bool isTableRow(Kind kind)
{
    return kind == Kind::Candidate || kind == Kind::CandidateTitles;
}

/// The first column of a row is followed by its decoration, the last has the mark.
bool hasMark(const QModelIndex &index)
{
    return index.column() == DecisionTreeModel::ResultColumn && markOf(index) != Mark::None;
}

bool hasSign(const QModelIndex &index)
{
    return index.column() == DecisionTreeModel::StepColumn
        && (index.data(DecisionTreeModel::IconRole).toInt() >= 0
            || !index.data(DecisionTreeModel::TargetRole).toString().isEmpty());
}

} // namespace

DecisionDelegate::DecisionDelegate(const Theme &theme, TargetColors &colors, QTreeView *view)
    : QStyledItemDelegate(view)
    , m_theme(theme)
    , m_colors(colors)
    , m_view(view)
{}

QFont DecisionDelegate::fontOf(const QModelIndex &index) const
{
    QFont font = m_theme.figures(Theme::Role::Body);
    const Kind kind = kindOf(index);
    if (index.column() == DecisionTreeModel::StepColumn && kind != Kind::Row)
        font.setWeight(QFont::DemiBold);
    return font;
}

QIcon DecisionDelegate::markIcon(Mark mark, bool isCandidate) const
{
    switch (mark) {
    case Mark::Yes:
        return lineIcon(m_theme, IconName::Check, IconTone::Success);
    case Mark::No:
        return lineIcon(m_theme, IconName::Close, IconTone::Muted);
    case Mark::NotLooked:
        return lineIcon(m_theme, IconName::Minus, IconTone::Muted);
    case Mark::Chosen:
        return lineIcon(m_theme, isCandidate ? IconName::Check : IconName::Target,
                        IconTone::Success);
    case Mark::Behind:
        return lineIcon(m_theme, IconName::ChevronDown, IconTone::Warning);
    case Mark::Out:
        return lineIcon(m_theme, IconName::Close, IconTone::Danger);
    case Mark::Failed:
        return lineIcon(m_theme, IconName::Warning, IconTone::Danger);
    case Mark::None:
        break;
    }
    return {};
}

int DecisionDelegate::signWidth(const QModelIndex &index) const
{
    return hasMark(index) || hasSign(index)
        ? m_theme.px(CandidateLayout::signSize) + m_theme.px(CandidateLayout::signGap)
        : 0;
}

int DecisionDelegate::textWidth(const QModelIndex &index) const
{
    int width = kindOf(index) == Kind::Group ? m_view->viewport()->width()
                                             : m_view->columnWidth(index.column());
    if (index.column() == DecisionTreeModel::StepColumn) {
        for (QModelIndex above = index; above.isValid(); above = above.parent())
            width -= m_view->indentation();
    }
    return width - 2 * m_theme.px(cellMargin) - signWidth(index);
}

QString DecisionDelegate::secondLine(const QModelIndex &index) const
{
    if (!m_isNarrow || index.column() != DecisionTreeModel::StepColumn)
        return {};
    QStringList parts;
    for (const int column : {DecisionTreeModel::SubjectColumn, DecisionTreeModel::ValueColumn}) {
        const QString text = index.siblingAtColumn(column).data().toString();
        if (!text.isEmpty())
            parts.append(text);
    }
    return parts.join(QStringLiteral(" · "));
}

const CandidateLayout &DecisionDelegate::layoutOf(const QModelIndex &candidate) const
{
    const QModelIndex table = candidate.parent();
    auto known = m_layouts.find(table);
    if (known == m_layouts.end()) {
        int width = m_view->viewport()->width() - 2 * m_theme.px(cellMargin);
        for (QModelIndex above = candidate; above.isValid(); above = above.parent())
            width -= m_view->indentation();
        known = m_layouts.insert(table, CandidateLayout::measure(m_theme, table, width));
    }
    return *known;
}

QSize DecisionDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const int margins = 2 * m_theme.px(rowMargin);
    const Kind kind = kindOf(index);
    const QFont font = fontOf(index);
    if (kind == Kind::CandidateTitles)
        return {0, QFontMetrics(m_theme.font(Theme::Role::Caption)).height() + margins};
    if (kind == Kind::Candidate) {
        const CandidateLayout &layout = layoutOf(index);
        const QString reason =
            index.data(DecisionTreeModel::CellsRole).toStringList().value(DecisionItem::ReasonCell);
        const int line = QFontMetrics(font).height();
        const QFont plain = m_theme.figures(Theme::Role::Body);
        if (reason.isEmpty())
            return {0, line + margins};
        const int height = wrappedHeight(reason, plain, layout.reasonWidth);
        return {0, margins + (layout.isReasonBelow ? line + height : std::max(line, height))};
    }
    const int width = textWidth(index);
    int height = wrappedHeight(index.data().toString(), font, width);
    if (const QString second = secondLine(index); !second.isEmpty())
        height += wrappedHeight(second, m_theme.figures(Theme::Role::Body), width);
    return {0, height + margins + (kind == Kind::Row ? 0 : m_theme.px(rowMargin))};
}

void DecisionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    painter->save();
    paintBackground(painter, option, index);
    const Kind kind = kindOf(index);
    const int top = m_theme.px(rowMargin)
        + (isTableRow(kind) || kind == Kind::Row ? 0 : m_theme.px(rowMargin) / 2);
    const QRect cell =
        option.rect.adjusted(m_theme.px(cellMargin), top, -m_theme.px(cellMargin), 0);
    if (kind == Kind::CandidateTitles)
        paintTitles(painter, cell, index);
    else if (kind == Kind::Candidate)
        paintCandidate(painter, cell, index);
    else
        paintText(painter, cell, index);
    painter->restore();
}

void DecisionDelegate::paintBackground(QPainter *painter, const QStyleOptionViewItem &option,
                                       const QModelIndex &index) const
{
    const ThemeColors &colors = m_theme.colors();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, colors.surface[3]);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, colors.surface[2]);
    if (!index.parent().isValid() && index.row() > 0) {
        painter->setPen(colors.line);
        painter->drawLine(option.rect.topLeft(), option.rect.topRight());
    }
}

void DecisionDelegate::paintText(QPainter *painter, const QRect &cell,
                                 const QModelIndex &index) const
{
    const ThemeColors &colors = m_theme.colors();
    const QFont font = fontOf(index);
    const int size = m_theme.px(CandidateLayout::signSize);
    const int line = QFontMetrics(font).height();
    const QRect sign(cell.left(), cell.top() + (line - size) / 2, size, size);
    const QString target = index.data(DecisionTreeModel::TargetRole).toString();
    if (hasMark(index))
        markIcon(markOf(index), false).paint(painter, sign);
    else if (hasSign(index) && !target.isEmpty())
        paintDisc(painter, sign, target);
    else if (hasSign(index))
        lineIcon(m_theme, static_cast<IconName>(index.data(DecisionTreeModel::IconRole).toInt()),
                 IconTone::Accent)
            .paint(painter, sign);
    const QRect words = cell.adjusted(signWidth(index), 0, 0, 0);
    const bool isMuted = index.data(DecisionTreeModel::MutedRole).toBool()
        || index.column() == DecisionTreeModel::SubjectColumn;
    const bool hasFailed = hasMark(index) && markOf(index) == Mark::Failed;
    const QColor &color = hasFailed ? colors.danger : isMuted ? colors.textMuted : colors.text;
    const QString text = index.data().toString();
    paintWrapped(painter, words, text, font, color);
    if (const QString second = secondLine(index); !second.isEmpty()) {
        const int first = wrappedHeight(text, font, words.width());
        paintWrapped(painter, words.adjusted(0, first, 0, 0), second,
                     m_theme.figures(Theme::Role::Body), colors.textMuted);
    }
}

} // namespace signalbox::ui
