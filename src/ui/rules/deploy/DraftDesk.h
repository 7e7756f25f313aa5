// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/DraftFile.h"
#include "ui/shell/WindowContext.h"

#include <QObject>
#include <QStringList>

class QWidget;

namespace signalbox::ui {

class DraftAutosave;
class InlineMessage;
class RouteTestsPanel;
class RulesDocument;

/// What can be done with a draft as a whole: review and deploy, discard, go back to a version, and
/// find it again after a crash. Asks what has to be asked.
///
/// Lives on the GUI thread.
class DraftDesk final : public QObject
{
    Q_OBJECT

public:
    /// What the desk works with, and outlives it.
    struct Parts
    {
        RulesDocument &document;
        const RouteTestsPanel &tests;
        InlineMessage &message;
    };

    /// Dialogs belong to \a page.
    DraftDesk(const WindowContext &context, const Parts &parts, QWidget *page);
    ~DraftDesk() override;

    /// What serves now. The draft keeps its edits.
    void setServed(const models::Policy &served);
    void review();
    void discard();
    void showVersions();

signals:
    /// \a policy is to serve, as a version with \a message.
    void deployed(const signalbox::models::Policy &policy, const QString &message);

private:
    void rollBack(const models::Policy &policy, int number);
    void restore(const models::PolicyDraft &draft);
    [[nodiscard]] static QString partText(const models::DraftConflict &conflict);
    void tellConflicts(const QList<models::DraftConflict> &conflicts);

    WindowContext m_context;
    RulesDocument &m_document;
    const RouteTestsPanel &m_tests;
    InlineMessage &m_message;
    QWidget *m_page;
    DraftAutosave *m_autosave;
};

} // namespace signalbox::ui
