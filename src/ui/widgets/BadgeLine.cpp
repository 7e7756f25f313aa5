// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/BadgeLine.h"

#include "ui/shell/Theme.h"

#include <QFontMetrics>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace signalbox::ui {

namespace {

// Pixels at 100 %.
constexpr int padding = 8;
constexpr int gap = 6;
constexpr int badgeHeight = 20;

QColor toneColor(const ThemeColors &colors, Tone tone)
{
    switch (tone) {
    case Tone::Success:
        return colors.success;
    case Tone::Warning:
        return colors.warning;
    case Tone::Danger:
        return colors.danger;
    default:
        return colors.textMuted;
    }
}

} // namespace

BadgeLine::BadgeLine(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    hide();
}

void BadgeLine::setBadges(const QList<Badge> &badges)
{
    m_badges = badges;
    QStringList texts;
    for (const Badge &badge : badges)
        texts.append(badge.text);
    setAccessibleName(texts.join(QLatin1String(", ")));
    setVisible(!badges.isEmpty());
    updateGeometry();
    update();
}

QList<QRect> BadgeLine::places(int width) const
{
    const QFontMetrics metrics(m_theme.font(Theme::Role::Caption));
    QList<QRect> result;
    QPoint at;
    for (const Badge &badge : m_badges) {
        const int wanted = metrics.horizontalAdvance(badge.text) + 2 * m_theme.px(padding) + 1;
        if (at.x() > 0 && at.x() + wanted > width)
            at = {0, at.y() + m_theme.px(badgeHeight) + m_theme.px(gap)};
        const int taken = std::min(wanted, std::max(width, m_theme.px(badgeHeight)));
        result.append(QRect(at, QSize(taken, m_theme.px(badgeHeight))));
        at.rx() += taken + m_theme.px(gap);
    }
    return result;
}

QSize BadgeLine::sizeHint() const
{
    const QList<QRect> all = places(QWIDGETSIZE_MAX);
    return all.isEmpty() ? QSize(0, 0) : QSize(all.last().right() + 1, m_theme.px(badgeHeight));
}

QSize BadgeLine::minimumSizeHint() const
{
    return m_badges.isEmpty() ? QSize(0, 0) : QSize(m_theme.px(60), m_theme.px(badgeHeight));
}

int BadgeLine::heightForWidth(int width) const
{
    const QList<QRect> all = places(width);
    return all.isEmpty() ? 0 : all.last().bottom() + 1;
}

bool BadgeLine::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QList<QRect> all = places(width());
    for (int i = 0; i < all.size(); ++i) {
        if (all.at(i).contains(help->pos())) {
            const Badge &badge = m_badges.at(i);
            QToolTip::showText(help->globalPos(), badge.tip.isEmpty() ? badge.text : badge.tip,
                               this);
            return true;
        }
    }
    QToolTip::hideText();
    return true;
}

void BadgeLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemeColors &colors = m_theme.colors();
    const QFont font = m_theme.font(Theme::Role::Caption);
    painter.setFont(font);
    const QFontMetrics metrics(font);
    const QList<QRect> all = places(width());
    for (int i = 0; i < all.size(); ++i) {
        const QRect &place = all.at(i);
        const double radius = place.height() / 2.0;
        painter.setPen(m_badges.at(i).tone == Tone::Neutral
                           ? QPen(Qt::NoPen)
                           : QPen(toneColor(colors, m_badges.at(i).tone), 1));
        painter.setBrush(colors.surface[2]);
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
        painter.setPen(m_badges.at(i).tone == Tone::Neutral
                           ? colors.text
                           : toneColor(colors, m_badges.at(i).tone));
        const QString shown = metrics.elidedText(m_badges.at(i).text, Qt::ElideRight,
                                                 place.width() - 2 * m_theme.px(padding) + 1);
        painter.drawText(place, Qt::AlignCenter, shown);
    }
}

} // namespace signalbox::ui
