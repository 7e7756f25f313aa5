// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"

#include <QFrame>

class QLineEdit;
class QListWidget;

namespace signalbox::ui {

class Theme;

/// The kinds of nodes to choose from, with a box to search them that has the focus. Closes when one
/// is chosen, on Escape and on a click beside it; deletes itself then.
///
/// Lives on the GUI thread.
class AddNodeMenu final : public QFrame
{
    Q_OBJECT

public:
    AddNodeMenu(const Theme &theme, QWidget *parent);

signals:
    void kindChosen(models::RouteNodeKind kind);

private:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showMatches(const QString &search);
    void choose();

    const Theme &m_theme;
    QLineEdit *m_search = nullptr;
    QListWidget *m_list = nullptr;
};

} // namespace signalbox::ui
