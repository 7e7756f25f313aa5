// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/widgets/Text.h"

#include <QLabel>

namespace signalbox::ui {

/// One line of text that gives way to what stands beside it: where there is no room for all of it,
/// it ends in an ellipsis, and the tool tip has the whole.
class ElidingLabel final : public QLabel
{
    Q_OBJECT

public:
    ElidingLabel(TextRole role, QWidget *parent);

    void setWholeText(const QString &text);
    [[nodiscard]] const QString &wholeText() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void elide();

    QString m_text;
};

} // namespace signalbox::ui
