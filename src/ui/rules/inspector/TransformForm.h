// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/inspector/NodeForm.h"

#include <QList>

namespace signalbox::ui {

class LeftText;
class ParametersTable;
class PromptDiffView;
class VariablesTable;

/// A transform: parameters that are set or removed, and a system prompt with its variables, beside
/// another one to compare it with: as it serves now, or another variant of the policy.
class TransformForm final : public NodeForm
{
    Q_OBJECT

public:
    TransformForm(const Theme &theme, QWidget *parent);

private:
    /// Another prompt to compare with.
    struct Other
    {
        QString name;
        QString text;

        bool operator==(const Other &) const = default;
    };

    void fill(const NodeSurroundings &surroundings) override;
    [[nodiscard]] QList<Other> othersOf(const NodeSurroundings &surroundings) const;
    void fillOthers(const QList<Other> &others);
    void compare();

    ParametersTable *m_parameters;
    QComboBox *m_place;
    LeftText *m_system;
    QLineEdit *m_variant;
    VariablesTable *m_variables;
    QComboBox *m_other;
    QLabel *m_sameText;
    PromptDiffView *m_diff;
    QList<Other> m_others;
};

} // namespace signalbox::ui
