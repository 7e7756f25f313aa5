// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QSlider>

namespace signalbox::ui {

class Theme;

/// A slider with signs below it: where the figures lie that its bound is held against.
///
/// Lives on the GUI thread.
class LimitSlider final : public QSlider
{
    Q_OBJECT

public:
    /// \a theme outlives the slider.
    LimitSlider(const Theme &theme, QWidget *parent);

    /// Values of the slider.
    void setSigns(const QList<int> &signsAt);
    [[nodiscard]] QSize sizeHint() const override;

private:
    void paintEvent(QPaintEvent *event) override;

    const Theme &m_theme;
    QList<int> m_signs;
};

} // namespace signalbox::ui
