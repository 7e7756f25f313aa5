// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/inspector/NodeForm.h"
#include "ui/rules/inspector/pool/PoolFigures.h"

#include <memory>

class QComboBox;
class QDoubleSpinBox;

namespace signalbox::ui {

class AffinityFields;
class PoolBalance;
class PoolLimits;
class PoolMembers;
class PoolRanking;
class SlowRuleFields;

/// A pool: by what it chooses, among whom, within which ceilings and floors, what happens when
/// nobody qualifies or nobody answers, who keeps a conversation, and how its members stand now.
class PoolForm final : public NodeForm
{
    Q_OBJECT

public:
    PoolForm(const Theme &theme, QWidget *parent);
    ~PoolForm() override;

    void setMoment(const Moment &moment) override;
    [[nodiscard]] bool wantsMoment() const override { return true; }

private:
    void fill(const NodeSurroundings &surroundings) override;
    [[nodiscard]] QDoubleSpinBox *makeShare();
    void buildChoice();
    void buildConduct();
    void buildRanking();
    void connectFields();
    /// Asks how the members stand: one question at a time, the newest last.
    void ask();
    void showFigures();

    const Theme &m_theme;
    QComboBox *m_strategy;
    QComboBox *m_speed;
    QComboBox *m_percentile;
    PoolBalance *m_balance;
    PoolMembers *m_members;
    PoolLimits *m_limits;
    QComboBox *m_onNone;
    QDoubleSpinBox *m_exploration;
    QDoubleSpinBox *m_tieBand;
    SlowRuleFields *m_slow;
    AffinityFields *m_affinity;
    PoolRanking *m_ranking;
    std::shared_ptr<const models::Policy> m_policy;
    Moment m_moment;
    PoolFigures m_figures;
    bool m_isAsking = false;
    bool m_isDue = false;
};

} // namespace signalbox::ui
