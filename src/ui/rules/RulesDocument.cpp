// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/RulesDocument.h"

#include "models/catalog/ModelFacts.h"
#include "models/catalog/PriceBook.h"
#include "models/policy/NodePorts.h"
#include "models/policy/PolicyReader.h"
#include "models/policy/PolicyWriter.h"
#include "models/policy/edit/DraftRebase.h"
#include "ui/widgets/Background.h"

#include <QDate>
#include <QMetaObject>
#include <QUndoCommand>

#include <algorithm>
#include <utility>

namespace signalbox::ui {

using models::PolicyProblem;
using models::RouteGraph;

namespace {

QList<PolicyProblem> checkedAsByTheCommand(const models::Policy &policy,
                                           const models::PriceBook *prices,
                                           const models::ModelTable *facts)
{
    // By way of the text, so that lines and paths are those of the file that would be saved.
    const auto shippedPrices = models::PriceBook::shipped();
    const auto shippedFacts = models::ModelTable::shipped();
    const auto read = models::readPolicy(models::writePolicy(policy),
                                         {.prices = prices ? prices : shippedPrices.get(),
                                          .models = facts ? facts : shippedFacts.get(),
                                          .today = QDate::currentDate()});
    return read ? read.value().warnings : read.error();
}

} // namespace

/// One edit. Both graphs share what they have in common, so that a long history stays small.
class RulesDocument::GraphCommand final : public QUndoCommand
{
public:
    GraphCommand(RulesDocument &document, const QString &text, RouteGraph after)
        : QUndoCommand(text)
        , m_document(document)
        , m_routeIndex(document.m_routeIndex)
        , m_before(document.graph())
        , m_after(std::move(after))
    {}

    void undo() override { m_document.setGraph(m_routeIndex, m_before); }
    void redo() override { m_document.setGraph(m_routeIndex, m_after); }

private:
    RulesDocument &m_document;
    int m_routeIndex;
    RouteGraph m_before;
    RouteGraph m_after;
};

/// The whole draft exchanged, as by an edit of its text.
class RulesDocument::PolicyCommand final : public QUndoCommand
{
public:
    PolicyCommand(RulesDocument &document, const QString &text, models::Policy after)
        : QUndoCommand(text)
        , m_document(document)
        , m_before(document.m_policy)
        , m_after(std::move(after))
    {}

    void undo() override { m_document.setPolicy(m_before); }
    void redo() override { m_document.setPolicy(m_after); }

private:
    RulesDocument &m_document;
    models::Policy m_before;
    models::Policy m_after;
};

RulesDocument::RulesDocument(models::Policy policy, Check check, QObject *parent)
    : QObject(parent)
    , m_policy(std::move(policy))
    , m_served(m_policy)
    , m_check(std::move(check))
    , m_routeIndex(m_policy.routes.isEmpty() ? -1 : 0)
{
    m_shownRoute = route().name;
    noteChange();
}

RulesDocument::~RulesDocument() = default;

models::Result<std::shared_ptr<RulesDocument>, QList<PolicyProblem>>
RulesDocument::fromText(const QByteArray &text)
{
    auto read = models::readPolicy(text);
    if (!read)
        return models::Failure{read.error()};
    return std::make_shared<RulesDocument>(read.takeValue().policy);
}

QByteArray RulesDocument::text() const
{
    return models::writePolicy(m_policy);
}

const models::Route &RulesDocument::route() const
{
    static const models::Route none;
    return m_routeIndex < 0 ? none : m_policy.routes.at(m_routeIndex);
}

void RulesDocument::setRoute(int index)
{
    if (index == m_routeIndex || index < 0 || index >= m_policy.routes.size())
        return;
    showRoute(index);
}

void RulesDocument::showRoute(int index)
{
    // The selection first: nobody is to see nodes in it that the graph does not have.
    m_routeIndex = index;
    const bool isOtherRoute = std::exchange(m_shownRoute, route().name) != route().name;
    const auto isGone = [this, isOtherRoute](const QString &node) {
        return isOtherRoute || !graph().nodes.contains(node);
    };
    bool isOtherSelection = m_selectedNodes.removeIf(isGone) > 0;
    if (m_selectedEdge && (isOtherRoute || !hasOutput(*m_selectedEdge))) {
        m_selectedEdge.reset();
        isOtherSelection = true;
    }
    if (isOtherRoute)
        emit routeChanged();
    emit graphChanged();
    if (isOtherSelection)
        emit selectionChanged();
}

std::optional<QString> RulesDocument::edit(const QString &undoText, const Edit &edit)
{
    if (m_routeIndex < 0)
        return tr("The policy has no route.");
    auto result = edit(graph());
    if (!result)
        return result.error();
    if (result.value() != graph())
        m_undoStack.push(new GraphCommand(*this, undoText, result.takeValue()));
    return std::nullopt;
}

void RulesDocument::replace(const QString &undoText, const models::Policy &policy)
{
    if (policy != m_policy)
        m_undoStack.push(new PolicyCommand(*this, undoText, policy));
}

QList<models::DraftConflict> RulesDocument::takeOver(const QString &undoText,
                                                     const models::Policy &served)
{
    if (served == m_policy) { // what was designed here serves now
        m_served = served;
        noteDirty();
        return {};
    }
    const models::RebasedDraft rebased =
        models::rebasedDraft({.before = m_served, .served = served, .draft = m_policy});
    m_served = served;
    if (m_undoStack.count() == 0)
        setPolicy(rebased.policy);
    else if (rebased.policy == m_policy)
        noteDirty();
    else
        m_undoStack.push(new PolicyCommand(*this, undoText, rebased.policy));
    return rebased.conflicts;
}

void RulesDocument::setPolicy(const models::Policy &policy)
{
    const auto namesOf = [](const models::Policy &of) {
        QStringList names;
        for (const models::Route &route : of.routes)
            names.append(route.name);
        return names;
    };
    const QStringList names = namesOf(policy);
    const bool hasOtherRoutes = names != namesOf(m_policy);
    m_policy = policy;
    noteChange();
    if (hasOtherRoutes)
        emit routesChanged();
    const auto index = static_cast<int>(names.indexOf(m_shownRoute));
    showRoute(index >= 0 ? index : (names.isEmpty() ? -1 : 0));
}

void RulesDocument::setGraph(int routeIndex, const RouteGraph &graph)
{
    m_policy.routes[routeIndex].graph = graph;
    noteChange();
    showRoute(routeIndex);
}

bool RulesDocument::hasOutput(const models::PortRef &output) const
{
    if (output.isStart())
        return true;
    const auto node = graph().nodes.constFind(output.node);
    return node != graph().nodes.cend() && models::findPort(*node, output.port);
}

void RulesDocument::select(const QStringList &nodes)
{
    QStringList known = nodes;
    known.removeDuplicates();
    known.removeIf([this](const QString &node) { return !graph().nodes.contains(node); });
    setSelection(known, std::nullopt);
}

void RulesDocument::selectEdge(const models::PortRef &edge)
{
    setSelection({}, hasOutput(edge) ? std::optional(edge) : std::nullopt);
}

void RulesDocument::setSelection(const QStringList &nodes,
                                 const std::optional<models::PortRef> &edge)
{
    if (nodes == m_selectedNodes && edge == m_selectedEdge)
        return;
    m_selectedNodes = nodes;
    m_selectedEdge = edge;
    emit selectionChanged();
}

QString RulesDocument::inspectedNode() const
{
    if (m_selectedEdge)
        return m_selectedEdge->node;
    return m_selectedNodes.size() == 1 ? m_selectedNodes.constFirst() : QString();
}

void RulesDocument::noteDirty()
{
    const bool isDirty = m_policy != m_served;
    if (std::exchange(m_isDirty, isDirty) != isDirty)
        emit dirtyChanged();
}

void RulesDocument::noteChange()
{
    ++m_revision;
    noteDirty();
    askForCheck();
}

void RulesDocument::setBooks(std::shared_ptr<const models::PriceBook> prices,
                             std::shared_ptr<const models::ModelTable> models)
{
    if (prices == m_prices && models == m_models)
        return;
    m_prices = std::move(prices);
    m_models = std::move(models);
    ++m_revision; // what was found by the books before does not hold any longer
    askForCheck();
}

void RulesDocument::askForCheck()
{
    // All edits of one turn of the event loop, and all during a check, share the next check.
    if (std::exchange(m_isCheckDue, true) || m_isChecking)
        return;
    QMetaObject::invokeMethod(this, &RulesDocument::startCheck, Qt::QueuedConnection);
}

void RulesDocument::startCheck()
{
    m_isCheckDue = false;
    m_isChecking = true;
    runInBackground(
        this,
        [check = m_check, prices = m_prices, facts = m_models, policy = m_policy] {
            return check ? check(policy) : checkedAsByTheCommand(policy, prices.get(), facts.get());
        },
        [this, revision = m_revision](const QList<PolicyProblem> &problems) {
            m_isChecking = false;
            m_problems = problems;
            m_checkedRevision = revision;
            if (m_isCheckDue)
                startCheck();
            emit problemsChanged();
        });
}

} // namespace signalbox::ui
