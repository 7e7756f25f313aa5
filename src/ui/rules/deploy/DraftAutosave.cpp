// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/deploy/DraftAutosave.h"

#include "models/policy/PolicyKeeper.h"
#include "ui/rules/RulesDocument.h"

#include <QDateTime>

#include <chrono>
#include <utility>

namespace signalbox::ui {

namespace {
/// What a crash may take along at most, less the time that writing takes.
constexpr std::chrono::seconds saveAfter{1};
} // namespace

DraftAutosave::DraftAutosave(models::PolicyKeeper &policies, RulesDocument &document,
                             QObject *parent)
    : QObject(parent)
    , m_policies(policies)
    , m_document(document)
{
    m_due.setSingleShot(true);
    m_due.setInterval(saveAfter);
    connect(&m_due, &QTimer::timeout, this, &DraftAutosave::save);
    connect(&document, &RulesDocument::graphChanged, this, &DraftAutosave::noteChange);
    connect(&document, &RulesDocument::dirtyChanged, this, &DraftAutosave::noteChange);
}

DraftAutosave::~DraftAutosave()
{
    if (m_due.isActive())
        save();
}

void DraftAutosave::begin()
{
    if (std::exchange(m_hasBegun, true))
        return;
    m_policies.loadDraft(this, [this](const std::optional<models::PolicyDraft> &draft) {
        m_isKnown = true;
        m_isKept = draft.has_value();
        if (draft && draft->draft != m_document.served())
            emit found(*draft);
        noteChange();
    });
}

void DraftAutosave::noteChange()
{
    // Edits in a row do not put it off: the first one of them waits the longest.
    if (m_isKnown && !m_due.isActive() && (m_document.isDirty() || m_isKept))
        m_due.start();
}

void DraftAutosave::save()
{
    m_due.stop();
    m_isKept = m_document.isDirty();
    if (m_isKept)
        m_policies.saveDraft({.base = m_document.served(),
                              .draft = m_document.policy(),
                              .savedAtMs = QDateTime::currentMSecsSinceEpoch()});
    else
        m_policies.removeDraft();
}

} // namespace signalbox::ui
