// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/TrafficDelegate.h"

#include "models/items/TrafficTableModel.h"
#include "ui/shell/TargetColors.h"
#include "ui/shell/Theme.h"
#include "ui/traffic/TrafficWords.h"
#include "ui/widgets/Format.h"

#include <QPainter>

namespace signalbox::ui {

using models::ExchangeOutcome;
using models::ExchangeRecord;
using models::TrafficTableModel;

namespace {

constexpr int cellMargin = 6;
constexpr int dotSize = 8;
constexpr int dotGap = 6;
constexpr int badgePadding = 12;
constexpr int badgeGap = 4;

bool hasDot(int column)
{
    return column == TrafficTableModel::StatusColumn || column == TrafficTableModel::ServedColumn;
}

QString shownText(const QModelIndex &index)
{
    QString text = index.data().toString();
    if (index.column() != TrafficTableModel::StatusColumn)
        return text;
    const int outcome = index.data(TrafficTableModel::OutcomeRole).toInt();
    return statusText(text, static_cast<ExchangeOutcome>(outcome));
}

QString badgeText(const QModelIndex &index)
{
    const auto record = index.data(TrafficTableModel::RecordRole).value<ExchangeRecord>();
    if (record.kind == models::ExchangeKind::Shadow)
        return TrafficDelegate::tr("shadow");
    if (record.kind == models::ExchangeKind::Probe)
        return TrafficDelegate::tr("health probe");
    if (record.costSource == models::CostSource::Cached)
        return TrafficDelegate::tr("cached");
    const int attempts = index.data(TrafficTableModel::AttemptsRole).toInt();
    return attempts > 1 ? TrafficDelegate::tr("%n attempt(s)", nullptr, attempts) : QString();
}

int badgeWidth(const Theme &theme, const QString &badge)
{
    const QFontMetrics metrics(theme.figures(Theme::Role::Caption));
    return metrics.horizontalAdvance(badge) + theme.px(badgePadding);
}

void paintDot(QPainter *painter, const QRect &cell, int size, const QColor &color)
{
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    painter->drawEllipse(QRectF(cell.left(), cell.center().y() + 0.5 - size / 2.0, size, size));
}

} // namespace

TrafficDelegate::TrafficDelegate(const Theme &theme, TargetColors &colors, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_colors(colors)
{}

bool TrafficDelegate::isFigure(int column)
{
    return column >= TrafficTableModel::TtftColumn && column <= TrafficTableModel::CostColumn;
}

int TrafficDelegate::cellWidth(const Theme &theme, int column, const QString &text)
{
    const QFontMetrics metrics(theme.figures(Theme::Role::Body));
    const int dot = hasDot(column) ? theme.px(dotSize) + theme.px(dotGap) : 0;
    return 2 * theme.px(cellMargin) + dot + metrics.horizontalAdvance(text) + 1;
}

QSize TrafficDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    int width = cellWidth(m_theme, index.column(), shownText(index));
    const QString badge = badgeText(index);
    if (index.column() == TrafficTableModel::ServedColumn && !badge.isEmpty())
        width += m_theme.px(badgeGap) + badgeWidth(m_theme, badge);
    return {width, QStyledItemDelegate::sizeHint(option, index).height()};
}

void TrafficDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    painter->save();
    paintBackground(painter, option);
    const int margin = m_theme.px(cellMargin);
    const QRect cell = option.rect.adjusted(margin, 0, -margin, 0);
    painter->setFont(m_theme.figures(Theme::Role::Body));
    const ThemeColors &colors = m_theme.colors();
    if (index.data(TrafficTableModel::LoadingRole).toBool()) {
        if (index.column() == TrafficTableModel::RequestedColumn)
            paintText(painter, cell, QStringLiteral("…"), colors.textMuted, Qt::AlignLeft);
    } else if (index.column() == TrafficTableModel::StatusColumn) {
        paintStatus(painter, cell, index);
    } else if (index.column() == TrafficTableModel::ServedColumn) {
        paintServed(painter, cell, index);
    } else {
        const QString text = index.data().toString();
        const bool isMuted = text == unknownText() || text.isEmpty()
            || index.column() == TrafficTableModel::TimeColumn
            || index.column() == TrafficTableModel::FinishColumn;
        paintText(painter, cell, text, isMuted ? colors.textMuted : colors.text,
                  isFigure(index.column()) ? Qt::AlignRight : Qt::AlignLeft);
    }
    painter->restore();
}

void TrafficDelegate::paintBackground(QPainter *painter, const QStyleOptionViewItem &option) const
{
    const ThemeColors &colors = m_theme.colors();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, colors.surface[3]);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, colors.surface[2]);
    painter->setPen(colors.surface[2]);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
}

void TrafficDelegate::paintStatus(QPainter *painter, const QRect &cell,
                                  const QModelIndex &index) const
{
    const auto outcome =
        static_cast<ExchangeOutcome>(index.data(TrafficTableModel::OutcomeRole).toInt());
    const ThemeColors &colors = m_theme.colors();
    const QColor &color = StateDot::colorOf(colors, outcomeColor(outcome));
    const int size = m_theme.px(dotSize);
    paintDot(painter, cell, size, color);
    const QRect words = cell.adjusted(size + m_theme.px(dotGap), 0, 0, 0);
    paintText(painter, words, shownText(index),
              outcome == ExchangeOutcome::Success ? colors.text : color, Qt::AlignLeft);
}

void TrafficDelegate::paintServed(QPainter *painter, const QRect &cell,
                                  const QModelIndex &index) const
{
    const auto record = index.data(TrafficTableModel::RecordRole).value<ExchangeRecord>();
    const ThemeColors &colors = m_theme.colors();
    QRect words = cell;
    if (!record.target.isEmpty()) {
        const int size = m_theme.px(dotSize);
        paintDot(painter, cell, size, m_colors.color(record.target));
        words.adjust(size + m_theme.px(dotGap), 0, 0, 0);
    }
    const QString badge = badgeText(index);
    if (!badge.isEmpty()) {
        const int width = badgeWidth(m_theme, badge);
        QRect frame(words.right() - width, 0, width, m_theme.px(18));
        frame.moveCenter(QPoint(frame.center().x(), words.center().y()));
        painter->setPen(Qt::NoPen);
        painter->setBrush(colors.surface[2]);
        painter->drawRoundedRect(frame, m_theme.px(9), m_theme.px(9));
        painter->save();
        painter->setFont(m_theme.figures(Theme::Role::Caption));
        painter->setPen(colors.warning);
        painter->drawText(frame, Qt::AlignCenter, badge);
        painter->restore();
        words.setRight(frame.left() - m_theme.px(badgeGap));
    }
    paintText(painter, words, index.data().toString(), colors.text, Qt::AlignLeft);
}

void TrafficDelegate::paintText(QPainter *painter, const QRect &cell, const QString &text,
                                const QColor &color, Qt::Alignment alignment)
{
    painter->setPen(color);
    const QString shown = painter->fontMetrics().elidedText(text, Qt::ElideRight, cell.width());
    painter->drawText(cell, static_cast<int>(alignment | Qt::AlignVCenter), shown);
}

} // namespace signalbox::ui
