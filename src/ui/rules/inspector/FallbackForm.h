// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/inspector/NodeForm.h"

#include <vector>

class QComboBox;
class QListWidget;
class QToolButton;

namespace signalbox::ui {

class SlowRuleFields;

/// A fallback: who serves first, an output for each kind of failure of it, the order in which the
/// others are tried, and when an answer is too slow.
class FallbackForm final : public NodeForm
{
    Q_OBJECT

public:
    FallbackForm(const Theme &theme, QWidget *parent);

private:
    void fill(const NodeSurroundings &surroundings) override;
    void buildClasses();
    void buildSteps(const Theme &theme);
    void buildSlow();
    void fillSteps(const NodeSurroundings &surroundings);
    void moveStep(int by);
    void removeStep();
    void showTools();

    QComboBox *m_first;
    std::vector<QComboBox *> m_classes; ///< as models::fallbackErrorClasses
    QListWidget *m_steps;
    QToolButton *m_up = nullptr;
    QToolButton *m_down = nullptr;
    QToolButton *m_remove = nullptr;
    SlowRuleFields *m_slow;
};

} // namespace signalbox::ui
