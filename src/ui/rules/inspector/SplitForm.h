// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/inspector/NodeForm.h"

class QComboBox;
class QPushButton;
class QTableWidget;

namespace signalbox::ui {

/// A split: the share of each arm. What one arm gets another one gives, so that all of them stay
/// 100 %. What a request sticks to, and by which seed it falls.
class SplitForm final : public NodeForm
{
    Q_OBJECT

public:
    explicit SplitForm(QWidget *parent);

private:
    void fill(const NodeSurroundings &surroundings) override;
    void changeShare(std::size_t arm, double percent);
    void showButtons();
    void addArm();
    void removeArm();

    QTableWidget *m_arms;
    QPushButton *m_add;
    QPushButton *m_remove;
    QComboBox *m_unit;
    QLineEdit *m_seed;
};

/// \a arms where the one at \a arm has \a share, in thousandths of a per cent, as far as the others
/// can give it: the one behind it first, the first one behind the last.
[[nodiscard]] std::vector<models::SplitArm> withShare(std::vector<models::SplitArm> arms,
                                                      std::size_t arm, int share);

} // namespace signalbox::ui
