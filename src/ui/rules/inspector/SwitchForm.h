// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/inspector/NodeForm.h"

namespace signalbox::ui {

class SignalChooser;
class TableGrid;

/// A switch: by which signal, a case for each value or list of values, and where else to go. Its
/// cases are a table of one column.
class SwitchForm final : public NodeForm
{
    Q_OBJECT

public:
    SwitchForm(const Theme &theme, QWidget *parent);

    void setProblems(const QList<NodeProblem> &problems) override;

private:
    void fill(const NodeSurroundings &surroundings) override;
    void changeSignal(const models::SignalName &name);
    void changeCases(const models::TableNode &table);

    SignalChooser *m_on;
    TableGrid *m_grid;
    QComboBox *m_otherwise;
};

} // namespace signalbox::ui
