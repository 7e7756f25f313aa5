// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"

#include <QStringList>

namespace signalbox::ui {

/// What of a policy depends on one provider.
struct ProviderUsage
{
    QStringList targets;
    QStringList weakenedRoutes; ///< lose one of their targets
    QStringList lostRoutes; ///< lose their last target

    bool operator==(const ProviderUsage &) const = default;
};

ProviderUsage usageOf(const models::Policy &policy, const QString &providerId);

/// \a policy without the provider and without all that only works with it.
models::Policy withoutProvider(const models::Policy &policy, const QString &providerId);

} // namespace signalbox::ui
