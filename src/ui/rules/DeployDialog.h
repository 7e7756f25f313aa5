// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/PolicyDiff.h"
#include "models/routetests/RouteTests.h"

#include <QDialog>
#include <QList>

class QLabel;
class QLineEdit;
class QPushButton;
class QTabWidget;

namespace signalbox::ui {

class ChangesView;
class DraftTestsView;
class ReplayPanel;
class RulesDocument;
struct WindowContext;

/// What a draft would change, what is wrong with it, which route tests fail, and what it would have
/// decided for the last exchanges, before it serves. Follows the draft; one with errors cannot be
/// deployed.
///
/// Lives on the GUI thread; compares on a thread of the pool. Accepted when the draft is to serve.
class DeployDialog final : public QDialog
{
    Q_OBJECT

public:
    /// \a document and what \a context refers to outlive the dialog; \a tests are tried.
    DeployDialog(const RulesDocument &document, const models::RouteTests &tests,
                 const WindowContext &context, QWidget *parent);

    /// What the user calls the version; may be empty.
    [[nodiscard]] QString message() const;

private:
    void buildLayout(const WindowContext &context);
    QWidget *makeEnd();
    void compare();
    void showChanges(const QList<models::PolicyChange> &changes);
    void showChecks();
    void tryOut();
    void showSummaries();

    const RulesDocument &m_document;
    quint64 m_comparison = 0; ///< the newest wins
    bool m_isTriedOut = false; ///< the draft as it is now
    QLabel *m_summary;
    QTabWidget *m_tabs;
    ChangesView *m_changes;
    ReplayPanel *m_replay;
    DraftTestsView *m_tests;
    QLabel *m_problems;
    QLineEdit *m_message;
    QPushButton *m_deploy = nullptr;
};

} // namespace signalbox::ui
