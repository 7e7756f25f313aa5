// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"

#include <QString>

#include <optional>

namespace signalbox::models {

/// A draft of a policy that was not deployed.
struct PolicyDraft
{
    Policy base{}; ///< that served when the draft was begun
    Policy draft{};
    qint64 savedAtMs = 0; ///< wall clock, UTC

    bool operator==(const PolicyDraft &) const = default;
};

/// The one draft of the rule editor on disk, so that a crash does not take it along. A draft need
/// not be valid.
///
/// Belongs to one thread; every function blocks on the disk.
class DraftFile
{
public:
    explicit DraftFile(QString path);

    [[nodiscard]] const QString &path() const { return m_path; }
    /// Writes \a draft whole or not at all. An English sentence when that fails.
    [[nodiscard]] std::optional<QString> save(const PolicyDraft &draft) const;
    /// The draft; nothing when there is none, or what there is cannot be used.
    [[nodiscard]] std::optional<PolicyDraft> load() const;
    void remove() const;

private:
    QString m_path;
};

} // namespace signalbox::models
