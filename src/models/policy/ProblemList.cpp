// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/ProblemList.h"

#include "models/base/NearestName.h"

#include <algorithm>
#include <utility>

namespace signalbox::models {

namespace {
constexpr qsizetype hintedProblems = 100;
}

void ProblemList::error(const JsonValue &where, const QString &path, const QString &message,
                        const QString &hint)
{
    m_problems.append({.line = m_tree.line(where.offset),
                       .path = path,
                       .message = message,
                       .severity = PolicyProblem::Severity::Error,
                       .hint = hint});
}

void ProblemList::warning(const JsonValue &where, const QString &path, const QString &message,
                          const QString &hint)
{
    error(where, path, message, hint);
    m_problems.last().severity = PolicyProblem::Severity::Warning;
}

QString ProblemList::suggestion(const QString &name, const QStringList &known) const
{
    if (m_problems.size() >= hintedProblems)
        return {};
    const QString nearest = nearestName(name, known);
    return nearest.isEmpty() ? QString() : QStringLiteral("Did you mean \"%1\"?").arg(nearest);
}

QList<PolicyProblem> ProblemList::takeSorted()
{
    std::ranges::stable_sort(m_problems, {}, &PolicyProblem::line);
    return std::exchange(m_problems, {});
}

} // namespace signalbox::models
