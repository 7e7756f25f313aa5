// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace signalbox::models {

/// A policy that has served.
struct PolicyVersion
{
    /// How it came to serve.
    enum class Origin : quint8 {
        Saved, ///< by somebody who edited it here
        Start, ///< it was what there was when Signalbox started
        File, ///< another program wrote the file, and somebody took that over
    };

    int number = 0; ///< counts up from 1; none is given twice
    qint64 savedAtMs = 0; ///< wall clock, UTC
    QString message{}; ///< what it was for, in the user's words; may be empty
    Origin origin = Origin::Saved;

    bool operator==(const PolicyVersion &) const = default;
};

struct PolicyVersions
{
    QList<PolicyVersion> versions{}; ///< newest first
    QStringList damaged{}; ///< what is wrong with files that are no use, a sentence each

    bool operator==(const PolicyVersions &) const = default;
};

/// Every policy that has served, in a folder with a file for each, so that any can serve again. The
/// newest keptVersions are kept. A file that is damaged is passed over and told of; it hides no
/// other.
///
/// Belongs to one thread; every function blocks on the disk.
class PolicyHistory
{
public:
    static constexpr int keptVersions = 200;

    /// \a folder is made when there is something to keep.
    explicit PolicyHistory(QString folder, int kept = keptVersions);

    /// Keeps \a text, a policy as it is saved, as a new version, unless the newest is the same:
    /// that is handed out then, as it is. The number is given here. An English sentence when it
    /// cannot be written.
    [[nodiscard]] Result<PolicyVersion, QString> add(const QByteArray &text, PolicyVersion version);
    [[nodiscard]] PolicyVersions list() const;
    /// The text of a version, or an English sentence that says why there is none.
    [[nodiscard]] Result<QByteArray, QString> load(int number) const;

private:
    [[nodiscard]] QString pathOf(int number) const;
    /// Of the files there are, sound or not; newest first.
    [[nodiscard]] QList<int> numbers() const;

    QString m_folder;
    int m_kept;
};

} // namespace signalbox::models
