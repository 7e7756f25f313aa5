// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/inspector/predicate/PredicateRow.h"

class QComboBox;
class QLabel;
class QToolButton;

namespace signalbox::ui {

/// A group of conditions: how they are joined, and a way to add one.
class GroupRow final : public PredicateRow
{
    Q_OBJECT

public:
    GroupRow(const Theme &theme, const models::PredicatePath &path, QWidget *parent);

    void setPart(const models::Predicate &part, const NodeSurroundings &surroundings) override;

private:
    models::Predicate m_group;
    QComboBox *m_join;
    QToolButton *m_add;
    QLabel *m_empty;
};

} // namespace signalbox::ui
