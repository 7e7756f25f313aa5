// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Mailbox.h"
#include "models/policy/DraftFile.h"
#include "models/policy/PolicyFile.h"
#include "models/policy/PolicyHistory.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace signalbox::models {

/// What another program made of the policy file while this one ran.
struct PolicyFileNews
{
    std::optional<Policy> policy{}; ///< nothing: it is not valid, and `problems` say why
    QList<PolicyProblem> problems{}; ///< errors, or warnings

    bool operator==(const PolicyFileNews &) const = default;
};

/// Keeps policies on disk: the file of the one that serves, all versions that have served, and the
/// draft of the rule editor. Notices when another program writes the file.
///
/// Lives on the GUI (or main) thread and blocks it never: one thread of its own does the work, in
/// the order in which it was asked for. Answers come on this object's thread, or never when their
/// context is gone by then.
class PolicyKeeper final : public QObject
{
    Q_OBJECT

public:
    /// Empty when it went well, else what is wrong as an English sentence.
    using Done = std::function<void(const QString &problem)>;

    /// \a folder is where versions and draft are kept.
    PolicyKeeper(const QString &policyPath, const QString &folder, QObject *parent = nullptr);
    /// Does first what was asked for.
    ~PolicyKeeper() override;
    Q_DISABLE_COPY_MOVE(PolicyKeeper)

    [[nodiscard]] const QString &path() const { return m_path; }

    /// \a served is what serves from the start; what stands in the file is known when it is that.
    void begin(const Policy &served);
    /// From now on fileChanged() tells of what other programs do to the file, and at once of what
    /// they have done since begin()'s policy was read.
    void watch();

    /// Writes \a policy, which serves from then on, unless another program wrote the file.
    void save(const Policy &policy, const QString &message, QObject *context, Done done);
    /// What was told by fileChanged() serves from then on, if it still stands in the file;
    /// policyAdopted() hands it out first.
    void adopt(const Policy &told, QObject *context, Done done);
    /// Writes what serves over what another program wrote, which stays beside the file.
    void keepOurs(QObject *context, Done done);

    void listVersions(QObject *context, std::function<void(const PolicyVersions &)> answer);
    void loadVersion(int number, QObject *context,
                     std::function<void(const Result<QByteArray, QString> &)> answer);

    void saveDraft(const PolicyDraft &draft);
    void removeDraft();
    void loadDraft(QObject *context,
                   std::function<void(const std::optional<PolicyDraft> &)> answer);

signals:
    /// There is another version.
    void versionsChanged();
    /// A version or a draft could not be kept; an English sentence.
    void troubled(const QString &problem);
    /// Another program wrote the file. What serves has not changed.
    void fileChanged(const signalbox::models::PolicyFileNews &news);
    /// The file holds what serves again.
    void fileSettled();
    void policyAdopted(const signalbox::models::Policy &policy);

private:
    /// Has \a work done by the thread and \a answer called with its result.
    template<typename Work, typename Answer>
    void ask(QObject *context, Work work, Answer answer);
    void write(const Policy &policy, const QString &message, PolicyFile::IfChanged ifChanged,
               QObject *context, Done done);
    [[nodiscard]] QString keepVersion(const Policy &policy, const QString &message,
                                      PolicyVersion::Origin origin);
    void tellVersion(const QString &problem);
    void setServed(const Policy &policy);
    void lookAfter();
    void look();
    void tell(const PolicyFileNews &news);

    const QString m_path;
    Mailbox m_mailbox;
    std::shared_ptr<const Policy> m_served;
    std::optional<PolicyFileNews> m_told; ///< and not dealt with
    QFileSystemWatcher m_watcher;
    QTimer m_settle; ///< programs write files in several steps
    bool m_isWatching = false;
    // Touched by the thread of m_writer only.
    PolicyFile m_file;
    PolicyHistory m_history;
    DraftFile m_draft;
    QThreadPool m_writer; ///< last: its thread is gone before what it works on
};

} // namespace signalbox::models
