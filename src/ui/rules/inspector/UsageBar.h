// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;

namespace signalbox::ui {

/// How much of a limit is used up now: a bar, and the same in words.
///
/// Lives on the GUI thread.
class UsageBar final : public QWidget
{
    Q_OBJECT

public:
    explicit UsageBar(QWidget *parent);

    /// \a used of \a limit, in any unit; \a text says it with its unit.
    void setUsage(double used, double limit, const QString &text);
    /// Nothing is known: \a text says why.
    void setUnknown(const QString &text);
    [[nodiscard]] QString text() const;

private:
    QProgressBar *m_bar;
    QLabel *m_text;
};

} // namespace signalbox::ui
