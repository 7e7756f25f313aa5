// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/decision/DecisionTree.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace signalbox::ui {

class BadgeLine;
class ElidingLabel;
class TargetColors;
class Theme;

/// The decision in a few words: which target, why, how many attempts, and what was lost on the way.
class DecisionSummary final : public QFrame
{
    Q_OBJECT

public:
    DecisionSummary(const Theme &theme, TargetColors &colors, QWidget *parent);

    void setDecision(const models::DecisionTree &tree);

private:
    void resizeEvent(QResizeEvent *event) override;
    /// Beside the target where there is room, else in lines of their own: height is scarce.
    void placeBadges();
    void showChip();
    void showReason();
    void showBadges();
    /// What the reader must know before reading: by name, not kept, damaged.
    [[nodiscard]] QString notice() const;

    const Theme &m_theme;
    TargetColors &m_colors;
    models::DecisionTree m_tree;
    QLabel *m_chip;
    QLabel *m_target;
    ElidingLabel *m_served;
    QLabel *m_reason;
    QLabel *m_notice;
    BadgeLine *m_badges;
    QHBoxLayout *m_head;
    QVBoxLayout *m_column;
};

} // namespace signalbox::ui
