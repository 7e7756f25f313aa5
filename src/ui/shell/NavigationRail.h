// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/shell/Section.h"

#include <QFrame>
#include <QList>

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
    /// Shows icons without names in a window that is small for the zoom.
    void fitTo(int windowWidth);

    static QString sectionName(Section section);

signals:
    void sectionChosen(signalbox::ui::Section section);

private:
    void fitToZoom();

    const Theme &m_theme;
    QButtonGroup *m_buttons;
    QList<QWidget *> m_hints; ///< the shortcuts beside the names
    int m_windowWidth = 0;
};

} // namespace signalbox::ui
