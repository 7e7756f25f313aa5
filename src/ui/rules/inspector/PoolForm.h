// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/inspector/NodeForm.h"
#include "ui/rules/inspector/pool/PoolFigures.h"

#include <memory>
#include <vector>

class QListWidget;
class QPushButton;
class QVBoxLayout;

namespace signalbox::ui {

class PoolLimitRow;
class PoolRanking;

/// A pool: by what it chooses, among whom, within which ceilings and floors, what happens when
/// nobody qualifies, and how its members stand now.
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
    void fillMembers(const models::Policy &policy);
    void fillLimits();
    void buildFields();
    void buildRanking();
    void connectFields();
    void changeMembers();
    void addLimit();
    void changeLimit(std::size_t place, const models::PoolLimit &limit);
    void removeLimit(std::size_t place);
    /// Asks how the members stand: one question at a time, the newest last.
    void ask();
    void showFigures();

    const Theme &m_theme;
    QComboBox *m_strategy;
    QComboBox *m_speed;
    QComboBox *m_percentile;
    QListWidget *m_members;
    QVBoxLayout *m_limitsColumn = nullptr;
    std::vector<PoolLimitRow *> m_limits;
    QComboBox *m_onNone;
    QDoubleSpinBox *m_exploration;
    PoolRanking *m_ranking;
    std::shared_ptr<const models::Policy> m_policy;
    Moment m_moment;
    PoolFigures m_figures;
    bool m_isAsking = false;
    bool m_isDue = false;
};

} // namespace signalbox::ui
