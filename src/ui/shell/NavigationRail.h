// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/shell/Section.h"

#include <QFrame>

class QButtonGroup;

namespace signalbox::ui {

class Theme;

/// The sections on the left: icon, name and shortcut. The shortcuts themselves belong to the menu.
class NavigationRail final : public QFrame
{
    Q_OBJECT

public:
    NavigationRail(const Theme &theme, QWidget *parent);

    void setCurrent(Section section);

    static QString sectionName(Section section);

signals:
    void sectionChosen(signalbox::ui::Section section);

private:
    void fitToZoom();

    const Theme &m_theme;
    QButtonGroup *m_buttons;
};

} // namespace signalbox::ui
