// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/inspector/NodeForm.h"

namespace signalbox::ui {

/// A shadow: which target gets copies, of how many requests, and what that may cost.
class ShadowForm final : public NodeForm
{
    Q_OBJECT

public:
    explicit ShadowForm(QWidget *parent);

private:
    void fill(const NodeSurroundings &surroundings) override;

    QComboBox *m_target;
    QDoubleSpinBox *m_share;
    QDoubleSpinBox *m_cap;
    QSpinBox *m_concurrent;
};

} // namespace signalbox::ui
