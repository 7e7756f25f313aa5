// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Pool.h"

#include <QHash>
#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace signalbox::ui {

class PoolLimitRow;
class Theme;

/// The ceilings and floors of a pool.
///
/// Lives on the GUI thread.
class PoolLimits final : public QWidget
{
    Q_OBJECT

public:
    /// \a theme outlives it.
    PoolLimits(const Theme &theme, QWidget *parent);

    void setLimits(const QList<models::PoolLimit> &limits);
    /// What \a members have of each limit's measure, by target; limits behind the last have nothing
    /// yet.
    void setToday(const QStringList &members, const std::vector<QHash<QString, double>> &today);

signals:
    /// By the user.
    void edited(const QList<signalbox::models::PoolLimit> &limits);

private:
    void addLimit();
    void changeLimit(std::size_t place, const models::PoolLimit &limit);
    void removeLimit(std::size_t place);

    const Theme &m_theme;
    QVBoxLayout *m_column;
    QList<models::PoolLimit> m_limits;
    std::vector<PoolLimitRow *> m_rows;
};

} // namespace signalbox::ui
