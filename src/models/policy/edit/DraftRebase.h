// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"

#include <QList>
#include <QString>

namespace signalbox::models {

/// A draft whose policy has been changed elsewhere meanwhile.
struct DraftVersions
{
    const Policy &before; ///< that served when the draft was begun
    const Policy &served; ///< that serves now
    const Policy &draft;
};

/// A part of the policy that both have changed, each in its own way: the draft's stays.
struct DraftConflict
{
    enum class Part : quint8 {
        Provider,
        Target,
        Route,
        Budget,
        Client,
        Listen,
        Retry,
        Breaker,
        Capture,
        Limits,
    };

    Part part = Part::Route;
    QString name{}; ///< empty for settings, of which there is one

    bool operator==(const DraftConflict &) const = default;
};

struct RebasedDraft
{
    Policy policy;
    QList<DraftConflict> conflicts{};

    bool operator==(const RebasedDraft &) const = default;
};

/// What serves now, with all that the draft has changed in it. Providers, targets, budgets, routes
/// and clients are told apart by their ids or names, and each is the draft's or the other's as a
/// whole; so is each group of settings.
[[nodiscard]] RebasedDraft rebasedDraft(const DraftVersions &versions);

} // namespace signalbox::models
