// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/DraftFile.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace signalbox::models {
class PolicyKeeper;
} // namespace signalbox::models

namespace signalbox::ui {

class RulesDocument;

/// Keeps the draft on disk while it differs from what serves, a second after an edit at the latest,
/// and finds the one of an earlier run.
///
/// Lives on the GUI thread; the keeper writes.
class DraftAutosave final : public QObject
{
    Q_OBJECT

public:
    /// Both outlive it.
    DraftAutosave(models::PolicyKeeper &policies, RulesDocument &document, QObject *parent);
    /// Hands in what is not saved yet.
    ~DraftAutosave() override;

    /// Looks for a draft of an earlier run; nothing is saved before it is known. Once the document
    /// has what serves.
    void begin();

signals:
    /// There is a draft of an earlier run that is not what serves.
    void found(const signalbox::models::PolicyDraft &draft);

private:
    void noteChange();
    void save();

    models::PolicyKeeper &m_policies;
    RulesDocument &m_document;
    QTimer m_due;
    bool m_hasBegun = false;
    bool m_isKnown = false; ///< whether there was a draft
    bool m_isKept = false; ///< there is one on disk
};

} // namespace signalbox::ui
