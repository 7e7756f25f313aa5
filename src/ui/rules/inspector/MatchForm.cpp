// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/MatchForm.h"

#include "ui/rules/inspector/predicate/PredicateEditor.h"

namespace signalbox::ui {

MatchForm::MatchForm(const Theme &theme, QWidget *parent)
    : NodeForm(parent)
    , m_editor(new PredicateEditor(theme, this))
{
    m_editor->setObjectName(QStringLiteral("matchWhen"));
    addHeading(tr("Then, when"));
    addWideRow(m_editor);
    connect(m_editor, &PredicateEditor::edited, this, [this](const models::Predicate &when) {
        edit<models::MatchNode>([&when](models::MatchNode &match) { match.when = when; });
    });
}

void MatchForm::fill(const NodeSurroundings &surroundings)
{
    m_editor->setPredicate(body<models::MatchNode>().when, surroundings);
}

void MatchForm::setProblems(const QList<NodeProblem> &problems)
{
    QList<NodeProblem> below;
    const QString prefix = QStringLiteral("/when");
    for (const NodeProblem &problem : problems) {
        if (problem.path.startsWith(prefix))
            below.append({problem.path.mid(prefix.size()), problem.problem});
    }
    m_editor->setProblems(below);
}

} // namespace signalbox::ui
