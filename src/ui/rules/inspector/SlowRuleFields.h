// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Pool.h"

#include <QObject>

class QComboBox;
class QSpinBox;
class QWidget;

namespace signalbox::ui {

/// The two fields that say what happens when no answer begins: a form has a row for each. Owned by
/// \a form, as the fields are.
class SlowRuleFields final : public QObject
{
    Q_OBJECT

public:
    /// \a after is a field for whole numbers, which becomes one of milliseconds.
    SlowRuleFields(QSpinBox *after, QWidget *form);

    [[nodiscard]] QComboBox *action() const { return m_action; }
    [[nodiscard]] QSpinBox *after() const { return m_after; }
    void setRule(const models::SlowRule &rule);

signals:
    void edited(const signalbox::models::SlowRule &rule);

private:
    void tell();

    QComboBox *m_action;
    QSpinBox *m_after;
    bool m_isFilling = false;
};

} // namespace signalbox::ui
