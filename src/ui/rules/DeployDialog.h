// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/PolicyProblem.h"
#include "models/policy/edit/PolicyDiff.h"

#include <QDialog>
#include <QList>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace signalbox::ui {

class RulesDocument;
class Theme;

/// What a draft would change, and what is wrong with it, before it serves. Follows the draft's
/// checks; a draft with errors cannot be deployed.
///
/// Lives on the GUI thread; compares on a thread of the pool. Accepted when the draft is to serve.
class DeployDialog final : public QDialog
{
    Q_OBJECT

public:
    /// \a document and \a theme outlive the dialog.
    DeployDialog(const RulesDocument &document, const Theme &theme, QWidget *parent);

private:
    void compare();
    void showChanges(const QList<models::PolicyChange> &changes);
    void showProblems();

    const RulesDocument &m_document;
    const Theme &m_theme;
    QLabel *m_summary;
    QTreeWidget *m_changes;
    QLabel *m_problems;
    QPushButton *m_deploy;
};

} // namespace signalbox::ui
