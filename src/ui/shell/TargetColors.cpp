// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/TargetColors.h"

#include "ui/shell/Theme.h"

#include <algorithm>

namespace signalbox::ui {

TargetColors::TargetColors(const Theme &theme)
    : m_theme(theme)
{}

void TargetColors::setPolicy(const models::Policy &policy)
{
    for (const auto &target : policy.targets)
        indexOf(target.id);
}

QColor TargetColors::color(const QString &target)
{
    const auto &series = m_theme.colors().series;
    // The last colour is for all that came too late for one of their own.
    return series.at(std::min(static_cast<size_t>(indexOf(target)), series.size() - 1));
}

int TargetColors::indexOf(const QString &target)
{
    auto found = m_indexes.constFind(target);
    if (found == m_indexes.cend())
        found = m_indexes.insert(target, static_cast<int>(m_indexes.size()));
    return *found;
}

} // namespace signalbox::ui
