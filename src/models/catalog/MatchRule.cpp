// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/catalog/MatchRule.h"

#include <algorithm>

namespace signalbox::models {

bool MatchRule::matches(const QString &name) const
{
    const auto matchesName = [&name](const MatchRule &rule) { return rule.matches(name); };
    switch (kind) {
    case Kind::Nothing:
        return false;
    case Kind::Equals:
        return name == text;
    case Kind::StartsWith:
        return name.startsWith(text);
    case Kind::EndsWith:
        return name.endsWith(text);
    case Kind::Contains:
        return name.contains(text);
    case Kind::Regex:
        return regex.match(name).hasMatch();
    case Kind::Any:
        return std::ranges::any_of(rules, matchesName);
    case Kind::All:
        return std::ranges::all_of(rules, matchesName);
    }
    return false;
}

} // namespace signalbox::models
