// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/PolicyTextView.h"

#include "models/policy/JsonSchema.h"
#include "models/policy/PolicyReader.h"
#include "models/policy/SchemaCompletion.h"
#include "ui/rules/PolicyTextStyle.h"
#include "ui/rules/RuleWords.h"
#include "ui/rules/RulesDocument.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Background.h"
#include "ui/widgets/Text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QVBoxLayout>
#include <Qsci/qsciscintilla.h>
#include <Qsci/qscistyle.h>

#include <algorithm>
#include <chrono>
#include <map>

namespace signalbox::ui {

using models::PolicyProblem;

namespace {

constexpr std::chrono::milliseconds pauseBeforeReading{50};
constexpr int indent = 2;
constexpr int errorStyle = 100; // beyond those of the lexer
constexpr int warningStyle = 101;

} // namespace

PolicyTextView::PolicyTextView(RulesDocument &document, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_theme(theme)
    , m_editor(new QsciScintilla(this))
    , m_status(makeLabel({}, TextRole::Caption, this))
    , m_showDraft(new QPushButton(tr("Back to the draft"), this))
{
    m_editor->setObjectName(QStringLiteral("policyText"));
    m_editor->setAccessibleName(tr("Text of the policy"));
    m_editor->setUtf8(true);
    m_editor->setEolMode(QsciScintilla::EolUnix);
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->setIndentationsUseTabs(false);
    m_editor->setTabWidth(indent);
    m_editor->setAutoIndent(true);
    m_editor->setBraceMatching(QsciScintilla::SloppyBraceMatch);
    m_editor->setFolding(QsciScintilla::PlainFoldStyle, 2);
    m_editor->setAnnotationDisplay(QsciScintilla::AnnotationIndented);
    m_editor->setCaretLineVisible(true);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_editor, 1);
    m_status->setContentsMargins(12, 4, 12, 4);
    m_status->setObjectName(QStringLiteral("policyTextStatus"));
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(0, 4, 12, 4);
    foot->addWidget(m_status, 1);
    foot->addWidget(m_showDraft);
    column->addLayout(foot);
    m_showDraft->setObjectName(QStringLiteral("showDraftText"));
    m_showDraft->hide();
    connect(m_showDraft, &QPushButton::clicked, this, &PolicyTextView::showDraft);
    setFocusProxy(m_editor);

    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseBeforeReading);
    connect(&m_pause, &QTimer::timeout, this, &PolicyTextView::readText);
    connect(m_editor, &QsciScintilla::textChanged, this, [this] {
        ++m_revision;
        m_nodes.clear();
        if (m_isWriting)
            return;
        m_state = State::Waiting;
        m_pause.start();
        showState();
    });
    connect(m_editor, &QsciScintilla::cursorPositionChanged, this, &PolicyTextView::tellNode);
    connect(&document, &RulesDocument::selectionChanged, this, &PolicyTextView::followSelection);
    connect(m_editor, &QsciScintilla::SCN_CHARADDED, this,
            [this] { offerWords(Offer::WhileTyping); });
    auto *offer = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Space), m_editor);
    offer->setContext(Qt::WidgetShortcut);
    connect(offer, &QShortcut::activated, this, [this] { offerWords(Offer::Asked); });
    connect(&document, &RulesDocument::graphChanged, this, &PolicyTextView::draftChanged);
    connect(&document, &RulesDocument::problemsChanged, this, [this] {
        if (m_state == State::Applied && !m_isStale && m_document.isChecked()
            && text().toUtf8() == m_document.text())
            showProblems(m_document.problems());
    });
    connect(&theme, &Theme::changed, this, &PolicyTextView::styleEditor);
    styleEditor();
}

void PolicyTextView::styleEditor()
{
    stylePolicyText(*m_editor, m_theme);
    showProblems(QList<PolicyProblem>(m_problems));
}

QString PolicyTextView::text() const
{
    return m_editor->text();
}

void PolicyTextView::goToLine(int line)
{
    m_editor->setCursorPosition(line - 1, 0);
    m_editor->ensureLineVisible(line - 1);
}

void PolicyTextView::lookForNodes(Leader leader)
{
    runInBackground(
        this, [bytes = text().toUtf8()] { return models::nodeLines(bytes); },
        [this, leader, revision = m_revision](const std::vector<models::NodeLines> &nodes) {
            if (revision != m_revision)
                return; // it has been changed meanwhile
            m_nodes = nodes;
            if (leader == Leader::Caret || followed().isEmpty())
                tellNode();
            else
                followSelection();
        });
}

void PolicyTextView::tellNode()
{
    if (m_isFollowing || m_isWriting || m_state != State::Applied)
        return;
    int line = 0;
    int column = 0;
    m_editor->getCursorPosition(&line, &column);
    const auto found = std::ranges::find_if(
        m_nodes, [line](const models::NodeLines &node) { return node.contains(line + 1); });
    if (found == m_nodes.end())
        return;
    const models::NodeLines node = *found; // the document may have the text written anew
    const QScopedValueRollback following(m_isFollowing, true);
    m_document.setRoute(node.route);
    m_document.select({node.node});
}

/// The node that the caret is to be in; empty for none.
QString PolicyTextView::followed() const
{
    const QStringList &nodes = m_document.selectedNodes();
    return nodes.isEmpty() ? m_document.inspectedNode() : nodes.constLast();
}

void PolicyTextView::followSelection()
{
    if (m_isFollowing || m_state != State::Applied || followed().isEmpty())
        return;
    const auto found = std::ranges::find_if(m_nodes, [this](const models::NodeLines &node) {
        return node.route == m_document.routeIndex() && node.node == followed();
    });
    int line = 0;
    int column = 0;
    m_editor->getCursorPosition(&line, &column);
    if (found == m_nodes.end() || found->contains(line + 1))
        return;
    const QScopedValueRollback following(m_isFollowing, true);
    goToLine(found->first);
}

void PolicyTextView::offerWords(Offer offer)
{
    using Editor = QsciScintillaBase;
    constexpr long longestText = 4'000'000; // is read anew with every letter
    const long length = m_editor->SendScintilla(Editor::SCI_GETLENGTH);
    if (m_isWriting || length > longestText
        || m_editor->SendScintilla(Editor::SCI_AUTOCACTIVE) != 0) // it follows the letters itself
        return;
    const auto *bytes = static_cast<const char *>(
        m_editor->SendScintillaPtrResult(Editor::SCI_GETCHARACTERPOINTER));
    const auto position =
        static_cast<std::size_t>(m_editor->SendScintilla(Editor::SCI_GETCURRENTPOS));
    const std::string_view text(bytes, static_cast<std::size_t>(length));
    const models::SchemaCompletion completion =
        models::completionAt(models::JsonSchema::ofPolicy(), text, position,
                             models::DeclaredNames::of(m_document.policy()));
    const std::size_t written = position - std::min(position, completion.begin);
    const QString begun =
        QString::fromUtf8(text.data() + completion.begin, static_cast<qsizetype>(written));
    if (offer == Offer::WhileTyping && begun.isEmpty() && !completion.isQuoted)
        return;
    QStringList fitting = completion.words;
    fitting.removeIf(
        [&begun](const QString &word) { return word == begun || !word.startsWith(begun); });
    if (!fitting.isEmpty())
        m_editor->SendScintilla(Editor::SCI_AUTOCSHOW, written,
                                fitting.join(u' ').toUtf8().constData());
}

void PolicyTextView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale && m_state == State::Applied)
        showDraft();
}

void PolicyTextView::draftChanged()
{
    if (m_isApplying)
        return;
    // What is being written is not in the draft yet, and must not go because another route is
    // shown or a node was moved.
    if (m_state != State::Applied) {
        m_isBehind = m_isBehind || m_document.text() != m_shownDraft;
        showState();
        return;
    }
    // Another route is shown, or what was typed is what came of it: it stays as it was typed.
    if (m_document.text() == m_shownDraft)
        return;
    m_isStale = true;
    if (isVisible())
        showDraft();
}

void PolicyTextView::showDraft()
{
    m_isStale = false;
    m_isBehind = false;
    m_shownDraft = m_document.text();
    m_pause.stop();
    m_state = State::Applied;
    const QString wanted = QString::fromUtf8(m_shownDraft);
    if (wanted != text()) {
        const QScopedValueRollback writing(m_isWriting, true);
        int line = 0;
        int column = 0;
        m_editor->getCursorPosition(&line, &column);
        m_editor->setText(wanted);
        m_editor->setCursorPosition(line, column);
    }
    showProblems(m_document.isChecked() ? m_document.problems() : QList<PolicyProblem>());
    showState();
    lookForNodes(Leader::Selection);
}

void PolicyTextView::readText()
{
    runInBackground(
        this, [bytes = text().toUtf8()] { return models::readPolicy(bytes); },
        [this, revision = m_revision](
            const models::Result<models::ReadPolicy, QList<PolicyProblem>> &read) {
            if (revision != m_revision || m_state == State::Applied)
                return; // it has been changed meanwhile
            m_state = read ? State::Applied : State::Unreadable;
            if (read) {
                const QScopedValueRollback applying(m_isApplying, true);
                m_document.replace(tr("Edit the text"), read.value().policy);
                m_shownDraft = m_document.text();
                m_isBehind = false;
                lookForNodes(Leader::Caret);
            }
            showProblems(read ? read.value().warnings : read.error());
            showState();
        });
}

void PolicyTextView::showProblems(const QList<PolicyProblem> &problems)
{
    m_problems = problems;
    m_editor->clearAnnotations();
    const ThemeColors &colors = m_theme.colors();
    std::map<int, QStringList> byLine; // a line has one annotation
    std::map<int, bool> isError;
    for (const PolicyProblem &problem : problems) {
        QString sentence = severityText(problem.severity) + QLatin1String(": ") + problem.message;
        if (!problem.hint.isEmpty())
            sentence += QLatin1Char(' ') + problem.hint;
        byLine[problem.line].append(sentence);
        isError[problem.line] |= problem.severity == PolicyProblem::Severity::Error;
    }
    for (const auto &[line, sentences] : byLine) {
        const QsciStyle style(isError[line] ? errorStyle : warningStyle, QStringLiteral("problem"),
                              isError[line] ? colors.danger : colors.warning, colors.surface[2],
                              fontInPoints(m_theme.font(Theme::Role::Caption), *m_editor));
        m_editor->annotate(line - 1, sentences.join(QLatin1Char('\n')), style);
    }
}

void PolicyTextView::showState()
{
    switch (m_state) {
    case State::Applied:
        m_status->setText(tr("The draft is as the text says."));
        break;
    case State::Waiting:
        m_status->setText(tr("Reading…"));
        break;
    case State::Unreadable:
        m_status->setText(
            tr("The text cannot be read as a policy: the draft stays as it was before."));
        break;
    }
    if (m_isBehind)
        m_status->setText(tr("The draft was changed elsewhere meanwhile. Once it can be read, this "
                             "text takes its place; undo brings the other back."));
    m_showDraft->setVisible(m_state == State::Unreadable || m_isBehind);
}

} // namespace signalbox::ui
