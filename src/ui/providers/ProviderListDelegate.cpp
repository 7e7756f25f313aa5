// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/providers/ProviderListDelegate.h"

#include "ui/shell/Theme.h"
#include "ui/widgets/StateDot.h"

#include <QPainter>

namespace signalbox::ui {

namespace {
constexpr int itemHeight = 50;
constexpr int itemMargin = 10;
constexpr int dotSize = 8;
} // namespace

ProviderListDelegate::ProviderListDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{}

void ProviderListDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const
{
    const ThemeColors &colors = m_theme.colors();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    if (isSelected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(isSelected ? colors.surface[3] : colors.surface[2]);
        painter->drawRoundedRect(option.rect.adjusted(0, 1, 0, -1), m_theme.px(6), m_theme.px(6));
    }
    const int margin = m_theme.px(itemMargin);
    const QRect inside = option.rect.adjusted(margin, m_theme.px(6), -margin, -m_theme.px(6));
    const QRect upper(inside.left(), inside.top(), inside.width(), inside.height() / 2);
    const QRect lower(inside.left(), inside.center().y() + 1, inside.width(), inside.height() / 2);

    QFont name = m_theme.font(Theme::Role::Body);
    name.setWeight(QFont::DemiBold);
    painter->setFont(name);
    painter->setPen(colors.text);
    painter->drawText(
        upper, Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, upper.width()));
    const int size = m_theme.px(dotSize);
    const auto color = static_cast<StateDot::Color>(index.data(StateColorRole).toInt());
    painter->setPen(Qt::NoPen);
    painter->setBrush(StateDot::colorOf(colors, color));
    painter->drawEllipse(QRectF(lower.left(), lower.center().y() + 0.5 - size / 2.0, size, size));
    const QRect words = lower.adjusted(size + m_theme.px(6), 0, 0, 0);
    painter->setFont(m_theme.font(Theme::Role::Caption));
    painter->setPen(colors.textMuted);
    painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(index.data(StateTextRole).toString(),
                                                        Qt::ElideRight, words.width()));
    painter->restore();
}

QSize ProviderListDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {m_theme.px(200), m_theme.px(itemHeight)};
}

} // namespace signalbox::ui
