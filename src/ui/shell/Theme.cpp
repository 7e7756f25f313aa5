// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/Theme.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QPalette>
#include <QRegularExpression>
#include <QStyle>
#include <QStyleFactory>
#include <QStyleHints>

#include <algorithm>
#include <cmath>

// Outside of any namespace, as Qt asks: the resources of a static library register themselves only
// when they are told to.
static void initialiseResources()
{
    Q_INIT_RESOURCE(signalbox_ui);
}

namespace signalbox::ui {

namespace {

constexpr int darkLightness = 128;

QColor hex(const char *name)
{
    return QColor{QLatin1String(name)};
}

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

QString cssName(const QColor &color, const QString &token, const ThemeColors &colors)
{
    // Tints are mixed here and not by alpha: a style sheet paints alpha twice where widgets
    // overlap.
    const auto mixed = [&](double share) {
        const QColor &under = colors.surface[1];
        const auto mix = [share](int over, int below) {
            return static_cast<int>(std::lround(share * over + (1 - share) * below));
        };
        return QColor(mix(color.red(), under.red()), mix(color.green(), under.green()),
                      mix(color.blue(), under.blue()));
    };
    return (token.endsWith(QLatin1String("Tint")) ? mixed(0.14) : color).name();
}

QString tokenValue(const QString &token, const ThemeColors &colors, int zoomPercent)
{
    if (token.startsWith(QLatin1String("px:"))) {
        const int pixels = token.mid(3).toInt();
        return QString::number(std::max(1, pixels * zoomPercent / 100)) + QLatin1String("px");
    }
    if (token == QLatin1String("chevron") || token == QLatin1String("check")) {
        // A style sheet cannot recolour an image: there is one for each appearance.
        const bool isDark = colors.surface[0].lightness() < darkLightness;
        return QStringLiteral(":/theme/%1-%2.svg")
            .arg(token, isDark ? QStringLiteral("dark") : QStringLiteral("light"));
    }
    const std::initializer_list<std::pair<QLatin1String, const QColor *>> tokens{
        {QLatin1String("surface0"), colors.surface.data()},
        {QLatin1String("surface1"), &colors.surface[1]},
        {QLatin1String("surface2"), &colors.surface[2]},
        {QLatin1String("surface3"), &colors.surface[3]},
        {QLatin1String("line"), &colors.line},
        {QLatin1String("textMuted"), &colors.textMuted},
        {QLatin1String("text"), &colors.text},
        {QLatin1String("accent"), &colors.accent},
        {QLatin1String("accentTint"), &colors.accent},
        {QLatin1String("onAccent"), &colors.onAccent},
        {QLatin1String("success"), &colors.success},
        {QLatin1String("warning"), &colors.warning},
        {QLatin1String("warningTint"), &colors.warning},
        {QLatin1String("danger"), &colors.danger},
        {QLatin1String("dangerTint"), &colors.danger},
        {QLatin1String("focus"), &colors.focus},
    };
    for (const auto &[name, color] : tokens) {
        if (token == name)
            return cssName(*color, token, colors);
    }
    return {};
}

QPalette paletteOf(const ThemeColors &colors)
{
    QPalette palette;
    palette.setColor(QPalette::Window, colors.surface[0]);
    palette.setColor(QPalette::WindowText, colors.text);
    palette.setColor(QPalette::Base, colors.surface[1]);
    palette.setColor(QPalette::AlternateBase, colors.surface[2]);
    palette.setColor(QPalette::Text, colors.text);
    palette.setColor(QPalette::PlaceholderText, colors.textMuted);
    palette.setColor(QPalette::Button, colors.surface[2]);
    palette.setColor(QPalette::ButtonText, colors.text);
    palette.setColor(QPalette::BrightText, colors.danger);
    palette.setColor(QPalette::ToolTipBase, colors.surface[3]);
    palette.setColor(QPalette::ToolTipText, colors.text);
    palette.setColor(QPalette::Highlight, colors.accent);
    palette.setColor(QPalette::HighlightedText, colors.onAccent);
    palette.setColor(QPalette::Link, colors.accent);
    palette.setColor(QPalette::LinkVisited, colors.accent);
    palette.setColor(QPalette::Light, colors.surface[1]);
    palette.setColor(QPalette::Midlight, colors.surface[2]);
    palette.setColor(QPalette::Mid, colors.line);
    palette.setColor(QPalette::Dark, colors.line);
    palette.setColor(QPalette::Shadow, colors.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, colors.textMuted);
    return palette;
}

} // namespace

Theme::Theme(QApplication &application, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_family(QApplication::font().family())
    , m_startedDark(QApplication::palette().color(QPalette::Window).lightness() < darkLightness)
{
    initialiseResources();
    QFile sheet(QStringLiteral(":/theme/signalbox.qss"));
    if (sheet.open(QIODevice::ReadOnly))
        m_sheet = QString::fromUtf8(sheet.readAll());
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] {
        if (m_choice == Choice::System)
            apply();
    });
#endif
    apply();
}

const ThemeColors &Theme::light()
{
    static const ThemeColors colors{
        .surface = {hex("#f5f6f8"), hex("#ffffff"), hex("#eef0f4"), hex("#e4e8ee")},
        .line = hex("#d9dee6"),
        .text = hex("#1a2230"),
        .textMuted = hex("#525d6d"),
        .accent = hex("#2a56c6"),
        .onAccent = hex("#ffffff"),
        .success = hex("#166a37"),
        .warning = hex("#835003"),
        .danger = hex("#b3261e"),
        .focus = hex("#2a56c6"),
        .series = {hex("#0072b2"), hex("#c77700"), hex("#00845f"), hex("#cc5f9a"), hex("#d55e00"),
                   hex("#2e8bc0"), hex("#8a7a00"), hex("#5b6470")},
    };
    return colors;
}

const ThemeColors &Theme::dark()
{
    static const ThemeColors colors{
        .surface = {hex("#13161b"), hex("#1a1e25"), hex("#232831"), hex("#2e3540")},
        .line = hex("#323945"),
        .text = hex("#e7eaef"),
        .textMuted = hex("#a7b1c0"),
        .accent = hex("#8fb0ff"),
        .onAccent = hex("#10141a"),
        .success = hex("#63cf92"),
        .warning = hex("#ecb655"),
        .danger = hex("#ff9089"),
        .focus = hex("#8fb0ff"),
        .series = {hex("#56b4e9"), hex("#e69f00"), hex("#22b88f"), hex("#e08fbd"), hex("#f0793a"),
                   hex("#4a9fe0"), hex("#f0e442"), hex("#aab2bd")},
    };
    return colors;
}

double Theme::contrast(const QColor &first, const QColor &second)
{
    const double one = luminance(first) + 0.05;
    const double two = luminance(second) + 0.05;
    return std::max(one, two) / std::min(one, two);
}

QString Theme::resolved(const QString &sheet, const ThemeColors &colors, int zoomPercent)
{
    static const QRegularExpression token(QStringLiteral(R"(\{([a-zA-Z]+[0-9]?(?::[0-9]+)?)\})"));
    QString result;
    result.reserve(sheet.size());
    qsizetype copied = 0;
    auto matches = token.globalMatch(sheet);
    while (matches.hasNext()) {
        const auto match = matches.next();
        result += sheet.mid(copied, match.capturedStart() - copied);
        result += tokenValue(match.captured(1), colors, zoomPercent);
        copied = match.capturedEnd();
    }
    return result + sheet.mid(copied);
}

void Theme::setChoice(Choice choice)
{
    if (m_choice == choice)
        return;
    m_choice = choice;
    apply();
}

bool Theme::isDark() const
{
    return m_choice == Choice::Dark || (m_choice == Choice::System && systemIsDark());
}

const ThemeColors &Theme::colors() const
{
    return isDark() ? dark() : light();
}

void Theme::setZoom(int percent)
{
    percent = std::clamp(percent, smallestZoom, largestZoom);
    if (m_zoom == percent)
        return;
    m_zoom = percent;
    apply();
}

int Theme::px(int pixels) const
{
    return std::max(1, pixels * m_zoom / 100);
}

QFont Theme::font(Role role) const
{
    QFont font(m_family);
    switch (role) {
    case Role::Caption:
        font.setPixelSize(px(11));
        break;
    case Role::Body:
        font.setPixelSize(px(13));
        break;
    case Role::Title:
        font.setPixelSize(px(16));
        font.setWeight(QFont::DemiBold);
        break;
    case Role::Figure:
        font.setPixelSize(px(24));
        break;
    }
    return font;
}

QFont Theme::figures(Role role) const
{
    QFont result = font(role);
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    result.setFeature("tnum", 1);
#endif
    return result;
}

QFont Theme::mono() const
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(px(12));
    return font;
}

void Theme::apply()
{
    QApplication::setPalette(paletteOf(colors()));
    QApplication::setFont(font(Role::Body));
    m_application.setStyleSheet(resolved(m_sheet, colors(), m_zoom));
    emit changed();
}

bool Theme::systemIsDark() const
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const auto scheme = QGuiApplication::styleHints()->colorScheme();
    if (scheme != Qt::ColorScheme::Unknown)
        return scheme == Qt::ColorScheme::Dark;
#endif
    // Before 6.5 only the palette that the desktop handed out at the start tells.
    return m_startedDark;
}

} // namespace signalbox::ui
