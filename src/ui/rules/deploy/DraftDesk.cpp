// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/deploy/DraftDesk.h"

#include "models/policy/PolicyKeeper.h"
#include "models/policy/edit/DraftRebase.h"
#include "ui/rules/DeployDialog.h"
#include "ui/rules/RulesDocument.h"
#include "ui/rules/deploy/DraftAutosave.h"
#include "ui/rules/deploy/VersionsDialog.h"
#include "ui/rules/simulator/RouteTestsPanel.h"
#include "ui/widgets/InlineMessage.h"
#include "ui/widgets/Text.h"

#include <QDateTime>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

namespace signalbox::ui {

DraftDesk::DraftDesk(const WindowContext &context, const Parts &parts, QWidget *page)
    : QObject(page)
    , m_context(context)
    , m_document(parts.document)
    , m_tests(parts.tests)
    , m_message(parts.message)
    , m_page(page)
    , m_autosave(new DraftAutosave(context.services.policies, parts.document, this))
{
    connect(m_autosave, &DraftAutosave::found, this, &DraftDesk::restore);
    connect(&context.services.policies, &models::PolicyKeeper::troubled, this,
            [this](const QString &problem) {
                m_message.showMessage(InlineMessage::Kind::Warning, problem);
            });
}

DraftDesk::~DraftDesk() = default;

void DraftDesk::setServed(const models::Policy &served)
{
    tellConflicts(m_document.takeOver(tr("Change elsewhere"), served));
    m_autosave->begin();
}

void DraftDesk::tellConflicts(const QList<models::DraftConflict> &conflicts)
{
    if (conflicts.isEmpty())
        return;
    QStringList parts;
    for (const models::DraftConflict &conflict : conflicts)
        parts.append(partText(conflict));
    m_message.showMessage(
        InlineMessage::Kind::Warning,
        tr("The policy was changed elsewhere, and so were these parts of the draft: %1. The draft "
           "keeps its own; review it before you deploy, or discard it.")
            .arg(QLocale().createSeparatedList(parts)));
}

QString DraftDesk::partText(const models::DraftConflict &conflict)
{
    using Part = models::DraftConflict::Part;
    switch (conflict.part) {
    case Part::Provider:
        return tr("provider %1").arg(conflict.name);
    case Part::Target:
        return tr("target %1").arg(conflict.name);
    case Part::Route:
        return tr("route %1").arg(conflict.name);
    case Part::Budget:
        return tr("budget %1").arg(conflict.name);
    case Part::Client:
        return tr("client %1").arg(conflict.name);
    case Part::Listen:
        return tr("the address");
    case Part::Retry:
        return tr("retries");
    case Part::Breaker:
        return tr("breakers");
    case Part::Capture:
        return tr("what is recorded");
    case Part::Limits:
        return tr("limits");
    }
    return {};
}

void DraftDesk::restore(const models::PolicyDraft &draft)
{
    const models::RebasedDraft rebased = models::rebasedDraft(
        {.before = draft.base, .served = m_document.served(), .draft = draft.draft});
    m_document.replace(tr("Restore the draft"), rebased.policy);
    if (!m_document.isDirty())
        return; // what was new in it serves by now
    const QString time =
        QLocale().toString(QDateTime::fromMSecsSinceEpoch(draft.savedAtMs), QLocale::ShortFormat);
    m_message.showMessage(
        InlineMessage::Kind::Notice,
        tr("The draft of %1 is here again. Undo goes back to what serves.").arg(time));
    tellConflicts(rebased.conflicts);
}

void DraftDesk::review()
{
    auto *dialog = new DeployDialog(m_document, m_tests.tests(), m_context, m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { emit deployed(m_document.policy(), dialog->message()); });
    dialog->open();
}

void DraftDesk::discard()
{
    auto *question =
        new QMessageBox(QMessageBox::NoIcon, tr("Discard the draft"),
                        tr("Go back to the rules that serve now? Undo brings the draft back."),
                        QMessageBox::NoButton, m_page);
    question->setObjectName(QStringLiteral("discardQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    auto *confirm = question->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    setTone(confirm, Tone::Danger);
    // Enter must not discard anything.
    question->setDefaultButton(question->addButton(tr("Cancel"), QMessageBox::RejectRole));
    connect(confirm, &QPushButton::clicked, this, [this] {
        m_document.replace(tr("Discard the draft"), m_document.served());
        m_message.hide();
    });
    question->open();
}

void DraftDesk::showVersions()
{
    auto *dialog =
        new VersionsDialog(m_context.services.policies, m_document, m_context.theme, m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &VersionsDialog::rollBackRequested, this, &DraftDesk::rollBack);
    dialog->open();
}

void DraftDesk::rollBack(const models::Policy &policy, int number)
{
    // By way of the draft, so that undo has what was there before.
    const QString message = tr("Back to version %1").arg(number);
    m_document.replace(message, policy);
    emit deployed(m_document.policy(), message);
}

} // namespace signalbox::ui
