// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/base/NearestName.h"

#include <algorithm>
#include <vector>

namespace signalbox::models {

namespace {

// Longer names are not slips of a finger; the limit also bounds the quadratic work.
constexpr qsizetype longestName = 128;

QString folded(const QString &name)
{
    QString result = name.toLower();
    result.replace(u'-', u'_');
    return result;
}

/// Insertions, deletions, substitutions and swaps of neighbours that turn \a left into \a right, or
/// \a limit + 1 as soon as they are more than \a limit.
int editDistance(const QString &left, const QString &right, int limit)
{
    if (std::abs(left.size() - right.size()) > limit)
        return limit + 1;
    const auto width = static_cast<std::size_t>(right.size()) + 1;
    std::vector<int> beforeLast(width);
    std::vector<int> last(width);
    std::vector<int> row(width);
    for (std::size_t column = 0; column < width; ++column)
        last[column] = static_cast<int>(column);
    for (qsizetype i = 0; i < left.size(); ++i) {
        row[0] = static_cast<int>(i) + 1;
        for (qsizetype j = 0; j < right.size(); ++j) {
            const auto column = static_cast<std::size_t>(j) + 1;
            const int substitution = last[column - 1] + (left[i] == right[j] ? 0 : 1);
            row[column] = std::min({last[column] + 1, row[column - 1] + 1, substitution});
            if (i > 0 && j > 0 && left[i] == right[j - 1] && left[i - 1] == right[j])
                row[column] = std::min(row[column], beforeLast[column - 2] + 1);
        }
        if (*std::ranges::min_element(row) > limit)
            return limit + 1;
        std::swap(beforeLast, last);
        std::swap(last, row);
    }
    return last.back();
}

} // namespace

QString nearestName(const QString &name, const QStringList &candidates)
{
    if (name.isEmpty() || name.size() > longestName)
        return {};
    const QString wanted = folded(name);
    int limit = std::clamp(static_cast<int>(name.size()) / 3, 1, 3);
    QString nearest;
    for (const QString &candidate : candidates) {
        const int distance = editDistance(wanted, folded(candidate), limit);
        if (distance > limit)
            continue;
        nearest = candidate;
        if (distance == 0)
            break;
        limit = distance - 1; // only a nearer one wins over this one
    }
    return nearest;
}

} // namespace signalbox::models
