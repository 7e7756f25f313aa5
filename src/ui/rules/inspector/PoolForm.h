// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/inspector/NodeForm.h"

class QComboBox;
class QDoubleSpinBox;
class QListWidget;

namespace signalbox::ui {

/// A pool: by what it chooses, among whom, and what happens when nobody qualifies.
class PoolForm final : public NodeForm
{
    Q_OBJECT

public:
    explicit PoolForm(QWidget *parent);

private:
    void fill(const models::Policy &policy) override;
    void changeMembers();

    QComboBox *m_strategy;
    QListWidget *m_members;
    QComboBox *m_onNone;
    QDoubleSpinBox *m_exploration;
};

} // namespace signalbox::ui
