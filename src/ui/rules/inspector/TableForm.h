// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/inspector/NodeForm.h"

namespace signalbox::ui {

class TableGrid;

/// A decision table: how rows that hold get on with each other, the rows, and where else to go.
class TableForm final : public NodeForm
{
    Q_OBJECT

public:
    TableForm(const Theme &theme, QWidget *parent);

    void setProblems(const QList<NodeProblem> &problems) override;

private:
    void fill(const NodeSurroundings &surroundings) override;

    QComboBox *m_hit;
    TableGrid *m_grid;
    QComboBox *m_otherwise;
};

} // namespace signalbox::ui
