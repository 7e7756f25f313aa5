// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/inspector/NodeForm.h"

namespace signalbox::ui {

class UsageBar;

/// A budget node: which budget of the policy it asks, and how much of that is used up now.
class BudgetForm final : public NodeForm
{
    Q_OBJECT

public:
    BudgetForm(const Theme &theme, QWidget *parent);

    void setMoment(const Moment &moment) override;
    [[nodiscard]] bool wantsMoment() const override { return true; }

private:
    void fill(const NodeSurroundings &surroundings) override;
    void showUsage();

    QComboBox *m_budget;
    QLabel *m_terms;
    UsageBar *m_usage;
    QList<models::Budget> m_budgets; ///< of the draft
    Moment m_moment;
};

} // namespace signalbox::ui
