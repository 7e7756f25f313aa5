// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>
#include <QWidget>

class QButtonGroup;

namespace signalbox::ui {

/// A few choices side by side, exactly one of them chosen. The arrow keys move between them.
class SegmentedControl final : public QWidget
{
    Q_OBJECT

public:
    /// \a name is what is chosen, for screen readers.
    SegmentedControl(const QString &name, const QStringList &choices, QWidget *parent);

    [[nodiscard]] int current() const;
    void setCurrent(int index);

signals:
    void currentChanged(int index);

private:
    QButtonGroup *m_group;
};

} // namespace signalbox::ui
