// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLineEdit>
#include <QStringList>

class QAction;
class QStringListModel;

namespace signalbox::ui {

class Theme;

/// A line to write values in, with those that are known to choose from: while writing, and all of
/// them by the arrow down or the sign at its end.
///
/// Lives on the GUI thread.
class ValueField final : public QLineEdit
{
    Q_OBJECT

public:
    enum class Count : quint8 {
        One,
        Several, ///< separated by commas: the last one is completed
    };

    /// \a theme outlives the field.
    ValueField(const Theme &theme, QWidget *parent);

    /// \a values as they are to be written.
    void setSuggestions(const QStringList &values, Count count);
    [[nodiscard]] QStringList suggestions() const;

signals:
    /// One was chosen from the list; the text has it.
    void suggestionChosen();

private:
    class ListCompleter;

    void keyPressEvent(QKeyEvent *event) override;
    void showAll();

    ListCompleter *m_completer;
    QStringListModel *m_values;
    QAction *m_open;
};

} // namespace signalbox::ui
