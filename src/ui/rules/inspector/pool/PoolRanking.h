// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/decision/DecisionTree.h"

#include <QWidget>

class QLabel;
class QListWidget;

namespace signalbox::ui {

class Theme;

/// The members of a pool in the order in which they would be tried now, each with its figure and
/// the reason for its place.
///
/// Lives on the GUI thread.
class PoolRanking final : public QWidget
{
    Q_OBJECT

public:
    /// \a theme outlives the ranking.
    PoolRanking(const Theme &theme, QWidget *parent);

    void setStep(const models::DecisionStep &step);
    [[nodiscard]] QStringList lines() const;

private:
    void fitHeight();

    const Theme &m_theme;
    models::DecisionStep m_step;
    QListWidget *m_list;
    QLabel *m_empty;
};

} // namespace signalbox::ui
