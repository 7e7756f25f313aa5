// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/PolicyTextView.h"

#include "models/policy/JsonSchema.h"
#include "models/policy/PolicyReader.h"
#include "models/policy/SchemaCompletion.h"
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
#include <Qsci/qscilexerjson.h>
#include <Qsci/qsciscintilla.h>
#include <Qsci/qscistyle.h>

#include <array>
#include <chrono>
#include <map>

namespace signalbox::ui {

using models::PolicyProblem;

namespace {

constexpr std::chrono::milliseconds pauseBeforeReading{50};
constexpr int numbersMargin = 0;
constexpr int indent = 2;
constexpr std::array<int, 7> foldMarkers{25, 26, 27, 28, 29, 30, 31};
constexpr int errorStyle = 100; // beyond those of the lexer
constexpr int warningStyle = 101;

/// Scintilla knows sizes in points only; ours are in pixels.
QFont inPoints(QFont font, const QWidget &widget)
{
    constexpr double pointsPerInch = 72;
    if (font.pixelSize() > 0)
        font.setPointSizeF(font.pixelSize() * pointsPerInch / widget.logicalDpiY());
    return font;
}

/// JSON in the colours of the theme.
class JsonLexer final : public QsciLexerJSON
{
public:
    using QsciLexerJSON::QsciLexerJSON;

    void setTheme(const Theme &theme, const QFont &mono)
    {
        const ThemeColors &colors = theme.colors();
        setDefaultColor(colors.text);
        setDefaultPaper(colors.surface[1]);
        setDefaultFont(mono);
        setFont(mono);
        setColor(colors.text);
        setPaper(colors.surface[1]);
        setColor(colors.accent, Property);
        setColor(colors.success, String);
        setColor(colors.success, UnclosedString);
        setColor(colors.warning, Number);
        setColor(colors.warning, Keyword);
        setColor(colors.danger, Error);
        setColor(colors.textMuted, Operator);
        setPaper(colors.surface[1], Error);
        setPaper(colors.surface[1], UnclosedString);
    }
};

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
        if (m_isWriting)
            return;
        m_state = State::Waiting;
        m_pause.start();
        showState();
    });
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
    const ThemeColors &colors = m_theme.colors();
    auto *before = m_editor->lexer();
    auto *lexer = new JsonLexer(m_editor);
    const QFont mono = inPoints(m_theme.mono(), *m_editor);
    lexer->setTheme(m_theme, mono);
    m_editor->setLexer(lexer);
    delete before;
    m_editor->setMarginType(numbersMargin, QsciScintilla::NumberMargin);
    m_editor->setMarginWidth(numbersMargin, QStringLiteral(" 00000"));
    m_editor->setMarginsFont(mono);
    m_editor->setMarginsForegroundColor(colors.textMuted);
    m_editor->setMarginsBackgroundColor(colors.surface[0]);
    m_editor->setFoldMarginColors(colors.surface[0], colors.surface[0]);
    for (const int marker : foldMarkers) {
        m_editor->setMarkerForegroundColor(colors.surface[0], marker);
        m_editor->setMarkerBackgroundColor(colors.textMuted, marker);
    }
    m_editor->setCaretForegroundColor(colors.text);
    m_editor->setCaretLineBackgroundColor(colors.surface[2]);
    m_editor->setSelectionBackgroundColor(colors.surface[3]);
    m_editor->setSelectionForegroundColor(colors.text);
    m_editor->setMatchedBraceForegroundColor(colors.accent);
    m_editor->setMatchedBraceBackgroundColor(colors.surface[3]);
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
                              inPoints(m_theme.font(Theme::Role::Caption), *m_editor));
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
