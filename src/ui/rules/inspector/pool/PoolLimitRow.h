// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Pool.h"

#include <QFrame>
#include <QHash>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QToolButton;

namespace signalbox::ui {

class LimitSlider;
class Theme;

/// One ceiling or floor of a pool: what is measured, the bound by slider or number, and where each
/// member stands today.
///
/// Lives on the GUI thread.
class PoolLimitRow final : public QFrame
{
    Q_OBJECT

public:
    /// \a theme outlives the row.
    PoolLimitRow(const Theme &theme, QWidget *parent);

    void setLimit(const models::PoolLimit &limit);
    /// What \a members have of the measure, by target.
    void setToday(const QStringList &members, const QHash<QString, double> &today);
    [[nodiscard]] QString todayText() const;

signals:
    /// By the user.
    void edited(const signalbox::models::PoolLimit &limit);
    void removed();

private:
    void buildLayout();
    void showToday();
    void changeMeasure();
    void slide(int place);
    void tell(const models::PoolLimit &limit);

    const Theme &m_theme;
    models::PoolLimit m_limit;
    QStringList m_members;
    QHash<QString, double> m_today;
    QComboBox *m_measure;
    QComboBox *m_percentile;
    QComboBox *m_side;
    QToolButton *m_remove;
    LimitSlider *m_slider;
    QDoubleSpinBox *m_bound;
    QCheckBox *m_hard;
    QLabel *m_todayText;
    bool m_isFilling = false;
};

} // namespace signalbox::ui
