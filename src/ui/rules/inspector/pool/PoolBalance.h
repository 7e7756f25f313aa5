// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Pool.h"

#include <QWidget>

#include <array>

class QDoubleSpinBox;
class QLabel;

namespace signalbox::ui {

/// What speed, cost, accuracy and reliability count in a balanced pool: a number for each, and the
/// share that it makes of all.
///
/// Lives on the GUI thread.
class PoolBalance final : public QWidget
{
    Q_OBJECT

public:
    explicit PoolBalance(QWidget *parent);

    void setBalance(const models::Balance &balance);

signals:
    /// By the user.
    void edited(const signalbox::models::Balance &balance);

private:
    void tell();
    void showShares();

    std::array<QDoubleSpinBox *, 4> m_weights{};
    std::array<QLabel *, 4> m_shares{};
    bool m_isFilling = false;
};

} // namespace signalbox::ui
