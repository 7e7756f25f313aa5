// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"

#include <QString>

#include <array>
#include <optional>
#include <utility>

namespace signalbox::models {

/// The texts that the reader and the writer of policies must agree on and that are no key of the
/// schema.
inline constexpr std::array captureBodiesNames{
    std::pair(CaptureBodies::All, QLatin1String("all")),
    std::pair(CaptureBodies::Errors, QLatin1String("errors")),
    std::pair(CaptureBodies::None, QLatin1String("none")),
};

inline constexpr std::array routeNodeKindNames{
    std::pair(RouteNodeKind::Target, QLatin1String("target")),
    std::pair(RouteNodeKind::Fallback, QLatin1String("fallback")),
};

template<typename Names, typename Value>
QString nameOf(const Names &names, Value value)
{
    for (const auto &[candidate, name] : names) {
        if (candidate == value)
            return name;
    }
    return {};
}

template<typename Names>
auto valueOf(const Names &names, const QString &text)
    -> std::optional<decltype(names.front().first)>
{
    for (const auto &[value, name] : names) {
        if (text == name)
            return value;
    }
    return std::nullopt;
}

} // namespace signalbox::models
