// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/GraphClipboard.h"
#include "ui/rules/OutlineFixture.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QTest>
#include <QUndoStack>

using namespace signalbox;
using namespace signalbox::tests;
using models::RouteGraph;
using ui::OutlineView;
using ui::RulesDocument;

/// The keys of the outline: what they do, and where they do nothing.
class OutlineActionsTest final : public QObject
{
    Q_OBJECT

private slots:
    void deleteRemovesNodesAndGoesToANeighbour()
    {
        OutlineFixture fixture;
        fixture.goTo(chain);

        press(fixture.view, Qt::Key_Delete);

        QVERIFY(!fixture.graph().nodes.contains(chain));
        QCOMPARE(fixture.leadsTo(triage, otherwise), large); // healed
        QCOMPARE(fixture.current(), large); // which has come to stand there
        QCOMPARE(fixture.document.selectedNodes(), QStringList{large});
        QCOMPARE(fixture.steps(), 1);
    }

    void deleteRemovesAllThatAreSelected()
    {
        OutlineFixture fixture;
        fixture.goTo(triage);

        press(fixture.view, Qt::Key_A, Qt::ControlModifier);
        press(fixture.view, Qt::Key_Delete);

        QVERIFY(fixture.graph().nodes.isEmpty());
        QCOMPARE(fixture.steps(), 1);
        const auto *add = fixture.view.findChild<QPushButton *>();
        QVERIFY(add->isVisible()); // nothing is left: the outline offers the first action
        fixture.document.undoStack().undo();
        QVERIFY(fixture.tree->isVisible());
        QCOMPARE(fixture.graph(), sampleRoute());
    }

    void deleteOnAnOutputDisconnectsIt()
    {
        OutlineFixture fixture;
        fixture.goTo(triage, then);

        press(fixture.view, Qt::Key_Delete);

        QCOMPARE(fixture.graph().nodes.size(), 4);
        QCOMPARE(fixture.leadsTo(triage, then), QString());
        QCOMPARE(fixture.current(), QStringLiteral("triage/then"));
    }

    void f2RenamesTheNode()
    {
        OutlineFixture fixture;
        fixture.goTo(small);

        press(fixture.view, Qt::Key_F2);
        writeAndEnter(fixture.view, QStringLiteral("quick"));

        QVERIFY(fixture.graph().nodes.contains(QStringLiteral("quick")));
        QCOMPARE(fixture.leadsTo(triage, then), QStringLiteral("quick"));
        QCOMPARE(fixture.current(), QStringLiteral("quick"));
        QCOMPARE(fixture.document.selectedNodes(), QStringList{QStringLiteral("quick")});
        QCOMPARE(fixture.refused.count(), 0);
    }

    void keysInTheEditorDoNothingToTheGraph()
    {
        OutlineFixture fixture;
        fixture.goTo(small);
        press(fixture.view, Qt::Key_F2);

        press(fixture.view, Qt::Key_M);
        press(fixture.view, Qt::Key_Delete);
        press(fixture.view, Qt::Key_Insert);
        press(fixture.view, Qt::Key_D, Qt::ControlModifier);

        QCOMPARE(fixture.steps(), 0);
        QVERIFY(!QApplication::activePopupWidget());
        press(fixture.view, Qt::Key_Escape);
        QCOMPARE(fixture.graph(), sampleRoute());
    }

    void idThatIsBeingWrittenIsNotLostWithTheView()
    {
        const ui::Theme theme(*qApp);
        RulesDocument document(policyWith(sampleRoute()), nothingIsWrong);
        {
            OutlineView view(document, theme);
            view.show();
            view.setFocus();
            QVERIFY(QTest::qWaitForWindowActive(&view));
            document.select({small});
            press(view, Qt::Key_F2);
            QTest::keyClicks(focusOf(view), QStringLiteral("quick"));
        }

        QVERIFY(document.graph().nodes.contains(QStringLiteral("quick")));
    }

    void idThatIsTakenIsRefused()
    {
        OutlineFixture fixture;
        fixture.goTo(small);

        press(fixture.view, Qt::Key_F2);
        writeAndEnter(fixture.view, large);

        QCOMPARE(fixture.refused.count(), 1);
        QCOMPARE(fixture.graph(), sampleRoute());
    }

    void duplicateSelectsTheCopies()
    {
        OutlineFixture fixture;
        fixture.goTo(small);

        press(fixture.view, Qt::Key_D, Qt::ControlModifier);

        QCOMPARE(fixture.graph().nodes.size(), 5);
        QCOMPARE(fixture.document.selectedNodes(), QStringList{QStringLiteral("small-2")});
        QCOMPARE(fixture.current(), QStringLiteral("small-2"));
    }

    void nodesAreCutAndPasted()
    {
        OutlineFixture fixture;
        fixture.goTo(small);

        press(fixture.view, Qt::Key_X, Qt::ControlModifier);
        QVERIFY(!fixture.graph().nodes.contains(small));
        QVERIFY(models::looksLikeNodes(QGuiApplication::clipboard()->text().toUtf8()));
        press(fixture.view, Qt::Key_V, Qt::ControlModifier);

        QVERIFY(fixture.graph().nodes.contains(small));
        QCOMPARE(fixture.current(), small);
        QCOMPARE(fixture.steps(), 2);
    }

    void nodesAreCopiedToAnEmptyRoute()
    {
        OutlineFixture fixture;
        fixture.goTo(triage);
        press(fixture.view, Qt::Key_A, Qt::ControlModifier);
        press(fixture.view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(fixture.steps(), 0);
        OutlineFixture other{RouteGraph()};

        press(other.view, Qt::Key_V, Qt::ControlModifier);

        QVERIFY(other.graph().nodes == sampleRoute().nodes);
        QVERIFY(other.tree->isVisible());
    }

    void whatIsNoNodesIsNotPasted()
    {
        OutlineFixture fixture;
        QGuiApplication::clipboard()->setText(QStringLiteral("nodes"));

        press(fixture.view, Qt::Key_V, Qt::ControlModifier);

        QCOMPARE(fixture.refused.count(), 1);
        QCOMPARE(fixture.steps(), 0);
    }

    void mMutesAndUnmutes()
    {
        OutlineFixture fixture;
        fixture.goTo(triage, then);
        press(fixture.view, Qt::Key_Insert);
        writeAndEnter(fixture.view, QStringLiteral("cache"));
        const QString cache = fixture.current();

        press(fixture.view, Qt::Key_M);
        QVERIFY(fixture.graph().nodes.value(cache).isMuted);
        press(fixture.view, Qt::Key_M);
        QVERIFY(!fixture.graph().nodes.value(cache).isMuted);

        fixture.goTo(triage);
        press(fixture.view, Qt::Key_M);
        QCOMPARE(fixture.refused.count(), 1);
    }

    void noKeyMeansTwoThings()
    {
        OutlineFixture fixture;
        for (const QModelIndex &row : {fixture.model->index(0, 0), fixture.model->indexOf(small),
                                       fixture.rowOf(chain, stepOne)}) {
            fixture.goTo(row);
            QStringList keys;
            for (const QAction *action : fixture.view.actions()) {
                QCOMPARE(action->shortcutContext(), Qt::WidgetWithChildrenShortcut);
                QVERIFY(!action->shortcut().isEmpty());
                for (const QKeySequence &key : action->shortcuts()) {
                    if (action->isEnabled())
                        keys << key.toString();
                }
            }
            QCOMPARE(keys.removeDuplicates(), 0);
        }
    }
};

QTEST_MAIN(OutlineActionsTest)
#include "tst_OutlineActions.moc"
