// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"

#include <QJsonValue>
#include <QRegularExpression>
#include <QString>

#include <vector>

namespace signalbox::models {

/// What is wrong with a rule in a file: where in it, and what.
struct MatchRuleError
{
    QString where;
    QString what;
};

/// Which names an entry of a table is for. Case does not matter. Const and shared between threads.
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

/// Reads a rule as resources/prices/README.md describes it; \a where names its place.
Result<MatchRule, MatchRuleError> readMatchRule(const QJsonValue &value, const QString &where);

} // namespace signalbox::models
