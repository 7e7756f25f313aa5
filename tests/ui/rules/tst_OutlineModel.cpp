// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/OutlineModel.h"
#include "ui/rules/RandomEdits.h"
#include "ui/shell/Theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QPersistentModelIndex>
#include <QTest>
#include <QUndoStack>

using namespace signalbox;
using models::RouteNodeKind;
using ui::OutlineModel;
using ui::RulesDocument;

namespace {

QList<models::PolicyProblem> nothingIsWrong(const models::Policy &)
{
    return {};
}

RulesDocument::Edit added(RouteNodeKind kind)
{
    return [kind](const models::RouteGraph &was) -> models::GraphEditResult {
        return models::addNode(was, kind, {}).graph;
    };
}

/// Every row with its rows below, as a person reads it.
QStringList textsOf(const QAbstractItemModel &model, const QModelIndex &parent = {})
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(parent); ++column)
            cells << model.index(row, column, parent).data().toString();
        texts << cells.join(QLatin1Char('|'));
        texts << textsOf(model, model.index(row, 0, parent));
    }
    return texts;
}

} // namespace

/// The tree of nodes and outputs that follows a draft.
class OutlineModelTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyNodeHasARow()
    {
        const ui::Theme theme(*qApp);
        RulesDocument document(models::Policy::builtIn(), nothingIsWrong);
        const OutlineModel model(document, theme);
        const QStringList nodes = document.graph().nodes.keys();

        QCOMPARE(model.rowCount(), nodes.size() + 1); // and the start
        for (const QString &node : nodes)
            QCOMPARE(model.nodeOf(model.indexOf(node)), node);
    }

    void rowThatIsCurrentStaysSoWhileOthersComeAndGo()
    {
        const ui::Theme theme(*qApp);
        RulesDocument document(models::Policy::builtIn(), nothingIsWrong);
        const OutlineModel model(document, theme);
        const QString node = document.graph().start;
        const QPersistentModelIndex current = model.indexOf(node);

        document.edit(QStringLiteral("Add"), added(RouteNodeKind::Match));
        document.edit(QStringLiteral("Add"), added(RouteNodeKind::Table));
        document.undoStack().undo();

        QVERIFY(current.isValid());
        QCOMPARE(model.nodeOf(current), node);
    }

    void followsAnyEditAndItsUndo_data()
    {
        QTest::addColumn<quint32>("seed");
        constexpr quint32 seeds = 12;
        for (quint32 seed = 0; seed < seeds; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void followsAnyEditAndItsUndo()
    {
        QFETCH(quint32, seed);
        const ui::Theme theme(*qApp);
        RulesDocument document(models::Policy::builtIn(), nothingIsWrong);
        OutlineModel model(document, theme);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QStringList before = textsOf(model);
        QRandomGenerator random(seed);

        constexpr int edits = 60;
        for (int i = 0; i < edits; ++i) {
            document.edit(QStringLiteral("Edit"), tests::randomEdit(document.graph(), random));
            QCOMPARE(textsOf(model), textsOf(OutlineModel(document, theme)));
        }
        while (document.undoStack().canUndo())
            document.undoStack().undo();

        QCOMPARE(textsOf(model), before);
    }
};

QTEST_MAIN(OutlineModelTest)
#include "tst_OutlineModel.moc"
