// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/PolicyProblem.h"
#include "models/policy/edit/NodeLines.h"

#include <QByteArray>
#include <QList>
#include <QTimer>
#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;
class QsciScintilla;

namespace signalbox::ui {

class RulesDocument;
class Theme;

/// The text of a draft: JSON with its colours, at every place the words that the schema has for it
/// (while a word is typed, or with Ctrl+Space), and problems below the lines that they are about.
/// What is typed becomes the draft as soon as it can be read; while it cannot, the draft stays as
/// it was and the status line says so. An edit elsewhere writes the text anew. The node that the
/// caret stands in is the one selected, and the caret goes to what is selected elsewhere.
///
/// Lives on the GUI thread; texts are read on a thread of the pool.
class PolicyTextView final : public QWidget
{
    Q_OBJECT

public:
    /// \a document and \a theme outlive the view.
    PolicyTextView(RulesDocument &document, const Theme &theme, QWidget *parent);

    [[nodiscard]] QString text() const;
    /// Whether the draft says what the text says.
    [[nodiscard]] bool isApplied() const { return m_state == State::Applied; }
    void goToLine(int line); ///< from 1

protected:
    void showEvent(QShowEvent *event) override;

private:
    enum class State : quint8 { Applied, Waiting, Unreadable };
    enum class Offer : quint8 { WhileTyping, Asked };

    void styleEditor();
    void showDraft();
    void draftChanged();
    void offerWords(Offer offer);
    void readText();
    void showProblems(const QList<models::PolicyProblem> &problems);
    void showState();
    /// Who says where one stands: what is selected elsewhere, or the caret of whoever types.
    enum class Leader { Selection, Caret };
    /// Finds out again where nodes stand.
    void lookForNodes(Leader leader);
    /// Selects the node that the caret stands in.
    void tellNode();
    /// Brings the caret to the node that is selected.
    [[nodiscard]] QString followed() const;
    void followSelection();

    RulesDocument &m_document;
    const Theme &m_theme;
    QsciScintilla *m_editor;
    QLabel *m_status;
    QPushButton *m_showDraft; ///< gives up what cannot be read
    QTimer m_pause; // since the last key
    QList<models::PolicyProblem> m_problems; // of the text
    State m_state = State::Applied;
    QByteArray m_shownDraft; // what the draft was when it was shown or changed last from here
    bool m_isBehind = false; // the draft has changed since the text began to differ
    std::vector<models::NodeLines> m_nodes; // of the text, when it has been looked for them
    bool m_isFollowing = false; // caret and selection are being made one
    quint64 m_revision = 0; // of the text
    bool m_isStale = true; // the draft is another than the one shown
    bool m_isApplying = false; // the draft is changing because of the text
    bool m_isWriting = false; // the text is changing because of the draft
};

} // namespace signalbox::ui
