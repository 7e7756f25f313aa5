// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"

#include <QWidget>

#include <vector>

class QToolButton;

namespace signalbox::ui {

class RowsTable;
class Theme;

/// The parameters of a request that a transform sets or removes: a field and its value as JSON,
/// nothing for one that is removed. What is no JSON is taken for a text.
///
/// Lives on the GUI thread.
class ParametersTable final : public QWidget
{
    Q_OBJECT

public:
    /// \a theme outlives the table.
    ParametersTable(const Theme &theme, QWidget *parent);

    void setEdits(const std::vector<models::ParameterEdit> &edits);

signals:
    void edited(const std::vector<signalbox::models::ParameterEdit> &edits);

private:
    void change(int row, int column);
    void add();
    void remove();

    const Theme &m_theme;
    std::vector<models::ParameterEdit> m_edits;
    RowsTable *m_table;
    QToolButton *m_remove;
    bool m_isFilling = false;
};

} // namespace signalbox::ui
