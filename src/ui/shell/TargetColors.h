// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"

#include <QColor>
#include <QHash>
#include <QString>

namespace signalbox::ui {

class Theme;

/// The colour of each target, the same in every chart, chip and table. Targets of the policy get
/// theirs in the policy's order, others as they turn up; it stays theirs until the window closes.
class TargetColors final
{
public:
    explicit TargetColors(const Theme &theme);

    void setPolicy(const models::Policy &policy);
    [[nodiscard]] QColor color(const QString &target);

private:
    /// The place of \a target in the order of arrival; it takes one if it has none yet.
    int indexOf(const QString &target);

    const Theme &m_theme;
    QHash<QString, int> m_indexes;
};

} // namespace signalbox::ui
