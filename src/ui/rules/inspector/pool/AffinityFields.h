// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Pool.h"

#include <QWidget>

class QCheckBox;
class QDoubleSpinBox;
class QFormLayout;
class QSpinBox;

namespace signalbox::ui {

/// Whether a conversation stays with its target, for how long, and what makes it move.
///
/// Lives on the GUI thread.
class AffinityFields final : public QWidget
{
    Q_OBJECT

public:
    explicit AffinityFields(QWidget *parent);

    void setAffinity(const models::Affinity &affinity);

signals:
    /// By the user.
    void edited(const signalbox::models::Affinity &affinity);

private:
    void tell();

    QFormLayout *m_form;
    QCheckBox *m_isOn;
    QSpinBox *m_keep;
    QDoubleSpinBox *m_gain;
    QCheckBox *m_countsCache;
    bool m_isFilling = false;
};

} // namespace signalbox::ui
