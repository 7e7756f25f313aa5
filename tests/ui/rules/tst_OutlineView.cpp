// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/OutlineFixture.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QItemSelectionModel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

using namespace signalbox;
using namespace signalbox::tests;
using models::RouteGraph;
using models::RouteNodeKind;
using ui::OutlineView;
using ui::RulesDocument;

/// The outline of a route and the selection that it shares.
class OutlineViewTest final : public QObject
{
    Q_OBJECT

private slots:
    void graphIsMadeWithTheKeyboardOnly()
    {
        OutlineFixture fixture{RouteGraph()};
        const auto key = [&](Qt::Key pressed) { press(fixture.view, pressed); };
        const auto write = [&](const QString &text) { writeAndEnter(fixture.view, text); };
        const auto named = [&](const QString &id) {
            key(Qt::Key_F2);
            write(id);
        };
        key(Qt::Key_Space); // on the button of the empty outline
        write(QStringLiteral("match"));
        named(triage);
        key(Qt::Key_Down); // then
        key(Qt::Key_Insert);
        write(QStringLiteral("target"));
        named(small);
        key(Qt::Key_Up); // else
        key(Qt::Key_Insert);
        write(QStringLiteral("fallback"));
        named(chain);
        key(Qt::Key_Down); // its first step
        key(Qt::Key_Insert);
        write(QStringLiteral("target"));
        named(large);
        key(Qt::Key_Up); // its second step
        key(Qt::Key_Return);
        write(small);
        press(fixture.view, Qt::Key_Insert, Qt::ControlModifier); // a third step
        key(Qt::Key_Insert);
        write(QStringLiteral("reject"));

        RouteGraph wanted = sampleRoute();
        const QString reject = QStringLiteral("reject");
        auto &steps = std::get<models::FallbackNode>(wanted.nodes[chain].body).steps;
        steps.push_back({.node = reject, .on = steps.back().on});
        wanted.nodes.insert(reject, nodeOf(RouteNodeKind::Reject));
        QCOMPARE(fixture.refused.count(), 0);
        QCOMPARE(fixture.graph().start, wanted.start);
        QCOMPARE(fixture.graph().nodes.size(), 5);
        QVERIFY(fixture.graph().nodes == wanted.nodes);
        QCOMPARE(fixture.document.selectedNodes(), QStringList{reject});
        QCOMPARE(fixture.current(), reject);
    }

    void selectionOfTheTreeIsTheDocuments()
    {
        OutlineFixture fixture;
        const QSignalSpy selected(&fixture.document, &RulesDocument::selectionChanged);

        fixture.goTo(small);
        QCOMPARE(fixture.document.selectedNodes(), QStringList{small});
        QCOMPARE(selected.count(), 1);

        fixture.goTo(chain, stepTwo);
        QCOMPARE(fixture.document.inspectedNode(), chain);
        QCOMPARE(selected.count(), 2);
        QCOMPARE(fixture.current(), QStringLiteral("chain/step 2")); // and stays there

        fixture.goTo(fixture.model->index(0, 0)); // the start
        QCOMPARE(fixture.document.selectedNodes(), QStringList());
        QCOMPARE(selected.count(), 3);
    }

    void selectedEdgeIsSharedWithTheDocument()
    {
        OutlineFixture fixture;
        fixture.goTo(chain, stepTwo);
        const models::PortRef edge{.node = chain, .port = stepTwo};
        QCOMPARE(fixture.document.selectedEdge(), std::optional(edge));
        fixture.goTo(small);
        QVERIFY(!fixture.document.selectedEdge());

        fixture.document.selectEdge(edge); // as the canvas does
        QCOMPARE(fixture.current(), QStringLiteral("chain/step 2"));
        QCOMPARE(fixture.document.selectedNodes(), QStringList());

        fixture.document.select({chain});
        QCOMPARE(fixture.current(), chain);
        press(fixture.view, Qt::Key_Delete); // the node, not its output
        QVERIFY(!fixture.graph().nodes.contains(chain));
    }

    void startThatIsSelectedNoMoreIsNotShownSo()
    {
        OutlineFixture fixture;
        fixture.goTo(fixture.model->index(0, 0));
        QCOMPARE(fixture.document.selectedEdge(), std::optional(models::PortRef()));

        fixture.document.select({});

        QVERIFY(!fixture.tree->selectionModel()->hasSelection());
    }

    void selectionOfTheDocumentIsTheTrees()
    {
        OutlineFixture fixture;
        const QSignalSpy selected(&fixture.document, &RulesDocument::selectionChanged);

        fixture.document.select({large, triage});

        QCOMPARE(selected.count(), 1);
        QCOMPARE(fixture.document.selectedNodes(), (QStringList{large, triage}));
        const auto *selection = fixture.tree->selectionModel();
        QCOMPARE(selection->selectedRows().size(), 2);
        QVERIFY(selection->isRowSelected(fixture.model->indexOf(large).row(), {}));
        QVERIFY(selection->isRowSelected(fixture.model->indexOf(triage).row(), {}));
        QCOMPARE(fixture.current(), triage);
    }

    void anotherRouteIsShownFromItsStart()
    {
        models::Policy policy = tests::policyWith(sampleRoute());
        policy.routes.append({.name = QStringLiteral("other"), .graph = sampleRoute()});
        const ui::Theme theme(*qApp);
        RulesDocument document(policy, tests::nothingIsWrong);
        const OutlineView view(document, theme);
        const auto *tree = view.findChild<QTreeView *>();
        document.select({small});

        document.setRoute(1);

        QVERIFY(tree->selectionModel()->selectedRows().isEmpty());
        QCOMPARE(tree->currentIndex().row(), 0);
        QVERIFY(tree->isExpanded(tree->model()->index(1, 0)));
    }

    void withoutARouteThereIsNothingToAdd()
    {
        const ui::Theme theme(*qApp);
        RulesDocument document(models::Policy(), nothingIsWrong);
        OutlineView view(document, theme);
        view.show();

        QVERIFY(!view.findChild<QTreeView *>()->isVisible());
        QVERIFY(!view.findChild<QPushButton *>()->isVisible());
    }

    void currentRowStaysAfterUndo()
    {
        OutlineFixture fixture;
        fixture.goTo(triage, then);
        press(fixture.view, Qt::Key_Delete);

        fixture.document.undoStack().undo();

        QCOMPARE(fixture.current(), QStringLiteral("triage/then"));
        QCOMPARE(fixture.document.inspectedNode(), triage);
    }

    void insertOnANodeAddsOneThatNothingLeadsTo()
    {
        OutlineFixture fixture;
        fixture.goTo(small);

        press(fixture.view, Qt::Key_Insert);
        QVERIFY(QApplication::activePopupWidget());
        QCOMPARE(fixture.choices().size(), models::routeNodeKindCount);
        writeAndEnter(fixture.view, QStringLiteral("answer"));

        QCOMPARE(fixture.current(), QStringLiteral("answer"));
        QCOMPARE(fixture.document.selectedNodes(), QStringList{QStringLiteral("answer")});
        QCOMPARE(fixture.steps(), 1);
        QVERIFY(!QApplication::activePopupWidget());
        QCOMPARE(tests::focusOf(fixture.view), fixture.tree);
    }

    void insertOnAnOutputPutsTheNodeThere()
    {
        OutlineFixture fixture;
        fixture.goTo(triage, then);

        press(fixture.view, Qt::Key_Insert);
        writeAndEnter(fixture.view, QStringLiteral("cache"));

        const QString cache = QStringLiteral("cache");
        QCOMPARE(fixture.leadsTo(triage, then), cache);
        QCOMPARE(fixture.leadsTo(cache, QStringLiteral("node")), small); // where it has led
        QCOMPARE(fixture.steps(), 1);
        QCOMPARE(fixture.current(), cache);
    }

    void insertOnTheStartPutsTheNodeFirst()
    {
        OutlineFixture fixture;
        fixture.goTo(fixture.model->index(0, 0));

        press(fixture.view, Qt::Key_Insert);
        writeAndEnter(fixture.view, QStringLiteral("shadow"));

        QCOMPARE(fixture.graph().start, QStringLiteral("shadow"));
        QCOMPARE(fixture.leadsTo(QStringLiteral("shadow"), QStringLiteral("node")), triage);
    }

    void enterOnAnOutputChoosesWhereItLeads()
    {
        OutlineFixture fixture;
        fixture.goTo(chain, stepOne);

        press(fixture.view, Qt::Key_Enter);

        // Neither itself nor what leads to it; now it leads to large.
        const QStringList choices = fixture.choices();
        QCOMPARE(choices.size(), 3);
        QVERIFY(choices.filter(triage).isEmpty() && choices.filter(chain).isEmpty());
        press(fixture.view, Qt::Key_Return);
        QCOMPARE(fixture.steps(), 0); // what is so already stays so

        press(fixture.view, Qt::Key_Return);
        writeAndEnter(fixture.view, small);
        QCOMPARE(fixture.leadsTo(chain, stepOne), small);
        QCOMPARE(fixture.current(), QStringLiteral("chain/step 1"));
    }

    void enterOnAnOutputCanLetItLeadNowhere()
    {
        OutlineFixture fixture;
        fixture.goTo(chain, stepTwo);

        press(fixture.view, Qt::Key_Return);
        press(fixture.view, Qt::Key_PageUp);
        press(fixture.view, Qt::Key_Return);

        QCOMPARE(fixture.leadsTo(chain, stepTwo), QString());
    }

    void enterOnTheStartChoosesTheFirstNode()
    {
        OutlineFixture fixture;
        fixture.goTo(fixture.model->index(0, 0));

        press(fixture.view, Qt::Key_Return);
        QCOMPARE(fixture.choices().size(), 5);
        writeAndEnter(fixture.view, chain);

        QCOMPARE(fixture.graph().start, chain);
    }

    void enterOnANodeAsksForItsSettings()
    {
        OutlineFixture fixture;
        const QSignalSpy activated(&fixture.view, &OutlineView::nodeActivated);
        fixture.goTo(small);

        press(fixture.view, Qt::Key_Return);

        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.first().first().toString(), small);
    }

    void contextMenuHasWhatTheRowCan()
    {
        OutlineFixture fixture;
        const auto menuTexts = [&fixture] {
            QContextMenuEvent event(QContextMenuEvent::Keyboard, {10, 10}, {10, 10});
            QApplication::sendEvent(fixture.tree->viewport(), &event);
            QStringList texts;
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            for (const QAction *action : menu ? menu->actions() : QList<QAction *>()) {
                if (!action->isSeparator())
                    texts << action->text().remove(QLatin1Char('&'));
            }
            if (menu)
                menu->close();
            return texts;
        };
        fixture.goTo(small);
        const QStringList ofNode = menuTexts();
        fixture.goTo(chain, stepOne);
        const QStringList ofOutput = menuTexts();

        QVERIFY(ofNode.contains(QStringLiteral("Delete")));
        QVERIFY(ofNode.contains(QStringLiteral("Rename")));
        QVERIFY(!ofNode.contains(QStringLiteral("Disconnect")));
        QVERIFY(ofOutput.contains(QStringLiteral("Disconnect")));
        QVERIFY(ofOutput.contains(QStringLiteral("Move up")));
        QVERIFY(!ofOutput.contains(QStringLiteral("Rename")));
    }

    void screenReaderHearsWholeRows()
    {
        OutlineFixture fixture;
        auto *accessible = QAccessible::queryAccessibleInterface(fixture.tree);

        QVERIFY(accessible);
        QVERIFY(!accessible->text(QAccessible::Name).isEmpty());
        const QString row = fixture.rowOf(triage, then).data(Qt::AccessibleTextRole).toString();
        QVERIFY(row.contains(small));
    }
};

QTEST_MAIN(OutlineViewTest)
#include "tst_OutlineView.moc"
