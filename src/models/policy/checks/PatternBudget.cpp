// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/PatternBudget.h"

namespace signalbox::models {

PatternBudget::Verdict PatternBudget::check(Comparison comparison, const QString &text)
{
    constexpr qint64 costOfRefused = 100'000;
    const QString key = QString::number(static_cast<int>(comparison)) + u' ' + text;
    auto known = m_problems.constFind(key);
    if (known == m_problems.constEnd()) {
        if (m_left <= 0) {
            const bool isFirst = !m_isOver;
            m_isOver = true;
            return isFirst ? Verdict::TooManyNow : Verdict::TooMany;
        }
        const TextPattern pattern(comparison, text);
        m_left -= pattern.problem().isEmpty() ? pattern.size() : costOfRefused;
        known = m_problems.insert(key, pattern.problem());
    }
    m_problem = *known;
    return m_problem.isEmpty() ? Verdict::Fine : Verdict::Refused;
}

} // namespace signalbox::models
