// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/widgets/Text.h"

#include <QList>
#include <QWidget>

namespace signalbox::ui {

class Theme;

/// Short words in rounded frames beside each other, in as many lines as they need. Screen readers
/// hear them as the widget's name.
class BadgeLine final : public QWidget
{
    Q_OBJECT

public:
    struct Badge
    {
        QString text{};
        Tone tone = Tone::Neutral; ///< Neutral, Success, Warning or Danger
        QString tip{};
    };

    BadgeLine(const Theme &theme, QWidget *parent);

    /// Shown only while there are any.
    void setBadges(const QList<Badge> &badges);
    [[nodiscard]] const QList<Badge> &badges() const { return m_badges; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

private:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    /// Where each badge stands in lines of \a width.
    [[nodiscard]] QList<QRect> places(int width) const;

    const Theme &m_theme;
    QList<Badge> m_badges;
};

} // namespace signalbox::ui
