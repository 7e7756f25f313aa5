// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/inspector/NodeForm.h"

class QPushButton;

namespace signalbox::ui {

class UsageBar;

/// A budget node: which budget of the policy it asks, what that allows, and how much of it is used
/// up now. A change of the budget is one of the policy: everybody who asks it meets it.
class BudgetForm final : public NodeForm
{
    Q_OBJECT

public:
    BudgetForm(const Theme &theme, QWidget *parent);

    void setMoment(const Moment &moment) override;
    [[nodiscard]] bool wantsMoment() const override { return true; }

private:
    void fill(const NodeSurroundings &surroundings) override;
    void connectFields();
    void showBudget(const models::Budget &budget, const models::Policy &policy);
    void showUsage();
    void addBudget();
    void change(const std::function<void(models::Budget &budget)> &change);

    QComboBox *m_budget;
    QPushButton *m_add;
    QDoubleSpinBox *m_amount;
    QComboBox *m_period;
    QComboBox *m_onLimit;
    QComboBox *m_reserve;
    QLabel *m_terms;
    UsageBar *m_usage;
    QList<models::Budget> m_budgets; ///< of the draft
    QString m_route; ///< that the node is in
    Moment m_moment;
};

} // namespace signalbox::ui
