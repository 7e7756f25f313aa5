// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/NodeEdits.h"
#include "models/policy/edit/PortEdits.h"
#include "ui/rules/RandomEdits.h"
#include "ui/rules/RulesDocument.h"

#include <QRandomGenerator>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <memory>

using namespace signalbox;
using models::Failure;
using models::GraphEditResult;
using models::Policy;
using models::PolicyProblem;
using models::RouteGraph;
using models::RouteNodeKind;
using tests::randomEdit;
using ui::RulesDocument;

namespace {

RulesDocument::Edit added(RouteNodeKind kind)
{
    return [kind](const RouteGraph &was) -> GraphEditResult {
        return models::addNode(was, kind, {}).graph;
    };
}

QList<PolicyProblem> nothingIsWrong(const Policy &)
{
    return {};
}

} // namespace

class RulesDocumentTest final : public QObject
{
    Q_OBJECT

private slots:
    void undoAllAndRedoAllReturnTheDocumentsThatWere_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 20; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void undoAllAndRedoAllReturnTheDocumentsThatWere()
    {
        QFETCH(const quint32, seed);
        QRandomGenerator random(seed);
        Policy policy = Policy::builtIn();
        policy.routes.append({.name = QStringLiteral("other"), .graph = {}});
        RulesDocument document(policy, nothingIsWrong);
        const QByteArray textBefore = document.text();
        for (int step = 0; step < 100; ++step) {
            if (random.bounded(10) == 0)
                document.setRoute(random.bounded(2));
            document.select(document.graph().nodes.keys());
            if (random.bounded(12) == 0) { // as the text view does
                Policy other = document.policy();
                other.retry.retries = random.bounded(100);
                document.replace(QStringLiteral("Edit the text"), other);
            }
            document.edit(QStringLiteral("Edit"), randomEdit(document.graph(), random));
        }
        const Policy edited = document.policy();
        const QByteArray textEdited = document.text();
        QVERIFY(edited != policy);

        while (document.undoStack().canUndo())
            document.undoStack().undo();

        QCOMPARE(document.policy(), policy);
        QCOMPARE(document.text(), textBefore);
        QVERIFY(!document.isDirty());
        while (document.undoStack().canRedo())
            document.undoStack().redo();
        QCOMPARE(document.policy(), edited);
        QCOMPARE(document.text(), textEdited);
    }

    void refusedEditSaysWhyAndLeavesNoStep()
    {
        RulesDocument document(Policy::builtIn(), nothingIsWrong);

        const auto why = document.edit(QStringLiteral("Edit"), [](const RouteGraph &was) {
            return models::removeNodes(was, {QStringLiteral("nowhere")});
        });

        QVERIFY(why && !why->isEmpty());
        QCOMPARE(document.undoStack().count(), 0);
        QVERIFY(!document.isDirty());
    }

    void editThatChangesNothingLeavesNoStep()
    {
        RulesDocument document(Policy::builtIn(), nothingIsWrong);

        QVERIFY(!document.edit(QStringLiteral("Edit"),
                               [](const RouteGraph &was) -> GraphEditResult { return was; }));

        QCOMPARE(document.undoStack().count(), 0);
    }

    void undoShowsTheRouteOfTheEdit()
    {
        Policy policy = Policy::builtIn();
        policy.routes.append({.name = QStringLiteral("other"), .graph = {}});
        RulesDocument document(policy, nothingIsWrong);
        document.edit(QStringLiteral("Add"), added(RouteNodeKind::Reject));
        document.setRoute(1);
        const QSignalSpy routeChanged(&document, &RulesDocument::routeChanged);

        document.undoStack().undo();

        QCOMPARE(document.routeIndex(), 0);
        QCOMPARE(routeChanged.count(), 1);
    }

    void whatIsTakenOverIsAStepAndLeavesTheEarlierOnes()
    {
        const Policy begun = Policy::builtIn();
        RulesDocument document(begun, nothingIsWrong);
        Policy edited = begun;
        edited.limits.bodyMib += 1;
        document.replace(QStringLiteral("edit"), edited);
        Policy served = begun;
        served.retry.retries += 1;

        const auto conflicts = document.takeOver(QStringLiteral("elsewhere"), served);

        QVERIFY(conflicts.isEmpty());
        QCOMPARE(document.policy().retry, served.retry);
        QCOMPARE(document.policy().limits, edited.limits);
        QCOMPARE(document.undoStack().undoText(), QStringLiteral("elsewhere"));
        document.undoStack().undo();
        QCOMPARE(document.policy(), edited);
        document.undoStack().undo();
        QCOMPARE(document.policy(), begun);
        QVERIFY(document.isDirty());
    }

    void firstPolicyTakenOverIsNoStep()
    {
        RulesDocument document(Policy::builtIn(), nothingIsWrong);
        Policy served = Policy::builtIn();
        served.retry.retries += 1;

        (void)document.takeOver(QStringLiteral("elsewhere"), served);

        QCOMPARE(document.policy(), served);
        QCOMPARE(document.undoStack().count(), 0);
        QVERIFY(!document.isDirty());
    }

    void selectionNeverHoldsNodesThatAreGone()
    {
        RulesDocument document(Policy::builtIn(), nothingIsWrong);
        document.edit(QStringLiteral("Add"), added(RouteNodeKind::Reject));
        document.select({QStringLiteral("reject"), QStringLiteral("nobody")});
        QCOMPARE(document.selectedNodes(), QStringList{QStringLiteral("reject")});
        connect(&document, &RulesDocument::graphChanged, this,
                [&document] { QVERIFY(document.selectedNodes().isEmpty()); });
        const QSignalSpy selectionChanged(&document, &RulesDocument::selectionChanged);

        document.undoStack().undo();

        QCOMPARE(selectionChanged.count(), 1);
    }

    void selectedEdgeGoesWithItsNode()
    {
        RulesDocument document(Policy::builtIn(), nothingIsWrong);
        document.edit(QStringLiteral("Add"), added(RouteNodeKind::Cache));
        const QString node = QStringLiteral("cache");
        const models::PortRef edge{.node = node, .port = QStringLiteral("node")};
        for (const models::PortRef &none :
             {models::PortRef{.node = QStringLiteral("nobody"), .port = edge.port},
              models::PortRef{.node = node, .port = QStringLiteral("nothing")}}) {
            document.selectEdge(none);
            QVERIFY(!document.selectedEdge());
        }
        document.select({node});
        document.selectEdge(edge);
        QCOMPARE(document.selectedEdge(), std::optional(edge));
        QCOMPARE(document.selectedNodes(), QStringList());
        QCOMPARE(document.inspectedNode(), node);
        const QSignalSpy selectionChanged(&document, &RulesDocument::selectionChanged);

        document.undoStack().undo();

        QVERIFY(!document.selectedEdge());
        QCOMPARE(selectionChanged.count(), 1);
    }

    void editsDuringACheckShareTheNextOne()
    {
        const auto checks = std::make_shared<std::atomic<int>>(0);
        const auto mayEnd = std::make_shared<QSemaphore>();
        RulesDocument document(Policy::builtIn(), [=](const Policy &policy) {
            ++*checks;
            mayEnd->acquire();
            const auto nodes = policy.routes.first().graph.nodes.size();
            return QList{PolicyProblem{.path = {}, .message = QString::number(nodes), .hint = {}}};
        });
        const auto nodesBefore = document.graph().nodes.size();
        QTRY_COMPARE(checks->load(), 1);
        for (int count = 0; count < 10; ++count)
            document.edit(QStringLiteral("Add"), added(RouteNodeKind::Answer));
        QVERIFY(!document.isChecked());

        mayEnd->release(2);

        QTRY_VERIFY(document.isChecked());
        QCOMPARE(checks->load(), 2);
        QCOMPARE(document.problems().first().message, QString::number(nodesBefore + 10));
    }

    void problemsAreThoseOfTheCheckCommand()
    {
        RulesDocument document(Policy::builtIn());
        QTRY_VERIFY(document.isChecked());
        QVERIFY(!models::hasErrors(document.problems()));

        document.edit(QStringLiteral("Add"), added(RouteNodeKind::Match));

        QTRY_VERIFY(document.isChecked());
        QVERIFY(models::hasErrors(document.problems()));
    }

    void textThatIsNoPolicyIsRefusedWithItsProblems()
    {
        const auto document = RulesDocument::fromText("{");

        QVERIFY(!document);
        QVERIFY(models::hasErrors(document.error()));
    }

    void textOpensAsItIsSaved()
    {
        const QByteArray text = RulesDocument(Policy::builtIn(), nothingIsWrong).text();

        const auto document = RulesDocument::fromText(text);

        QVERIFY(document.hasValue());
        QCOMPARE(document.value()->text(), text);
    }
};

QTEST_GUILESS_MAIN(RulesDocumentTest)
#include "tst_RulesDocument.moc"
