// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"

#include <QHash>
#include <QString>

namespace signalbox::models {

/// What a name in a graph stands for: a target, or provider/model.
struct NamedTarget
{
    const Provider *provider = nullptr; ///< null: there is none such
    const Target *target = nullptr; ///< null for provider/model
    QString model{};
};

/// Finds what the names in the graphs of a policy, which must outlive it, stand for.
class TargetNames final
{
public:
    explicit TargetNames(const Policy &policy)
    {
        for (const Provider &provider : policy.providers)
            m_providers.insert(provider.id, &provider);
        for (const Target &target : policy.targets)
            m_targets.insert(target.id, &target);
    }

    [[nodiscard]] NamedTarget find(const QString &name) const
    {
        if (const Target *target = m_targets.value(name))
            return {m_providers.value(target->provider), target, target->model};
        const qsizetype slash = name.indexOf(u'/');
        if (slash < 0)
            return {};
        return {m_providers.value(name.left(slash)), nullptr, name.mid(slash + 1)};
    }

private:
    QHash<QString, const Provider *> m_providers;
    QHash<QString, const Target *> m_targets;
};

} // namespace signalbox::models
