// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/NodeFormHost.h"

#include "models/policy/edit/NodeEdits.h"
#include "ui/rules/ProblemPlaces.h"
#include "ui/rules/canvas/NodeWords.h"

#include <QVBoxLayout>

namespace signalbox::ui {

using models::RouteGraph;
using models::RouteNode;

NodeFormHost::NodeFormHost(RulesDocument &document, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_theme(theme)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    connect(&document, &RulesDocument::problemsChanged, this, &NodeFormHost::showProblems);
}

void NodeFormHost::showNode(const QString &id)
{
    m_id = id;
    const auto found = m_document.graph().nodes.constFind(id);
    if (found == m_document.graph().nodes.constEnd())
        return removeForm();
    if (!m_form || m_kind != found->kind())
        makeForm(found->kind());
    if (!m_form)
        return;
    const RouteNode node = *found; // an edit that comes of it exchanges the graph
    m_form->setNode(node,
                    {.policy = m_document.policy(),
                     .served = m_document.served(),
                     .route = m_document.route(),
                     .observed = m_observed,
                     .node = m_id});
    showProblems();
}

void NodeFormHost::makeForm(models::RouteNodeKind kind)
{
    removeForm();
    m_kind = kind;
    m_form = makeNodeForm(kind, m_theme, this);
    if (!m_form)
        return;
    m_column->addWidget(m_form);
    connect(m_form, &NodeForm::edited, this, &NodeFormHost::change);
    connect(m_form, &NodeForm::graphEditRequested, this, &NodeFormHost::changeGraph);
    connect(m_form, &NodeForm::policyEditRequested, this, &NodeFormHost::changePolicy);
    connect(m_form, &NodeForm::refused, this, &NodeFormHost::refused);
    m_form->setMoment(m_moment);
    if (m_form->wantsMoment())
        emit momentWanted();
}

void NodeFormHost::removeForm()
{
    if (!m_form)
        return;
    // Later: it may be this form's own edit that has made it another kind.
    m_form->disconnect(this);
    m_form->hide();
    m_form->deleteLater();
    m_form = nullptr;
}

void NodeFormHost::showProblems()
{
    if (!m_form || !m_document.isChecked())
        return;
    QList<NodeProblem> problems;
    for (const models::PolicyProblem &problem : m_document.problems()) {
        const auto place = placeOf(problem);
        if (place && place->routeIndex == m_document.routeIndex() && place->node == m_id)
            problems.append({place->pathInNode, problem});
    }
    m_form->setProblems(problems);
}

bool NodeFormHost::change(const RouteNode &node)
{
    const QString id = m_id;
    const auto why = m_document.edit(
        tr("Change %1").arg(nodeKindText(node.kind())),
        [&](const RouteGraph &graph) { return models::replaceNode(graph, id, node); });
    if (why)
        showNode(m_id); // as it is, not as it was wished
    emit refused(why.value_or(QString()));
    return !why;
}

void NodeFormHost::changePolicy(const QString &undoText, const NodeForm::PolicyEdit &edit)
{
    models::Policy policy = m_document.policy();
    edit(policy);
    m_document.replace(undoText, policy);
    emit refused({});
}

void NodeFormHost::changeGraph(const QString &undoText, const RulesDocument::Edit &edit)
{
    const auto why = m_document.edit(undoText, edit);
    if (why)
        showNode(m_id);
    emit refused(why.value_or(QString()));
}

void NodeFormHost::setMoment(const NodeForm::Moment &moment)
{
    m_moment = moment;
    if (m_form)
        m_form->setMoment(moment);
}

bool NodeFormHost::wantsMoment() const
{
    return m_form && m_form->wantsMoment();
}

void NodeFormHost::setObserved(const ObservedValues &observed)
{
    m_observed = observed;
    if (m_form)
        showNode(m_id);
}

} // namespace signalbox::ui
