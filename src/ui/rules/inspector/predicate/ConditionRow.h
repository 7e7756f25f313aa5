// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/inspector/predicate/PredicateRow.h"

class QComboBox;

namespace signalbox::ui {

class SignalChooser;
class ValueField;

/// A single comparison: what is looked at, how it is compared, and with what. Only what suits the
/// signal is offered.
class ConditionRow final : public PredicateRow
{
    Q_OBJECT

public:
    ConditionRow(const Theme &theme, const models::PredicatePath &path, QWidget *parent);

    void setPart(const models::Predicate &part, const NodeSurroundings &surroundings) override;

private:
    void showComparisons();
    void showSuggestions(const NodeSurroundings &surroundings);
    void changeComparison();
    void changeValue();
    void tell(const models::Condition &condition);

    models::Condition m_condition;
    SignalChooser *m_name;
    QComboBox *m_comparison;
    ValueField *m_value;
};

} // namespace signalbox::ui
