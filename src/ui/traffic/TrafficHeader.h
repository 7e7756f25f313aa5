// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHeaderView>

namespace signalbox::ui {

/// The header of the traffic list: translated titles, and a menu to choose the columns.
class TrafficHeader final : public QHeaderView
{
    Q_OBJECT

public:
    explicit TrafficHeader(QWidget *parent);

signals:
    void layoutChanged();

protected:
    void initStyleOptionForIndex(QStyleOptionHeader *option, int logicalIndex) const override;

private:
    [[nodiscard]] int lastShown() const;
    void showMenu(const QPoint &position);
};

} // namespace signalbox::ui
