// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>
#include <QIcon>
#include <QString>

#include <vector>

class QLineEdit;
class QListWidget;

namespace signalbox::ui {

class Theme;

/// Things to choose one from, with a box to search them that has the focus. Closes when one is
/// chosen, on Escape and on a click beside it; deletes itself then.
///
/// Lives on the GUI thread.
class SearchMenu : public QFrame
{
    Q_OBJECT

public:
    struct Choice
    {
        QString text{};
        QIcon icon{};
    };

    /// \a title is its name for screen readers, \a placeholder what the empty box says.
    SearchMenu(const Theme &theme, const QString &title, const QString &placeholder,
               std::vector<Choice> choices, QWidget *parent);

    /// Makes the choice at \a place the one that Enter takes while nothing is searched.
    void setCurrent(int place);
    /// Shows the menu with its corner at \a place, or as near as the screen allows.
    void openAt(const QPoint &place);

signals:
    /// The menu is closed, and the focus back where it was.
    void chosen(int place);

private:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showMatches(const QString &search);
    void choose();

    std::vector<Choice> m_choices;
    int m_current = 0;
    QLineEdit *m_search = nullptr;
    QListWidget *m_list = nullptr;
};

} // namespace signalbox::ui
