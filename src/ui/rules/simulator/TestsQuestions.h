// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace signalbox::ui {

// What the user is asked about files of route tests, in dialogs over \a parent that nothing waits
// for. Nothing is called where the user cancels, or \a parent is gone.

void askForTestsFile(QWidget *parent, const QString &path,
                     const std::function<void(const QString &path)> &chosen);
void askForTestsPlace(QWidget *parent, const std::function<void(const QString &path)> &chosen);
/// What is to become of changed cases before others are shown.
void askAboutChangedTests(QWidget *parent, const std::function<void()> &save,
                          const std::function<void()> &drop);

} // namespace signalbox::ui
