// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Pool.h"

#include <QTreeWidget>

namespace signalbox::ui {

class Theme;

/// The targets of a policy, ticked where they are members of a pool, in the pool's order, with the
/// weight and priority of each. Rows are dragged, or moved with Alt and an arrow key.
///
/// Lives on the GUI thread.
class PoolMembers final : public QTreeWidget
{
    Q_OBJECT

public:
    enum Column { Target, Weight, Priority, ColumnCount };

    /// \a theme outlives it.
    PoolMembers(const Theme &theme, QWidget *parent);

    /// \a members first, then what else is among \a targets. The current row stays the current one.
    void setMembers(const QList<models::PoolMember> &members, const QStringList &targets);
    [[nodiscard]] QList<models::PoolMember> members() const;

signals:
    /// By the user.
    void edited(const QList<signalbox::models::PoolMember> &members);

protected:
    bool edit(const QModelIndex &index, EditTrigger trigger, QEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void moveCurrent(int by);
    void tell();

    bool m_isFilling = false;
};

} // namespace signalbox::ui
