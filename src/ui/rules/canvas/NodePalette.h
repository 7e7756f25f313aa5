// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"

#include <QWidget>

class QLineEdit;
class QListWidget;

namespace signalbox::ui {

class Theme;

/// The kinds of nodes beside the canvas, to be dragged onto it, with a box to search them. Enter or
/// a double click adds one where the canvas is looked at.
///
/// Lives on the GUI thread.
class NodePalette final : public QWidget
{
    Q_OBJECT

public:
    /// \a theme outlives the palette.
    NodePalette(const Theme &theme, QWidget *parent);

signals:
    void kindChosen(models::RouteNodeKind kind);

private:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showMatches(const QString &search);
    void choose();

    const Theme &m_theme;
    QLineEdit *m_search;
    QListWidget *m_list;
};

} // namespace signalbox::ui
