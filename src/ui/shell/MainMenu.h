// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

namespace signalbox::ui {

class MainWindow;

/// Fills the menu bar of \a window; every action has its shortcut and is owned by the window.
class MainMenu final : public QObject
{
    Q_OBJECT

public:
    explicit MainMenu(MainWindow &window);

private:
    void buildFile();
    void buildView();
    void buildProxy();
    void buildHelp();
    void showAbout();
    void showKeys();

    MainWindow &m_window;
};

} // namespace signalbox::ui
