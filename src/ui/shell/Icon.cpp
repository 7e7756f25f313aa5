// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/Icon.h"

#include "ui/shell/Theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QPointer>
#include <QSvgRenderer>

namespace signalbox::ui {

namespace {

QLatin1String fileName(IconName name)
{
    static constexpr std::array<QLatin1String, 40> names{
        QLatin1String("align"),      QLatin1String("arrange"),    QLatin1String("branch"),
        QLatin1String("brand"),      QLatin1String("check"),      QLatin1String("chevron-down"),
        QLatin1String("chevron-up"), QLatin1String("close"),      QLatin1String("columns"),
        QLatin1String("comment"),    QLatin1String("copy"),       QLatin1String("edit"),
        QLatin1String("fit"),        QLatin1String("frame"),      QLatin1String("gauge"),
        QLatin1String("info"),       QLatin1String("key"),        QLatin1String("live"),
        QLatin1String("map"),        QLatin1String("minus"),      QLatin1String("play"),
        QLatin1String("plus"),       QLatin1String("pool"),       QLatin1String("providers"),
        QLatin1String("redo"),       QLatin1String("refresh"),    QLatin1String("search"),
        QLatin1String("send"),       QLatin1String("sidebar"),    QLatin1String("split"),
        QLatin1String("stop"),       QLatin1String("table"),      QLatin1String("target"),
        QLatin1String("terminal"),   QLatin1String("thumb-down"), QLatin1String("thumb-up"),
        QLatin1String("traffic"),    QLatin1String("trash"),      QLatin1String("undo"),
        QLatin1String("warning"),
    };
    return names.at(static_cast<size_t>(name));
}

QColor toneColor(const ThemeColors &colors, IconTone tone)
{
    switch (tone) {
    case IconTone::Text:
        return colors.text;
    case IconTone::Muted:
        return colors.textMuted;
    case IconTone::Accent:
        return colors.accent;
    case IconTone::OnAccent:
        return colors.onAccent;
    case IconTone::Success:
        return colors.success;
    case IconTone::Warning:
        return colors.warning;
    case IconTone::Danger:
        return colors.danger;
    }
    return colors.text;
}

class LineIconEngine final : public QIconEngine
{
public:
    LineIconEngine(const Theme &theme, QByteArray svg, IconTone tone)
        : m_theme(&theme)
        , m_svg(std::move(svg))
        , m_tone(tone)
    {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        if (!m_theme)
            return;
        const ThemeColors &colors = m_theme->colors();
        const QColor color = mode == QIcon::Disabled ? colors.textMuted : toneColor(colors, m_tone);
        QByteArray svg = m_svg;
        svg.replace("currentColor", color.name().toLatin1());
        QSvgRenderer renderer(svg);
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        if (mode == QIcon::Disabled)
            painter->setOpacity(0.5);
        renderer.render(painter, rect);
        painter->setOpacity(1);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine *clone() const override { return new LineIconEngine(*this); }

private:
    QPointer<const Theme> m_theme;
    QByteArray m_svg;
    IconTone m_tone;
};

} // namespace

QIcon lineIcon(const Theme &theme, IconName name, IconTone tone)
{
    QFile file(QLatin1String(":/icons/") + fileName(name) + QLatin1String(".svg"));
    const QByteArray svg = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    // QIcon takes the engine over.
    return QIcon(new LineIconEngine(theme, svg, tone));
}

} // namespace signalbox::ui
