// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/policy/Policy.h"
#include "models/policy/PolicyHistory.h"
#include "models/policy/PolicyProblem.h"
#include "models/policy/edit/PolicyDiff.h"

#include <QDialog>
#include <QList>

#include <memory>
#include <optional>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace signalbox::models {
class ModelTable;
class PolicyKeeper;
class PriceBook;
} // namespace signalbox::models

namespace signalbox::ui {

class ChangesView;
class RulesDocument;
class Theme;

/// Every policy that has served, what it has different from the one that serves now, and the way
/// back to it. One that has errors by today's checks cannot serve again.
///
/// Lives on the GUI thread; files are read by the keeper, and compared on a thread of the pool.
class VersionsDialog final : public QDialog
{
    Q_OBJECT

public:
    /// All arguments outlive the dialog.
    VersionsDialog(models::PolicyKeeper &policies, const RulesDocument &document,
                   const Theme &theme, QWidget *parent);

signals:
    /// \a policy, which is version \a number, is to serve again. The dialog closes itself.
    void rollBackRequested(const signalbox::models::Policy &policy, int number);

private:
    /// What a version would mean now.
    struct Looked
    {
        std::optional<models::Policy> policy{}; ///< nothing: it cannot serve
        QList<models::PolicyProblem> problems{};
        QList<models::PolicyChange> changes{};
    };

    /// Checked by \a prices and \a facts; null: those that come with Signalbox. On any thread.
    [[nodiscard]] static Looked lookAt(const QByteArray &text, const models::Policy &served,
                                       std::shared_ptr<const models::PriceBook> prices,
                                       std::shared_ptr<const models::ModelTable> facts);
    void buildLayout(const Theme &theme);
    QWidget *makeList();
    QWidget *makeDetail();
    void fill();
    void showVersions(const models::PolicyVersions &found);
    void loadChosen();
    void showLooked(const Looked &looked);
    void showNothing(const QString &why);
    void rollBack();
    [[nodiscard]] int chosen() const; ///< the number, 0 for none

    models::PolicyKeeper &m_policies;
    const RulesDocument &m_document;
    QTreeWidget *m_list;
    QLabel *m_damaged;
    QLabel *m_summary;
    QLabel *m_problems;
    ChangesView *m_changes;
    QPushButton *m_rollBack = nullptr;
    Looked m_looked;
    quint64 m_look = 0; ///< the newest wins
};

} // namespace signalbox::ui
