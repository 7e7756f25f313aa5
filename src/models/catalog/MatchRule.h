// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QRegularExpression>
#include <QString>

#include <vector>

namespace signalbox::models {

/// Which names a price entry is for. Case does not matter. Const and shared between threads.
struct MatchRule
{
    enum class Kind : quint8 { Nothing, Equals, StartsWith, EndsWith, Contains, Regex, Any, All };

    Kind kind = Kind::Nothing;
    QString text; ///< lower case
    QRegularExpression regex;
    std::vector<MatchRule> rules; ///< of Any and All

    /// \a name must be in lower case.
    [[nodiscard]] bool matches(const QString &name) const;
};

} // namespace signalbox::models
