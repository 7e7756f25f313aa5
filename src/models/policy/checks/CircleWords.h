// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/PolicyProblem.h"

#include <QString>
#include <QStringList>

#include <algorithm>
#include <vector>

namespace signalbox::models {

/// "a" -> "b" -> "a", cut where it is long.
[[nodiscard]] inline QString circleInWords(const std::vector<std::size_t> &cycle,
                                           const QStringList &names)
{
    constexpr std::size_t longestShown = 12;
    QStringList shown;
    for (std::size_t i = 0; i < std::min(cycle.size(), longestShown); ++i)
        shown.append(quoted(names[static_cast<qsizetype>(cycle[i])]));
    if (cycle.size() > longestShown)
        shown.append(QStringLiteral("…"));
    return shown.join(QStringLiteral(" -> "));
}

} // namespace signalbox::models
