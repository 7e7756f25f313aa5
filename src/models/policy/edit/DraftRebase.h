// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"

#include <QStringList>

namespace signalbox::models {

/// A draft whose policy has been changed elsewhere meanwhile.
struct DraftVersions
{
    const Policy &before; ///< that served when the draft was begun
    const Policy &served; ///< that serves now
    const Policy &draft;
};

struct RebasedDraft
{
    Policy policy;
    /// Names of routes that both have changed, each in its own way: the draft's stays.
    QStringList conflicts{};

    bool operator==(const RebasedDraft &) const = default;
};

/// What serves now, with the routes as the draft has changed them: it is routes that are designed,
/// and all else comes from where it is edited. Routes are told apart by their names.
[[nodiscard]] RebasedDraft rebasedDraft(const DraftVersions &versions);

} // namespace signalbox::models
