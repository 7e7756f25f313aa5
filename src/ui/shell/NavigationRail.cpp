// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/NavigationRail.h"

#include "ui/shell/Icon.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Text.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace signalbox::ui {

namespace {

// Pixels at 100 %.
constexpr int railWidth = 188;
constexpr int iconsOnlyWidth = 56;
constexpr int namesFrom = 760;

IconName sectionIcon(Section section)
{
    switch (section) {
    case Section::Live:
        return IconName::Live;
    case Section::Traffic:
        return IconName::Traffic;
    case Section::Rules:
        return IconName::Branch;
    case Section::Providers:
        return IconName::Providers;
    }
    return IconName::Live;
}

} // namespace

NavigationRail::NavigationRail(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_buttons(new QButtonGroup(this))
{
    setPanel(this, Panel::Rail);
    setAccessibleName(tr("Sections"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 12, 8, 12);
    column->setSpacing(2);

    for (int i = 0; i < sectionCount; ++i) {
        const auto section = static_cast<Section>(i);
        auto *button = new QToolButton(this);
        button->setObjectName(QStringLiteral("section%1").arg(i + 1));
        button->setText(besideIcon(sectionName(section)));
        button->setAccessibleName(sectionName(section));
        button->setIcon(lineIcon(theme, sectionIcon(section)));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setCheckable(true);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setTone(button, Tone::Rail);

        const QKeySequence shortcut(QStringLiteral("Ctrl+%1").arg(i + 1));
        button->setToolTip(
            tr("%1 (%2)").arg(sectionName(section), shortcut.toString(QKeySequence::NativeText)));
        auto *hint =
            makeLabel(shortcut.toString(QKeySequence::NativeText), TextRole::Caption, button);
        hint->setAttribute(Qt::WA_TransparentForMouseEvents);
        auto *inside = new QHBoxLayout(button);
        inside->setContentsMargins(0, 0, 10, 0);
        inside->addStretch();
        inside->addWidget(hint);
        m_hints.append(hint);

        m_buttons->addButton(button, i);
        column->addWidget(button);
    }
    column->addStretch();

    connect(m_buttons, &QButtonGroup::idClicked, this,
            [this](int index) { emit sectionChosen(static_cast<Section>(index)); });
    connect(&theme, &Theme::changed, this, &NavigationRail::fitToZoom);
    fitToZoom();
    setCurrent(Section::Live);
}

void NavigationRail::setCurrent(Section section)
{
    if (auto *button = m_buttons->button(static_cast<int>(section)))
        button->setChecked(true);
}

QString NavigationRail::sectionName(Section section)
{
    switch (section) {
    case Section::Live:
        return tr("Live");
    case Section::Traffic:
        return tr("Traffic");
    case Section::Rules:
        return tr("Rules");
    case Section::Providers:
        return tr("Providers");
    }
    return {};
}

void NavigationRail::fitTo(int windowWidth)
{
    m_windowWidth = windowWidth;
    fitToZoom();
}

void NavigationRail::fitToZoom()
{
    // Where the window is small for its type, the page needs the room more; tool tips have names.
    const bool hasNames = m_windowWidth == 0 || m_windowWidth >= m_theme.px(namesFrom);
    setFixedWidth(m_theme.px(hasNames ? railWidth : iconsOnlyWidth));
    for (auto *hint : m_hints)
        hint->setVisible(hasNames);
    for (auto *button : m_buttons->buttons()) {
        static_cast<QToolButton *>(button)->setToolButtonStyle(
            hasNames ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
        button->setIconSize(QSize(m_theme.px(20), m_theme.px(20)));
        button->setMinimumHeight(m_theme.px(36));
    }
}

} // namespace signalbox::ui
