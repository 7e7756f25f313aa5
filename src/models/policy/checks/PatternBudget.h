// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/checks/TextPattern.h"

#include <QHash>
#include <QString>

namespace signalbox::models {

/// Compiles the patterns of one policy, each once, and no more of them than are fit to be kept in
/// memory: ten thousand expressions may each be just small enough.
class PatternBudget final
{
public:
    enum class Verdict : quint8 {
        Fine,
        Refused, ///< problem() says why
        TooManyNow, ///< the first one that is too much
        TooMany, ///< one after that, which was not looked at
    };

    [[nodiscard]] Verdict check(Comparison comparison, const QString &text);
    /// Of the pattern that was refused last, in RE2's words.
    [[nodiscard]] const QString &problem() const { return m_problem; }

private:
    QHash<QString, QString> m_problems; ///< of each pattern; empty: it is fine
    QString m_problem;
    /// Instructions of all programs; a refused one costs as much as the largest that is not.
    qint64 m_left = 3'000'000;
    bool m_isOver = false;
};

} // namespace signalbox::models
