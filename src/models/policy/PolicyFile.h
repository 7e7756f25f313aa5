// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/policy/PolicyReader.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace signalbox::models {

/// Why a policy file could not be loaded or saved.
struct PolicyFileFailure
{
    enum class Reason : quint8 {
        NotReadable, ///< no file, no permission, a fault of the disk
        NotValid, ///< `problems` say why
        ChangedOnDisk, ///< somebody else wrote it since it was loaded
        NotWritable, ///< no permission, no space, no directory
    };

    Reason reason = Reason::NotReadable;
    QString message; ///< one English sentence that names the file
    QList<PolicyProblem> problems;
};

/// One policy on disk. Saving is atomic, keeps the mode of the file and the last five good versions
/// beside it: NAME.1, the newest, to NAME.5.
///
/// Belongs to one thread; every function blocks on the disk.
class PolicyFile
{
public:
    static constexpr int keptVersions = 5;

    enum class IfChanged : quint8 { Refuse, Overwrite };

    explicit PolicyFile(QString path);

    [[nodiscard]] const QString &path() const { return m_path; }
    /// Reads the file and remembers what stands in it, valid or not, for save() to compare.
    Result<ReadPolicy, PolicyFileFailure> load();
    /// Writes \a policy unless it is not valid, or, with Refuse, the file is no longer as load() or
    /// save() last saw it. What stands in the file is kept as NAME.1 if it is a valid policy,
    /// otherwise as NAME.broken. Does nothing when nothing would change.
    Status<PolicyFileFailure> save(const Policy &policy, IfChanged ifChanged = IfChanged::Refuse);
    /// Whether the file is no longer as load() or save() last saw it. False while there is none.
    [[nodiscard]] bool hasChangedOnDisk() const;
    /// The versions beside the file, newest first, as paths that load() of another PolicyFile
    /// takes.
    [[nodiscard]] QStringList olderVersions() const;

private:
    [[nodiscard]] QString versionPath(int age) const;
    std::optional<PolicyFileFailure> keep(const QByteArray &content) const;

    QString m_path;
    QByteArray m_fingerprint; // of the content last seen; empty when there was none
};

} // namespace signalbox::models
