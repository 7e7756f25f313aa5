// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/GraphCommands.h"
#include "ui/rules/OutlineFixture.h"
#include "ui/rules/RandomEdits.h"

#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

using namespace signalbox;
using namespace signalbox::tests;
using models::RouteNodeKind;
using ui::GraphCommands;
using ui::RulesDocument;

/// Edits without a canvas, and the outline that follows them.
class GraphCommandsTest final : public QObject
{
    Q_OBJECT

private slots:
    void newNodeStandsBelowThoseThatHaveAPlace()
    {
        models::RouteGraph graph = sampleRoute();
        graph.layout.nodes = {{triage, {.x = 40, .y = 80}}, {small, {.x = 400, .y = 240}}};
        RulesDocument document(policyWith(graph), nothingIsWrong);
        GraphCommands commands(document);

        commands.add(RouteNodeKind::Reject, std::nullopt);

        const auto place = document.graph().layout.nodes.value(QStringLiteral("reject"));
        QCOMPARE(place.x, 40);
        QVERIFY(place.y > 240);
    }

    void newNodeIsLaidOutWithOthersThatHaveNoPlace()
    {
        RulesDocument document(policyWith(sampleRoute()), nothingIsWrong);
        GraphCommands commands(document);

        commands.add(RouteNodeKind::Reject, std::nullopt);
        commands.duplicate({small});
        commands.copy({small});
        commands.paste();

        QCOMPARE(document.graph().nodes.size(), 7);
        QVERIFY(document.graph().layout.nodes.isEmpty());
    }

    void whatEndsAPathTakesThePlaceOfTheOldEnd()
    {
        RulesDocument document(policyWith(sampleRoute()), nothingIsWrong);
        GraphCommands commands(document);
        const QSignalSpy refused(&commands, &GraphCommands::refused);

        commands.add(RouteNodeKind::Reject, models::PortRef{.node = triage, .port = then});

        const auto port = models::findPort(document.graph().nodes.value(triage), then);
        QCOMPARE(port->node, QStringLiteral("reject"));
        QCOMPARE(refused.count(), 0);
    }

    void destinationsCloseNoCircle()
    {
        RulesDocument document(policyWith(sampleRoute()), nothingIsWrong);
        const GraphCommands commands(document);
        const auto sorted = [&commands](const models::PortRef &from) {
            QStringList nodes = commands.destinations(from);
            nodes.sort();
            return nodes;
        };

        QCOMPARE(sorted({.node = triage, .port = then}), (QStringList{chain, large, small}));
        QCOMPARE(sorted({.node = chain, .port = stepOne}), (QStringList{large, small}));
        QCOMPARE(sorted({}), (QStringList{chain, large, small, triage}));
    }

    void muteIsAllOrNothing()
    {
        RulesDocument document(policyWith(sampleRoute()), nothingIsWrong);
        GraphCommands commands(document);
        const QSignalSpy refused(&commands, &GraphCommands::refused);
        commands.add(RouteNodeKind::Cache, std::nullopt);
        const models::RouteGraph before = document.graph();

        commands.toggleMuted({QStringLiteral("cache"), triage}); // which cannot be passed by

        QCOMPARE(refused.count(), 1);
        QCOMPARE(document.graph(), before);
    }

    void outputsAreAddedMovedAndRemoved()
    {
        OutlineFixture fixture;
        fixture.goTo(chain);

        press(fixture.view, Qt::Key_Insert, Qt::ControlModifier);
        QCOMPARE(fixture.current(), QStringLiteral("chain/step 3"));
        QCOMPARE(fixture.document.selectedNodes(), QStringList{chain});

        press(fixture.view, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(fixture.current(), QStringLiteral("chain/step 2"));
        QCOMPARE(fixture.leadsTo(chain, stepTwo), QString());
        QCOMPARE(fixture.leadsTo(chain, QStringLiteral("step 3")), small);

        press(fixture.view, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(fixture.current(), QStringLiteral("chain/step 3"));
        press(fixture.view, Qt::Key_Down, Qt::AltModifier); // no further
        QCOMPARE(fixture.current(), QStringLiteral("chain/step 3"));
        QCOMPARE(fixture.steps(), 3);

        press(fixture.view, Qt::Key_Delete, Qt::ControlModifier);
        QCOMPARE(fixture.current(), QStringLiteral("chain/step 2"));
        QCOMPARE(fixture.graph(), sampleRoute());
        QCOMPARE(fixture.refused.count(), 0);
    }

    void outputsOfTheKindStay_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("modifier");
        const auto row = [](const char *name, Qt::Key key, Qt::KeyboardModifier modifier) {
            QTest::newRow(name) << int(key) << int(modifier);
        };
        row("add", Qt::Key_Insert, Qt::ControlModifier);
        row("remove", Qt::Key_Delete, Qt::ControlModifier);
        row("up", Qt::Key_Up, Qt::AltModifier);
        row("down", Qt::Key_Down, Qt::AltModifier);
    }
    void outputsOfTheKindStay()
    {
        QFETCH(const int, key);
        QFETCH(const int, modifier);
        OutlineFixture fixture;
        fixture.goTo(triage, otherwise);

        press(fixture.view, Qt::Key(key), Qt::KeyboardModifier(modifier));

        QCOMPARE(fixture.refused.count(), 1);
        QVERIFY(!fixture.refused.first().first().toString().isEmpty());
        QCOMPARE(fixture.graph(), sampleRoute());
        QCOMPARE(fixture.current(), QStringLiteral("triage/else"));
    }

    void selectionIsSharedThroughAnyEdit_data()
    {
        QTest::addColumn<quint32>("seed");
        constexpr quint32 seeds = 8;
        for (quint32 seed = 0; seed < seeds; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void selectionIsSharedThroughAnyEdit()
    {
        QFETCH(const quint32, seed);
        OutlineFixture fixture;
        QRandomGenerator random(seed);
        const auto isShared = [&fixture] {
            const QModelIndexList rows = fixture.tree->selectionModel()->selectedRows();
            const auto output =
                rows.size() == 1 ? fixture.model->portOf(rows.constFirst()) : std::nullopt;
            if (output || fixture.document.selectedEdge())
                return output == fixture.document.selectedEdge()
                    && fixture.document.selectedNodes().isEmpty();
            QStringList inTree;
            for (const QModelIndex &row : rows)
                inTree << fixture.model->nodeOf(row);
            inTree.removeAll(QString());
            inTree.removeDuplicates();
            QStringList inDocument = fixture.document.selectedNodes();
            inTree.sort();
            inDocument.sort();
            return inTree == inDocument && fixture.tree->currentIndex().isValid();
        };

        constexpr int edits = 60;
        for (int edit = 0; edit < edits; ++edit) {
            // Some row, by both ways.
            QModelIndex row = fixture.model->index(random.bounded(fixture.model->rowCount()), 0);
            if (const int outputs = fixture.model->rowCount(row); outputs > 0 && edit % 2 == 0)
                row = fixture.model->index(random.bounded(outputs), 0, row);
            if (edit % 3 == 0)
                fixture.document.select(fixture.graph().nodes.keys().mid(edit % 4));
            else
                fixture.goTo(row);
            QVERIFY(isShared());
            fixture.document.edit(QStringLiteral("Edit"), randomEdit(fixture.graph(), random));
            QVERIFY(isShared());
            if (edit % 5 == 0)
                fixture.document.undoStack().undo();
            QVERIFY(isShared());
        }
    }
};

QTEST_MAIN(GraphCommandsTest)
#include "tst_GraphCommands.moc"
