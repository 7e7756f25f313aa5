// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/shell/Icon.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QHBoxLayout;

namespace signalbox::ui {

class Theme;

/// What a place shows while it has nothing: an icon, what the place is for, and the first action.
class EmptyState final : public QWidget
{
    Q_OBJECT

public:
    EmptyState(const Theme &theme, IconName icon, QWidget *parent);

    void setText(const QString &title, const QString &explanation);
    /// Adds an action below the text. The first one added is the one to take.
    QPushButton *addAction(const QString &text);

    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    void resizeEvent(QResizeEvent *event) override;
    /// Breaks the explanation for a page that is \a available pixels wide.
    void fitText(int available);
    void fitToZoom();

    const Theme &m_theme;
    IconName m_icon;
    QLabel *m_picture;
    QLabel *m_title;
    QLabel *m_explanation;
    QHBoxLayout *m_actions;
};

} // namespace signalbox::ui
