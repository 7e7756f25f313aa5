// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/widgets/Text.h"

#include <QFrame>

class QHBoxLayout;
class QPushButton;

namespace signalbox::ui {

class Theme;

/// What can be done with a file of route tests, and how its cases stand.
class TestsBar final : public QFrame
{
    Q_OBJECT

public:
    struct State
    {
        QString summary{};
        Tone tone = Tone::Neutral; ///< of the summary
        bool canSave = false;
        bool canAdd = false;
        bool canRemove = false;
        bool canRun = false;
    };

    /// \a theme outlives the bar.
    TestsBar(const Theme &theme, QWidget *parent);

    void setState(const State &state);

signals:
    // The user wants it.
    void openAsked();
    void saveAsked();
    void addAsked();
    void removeAsked();
    void runAsked();

private:
    QPushButton *addButton(const char *name, const QString &text);

    QHBoxLayout *m_row;
    QLabel *m_summary;
    QPushButton *m_save;
    QPushButton *m_add;
    QPushButton *m_remove;
    QPushButton *m_run;
};

} // namespace signalbox::ui
