// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/NodePorts.h"
#include "models/policy/PolicyReader.h"
#include "models/policy/PolicyWriter.h"
#include "models/policy/edit/NodeEdits.h"
#include "models/policy/edit/RouteEdits.h"
#include "ui/rules/GraphCommands.h"
#include "ui/rules/RulesDocument.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace signalbox;
using models::RouteGraph;
using models::RouteNode;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Designs policies as a user does: nodes are added, named, filled in and led to one another, each
/// in a step of its own.
class Designer
{
public:
    explicit Designer(const models::Policy &withoutRoutes)
        : m_document(withoutRoutes)
        , m_commands(m_document)
    {
        QObject::connect(&m_commands, &ui::GraphCommands::refused, &m_commands,
                         [this](const QString &why) { m_refusals.append(why); });
    }

    void addRoute(const QString &name)
    {
        auto added = models::addRoute(m_document.policy(), name);
        if (added)
            m_document.replace(QStringLiteral("Add route"), added.value());
        else
            m_refusals.append(added.error());
    }

    void design(int route, const RouteGraph &wanted)
    {
        m_document.setRoute(route);
        m_commands.remove(m_document.graph().nodes.keys()); // what a new route begins with
        for (auto node = wanted.nodes.begin(); node != wanted.nodes.end(); ++node)
            addNode(node.key(), node.value());
        m_commands.lead({}, wanted.start);
        for (auto node = wanted.nodes.begin(); node != wanted.nodes.end(); ++node) {
            for (const models::NodePort &port : models::portsOf(node.value())) {
                if (!port.node.isEmpty())
                    m_commands.lead({node.key(), port.id}, port.node);
            }
        }
        edit([&](const RouteGraph &graph) {
            RouteGraph placed = graph;
            placed.layout = wanted.layout;
            return models::GraphEditResult(placed);
        });
    }

    [[nodiscard]] ui::RulesDocument &document() { return m_document; }
    [[nodiscard]] const QStringList &refusals() const { return m_refusals; }

private:
    void addNode(const QString &id, const RouteNode &wanted)
    {
        const QStringList before = m_document.graph().nodes.keys();
        m_commands.add(wanted.kind(), std::nullopt);
        QString added;
        for (const QString &node : m_document.graph().nodes.keys()) {
            if (!before.contains(node))
                added = node;
        }
        if (added != id)
            edit([&](const RouteGraph &graph) { return models::renameNode(graph, added, id); });
        RouteNode filled = wanted;
        for (const models::NodePort &port : models::portsOf(wanted))
            models::linkOf(filled, port.id)->clear();
        edit([&](const RouteGraph &graph) { return models::replaceNode(graph, id, filled); });
    }

    void edit(const ui::RulesDocument::Edit &change)
    {
        if (const auto why = m_document.edit(QStringLiteral("Edit"), change))
            m_refusals.append(*why);
    }

    ui::RulesDocument m_document;
    ui::GraphCommands m_commands;
    QStringList m_refusals;
};

} // namespace

/// Every realistic policy can be designed with the commands of the editor, comes out as its file
/// says byte for byte, and can be undone to the last step.
class DesignedPoliciesTest final : public QObject
{
    Q_OBJECT

private slots:
    void policyIsDesigned_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QDir folder(QStringLiteral(SIGNALBOX_TEST_DATA "/policies/realistic"));
        const QStringList names =
            folder.entryList({QStringLiteral("*.signalbox.json")}, QDir::Files);
        QVERIFY(names.size() >= 10);
        for (const QString &name : names)
            QTest::newRow(qPrintable(name)) << contentOf(folder.filePath(name));
    }

    void policyIsDesigned()
    {
        QFETCH(const QByteArray, text);
        const models::Policy wanted = models::readPolicy(text).takeValue().policy;
        models::Policy empty = wanted;
        empty.routes.clear();
        Designer designer(empty);

        for (const models::Route &route : wanted.routes)
            designer.addRoute(route.name);
        for (int route = 0; route < wanted.routes.size(); ++route)
            designer.design(route, wanted.routes.at(route).graph);

        QCOMPARE(designer.refusals(), QStringList());
        QCOMPARE(designer.document().text(), models::writePolicy(wanted));
        QUndoStack &steps = designer.document().undoStack();
        while (steps.canUndo())
            steps.undo();
        QCOMPARE(designer.document().text(), models::writePolicy(empty));
        while (steps.canRedo())
            steps.redo();
        QCOMPARE(designer.document().text(), models::writePolicy(wanted));
    }
};

QTEST_MAIN(DesignedPoliciesTest)
#include "tst_DesignedPolicies.moc"
