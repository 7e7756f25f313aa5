// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/RulesDocument.h"
#include "ui/rules/canvas/CanvasView.h"
#include "ui/shell/Theme.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

using namespace signalbox;
using models::RouteNodeKind;
using ui::CanvasView;
using ui::RulesDocument;

namespace {

struct Fixture
{
    ui::Theme theme{*qApp};
    RulesDocument document{models::Policy::builtIn(),
                           [](const models::Policy &) { return QList<models::PolicyProblem>(); }};
    CanvasView view{document, theme};

    Fixture()
    {
        view.resize(800, 600);
        view.show();
    }
    [[nodiscard]] qsizetype nodeCount() const { return document.graph().nodes.size(); }
    [[nodiscard]] int steps() { return document.undoStack().count(); }
};

} // namespace

/// Edits on the canvas: each is one step of the draft.
class CanvasViewTest final : public QObject
{
    Q_OBJECT

private slots:
    void addedNodeIsInTheDraft()
    {
        Fixture fixture;
        const qsizetype before = fixture.nodeCount();

        fixture.view.commands().add(RouteNodeKind::Match, {160, 240});

        QCOMPARE(fixture.nodeCount(), before + 1);
        QCOMPARE(fixture.steps(), 1);
        fixture.document.undoStack().undo();
        QCOMPARE(fixture.nodeCount(), before);
    }

    void deleteKeyRemovesWhatIsSelected()
    {
        Fixture fixture;
        fixture.view.commands().add(RouteNodeKind::Reject, {160, 240});
        const qsizetype before = fixture.nodeCount();
        const QStringList selected = fixture.document.selectedNodes();
        QCOMPARE(selected.size(), 1); // what was added

        QTest::keyClick(&fixture.view, Qt::Key_Delete);

        QCOMPARE(fixture.nodeCount(), before - 1);
        QVERIFY(!fixture.document.graph().nodes.contains(selected.first()));
    }

    void layoutIsOneStep()
    {
        Fixture fixture;
        fixture.view.commands().add(RouteNodeKind::Match, {0, 0});
        fixture.view.commands().add(RouteNodeKind::Reject, {0, 0});
        const int before = fixture.steps();

        fixture.view.layOut();

        QCOMPARE(fixture.steps(), before + 1);
        fixture.document.undoStack().undo();
        fixture.document.undoStack().undo();
        QVERIFY(fixture.document.undoStack().canRedo());
    }

    void copiesAreNodesOfTheirOwn()
    {
        Fixture fixture;
        fixture.view.commands().add(RouteNodeKind::Reject, {160, 240});
        const qsizetype before = fixture.nodeCount();

        fixture.view.commands().duplicateSelected();

        QCOMPARE(fixture.nodeCount(), before + 1);
    }

    void whatCannotBeDoneIsSaid()
    {
        Fixture fixture;
        const QSignalSpy refused(&fixture.view, &CanvasView::refused);
        const int before = fixture.steps();

        fixture.view.commands().connectTo(
            {.port = {.node = QStringLiteral("nobody"), .port = QStringLiteral("then")}},
            fixture.document.graph().start);

        QCOMPARE(refused.count(), 1);
        QVERIFY(!refused.first().first().toString().isEmpty());
        QCOMPARE(fixture.steps(), before);
    }
};

QTEST_MAIN(CanvasViewTest)
#include "tst_CanvasView.moc"
