// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/InspectedNode.h"
#include "ui/rules/inspector/table/TableGrid.h"
#include "ui/rules/inspector/table/TableGridModel.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace signalbox;
using namespace signalbox::tests;
using models::Comparison;
using models::SignalKind;
using models::TableCell;
using models::TableNode;
using ui::TableGridModel;

namespace {

TableCell is(const models::SignalValue &value)
{
    return {.isAny = false, .comparison = Comparison::Equal, .values = {value}};
}

TableCell above(double value)
{
    return {.isAny = false, .comparison = Comparison::Above, .values = {value}};
}

/// language and input tokens; rows 2 and 3 are within row 1.
TableNode sampleTable()
{
    return {.columns = {{.kind = SignalKind::Language, .argument = {}},
                        {.kind = SignalKind::InputTokens, .argument = {}}},
            .rows = {{.cells = {is(s("de")), {}}, .node = s("a")},
                     {.cells = {is(s("de")), above(100)}, .node = s("b")},
                     {.cells = {is(s("fr")), above(100)}, .node = s("b")}}};
}

/// A table node in an inspector.
struct EditedTable : Inspected
{
    explicit EditedTable(const TableNode &table = sampleTable())
        : Inspected(inspectedGraph(table))
    {}
    EditedTable(const models::Policy &policy, Checks checks)
        : Inspected(policy, checks)
    {}

    [[nodiscard]] ui::TableGrid &grid() { return *inspector.findChild<ui::TableGrid *>(); }
    [[nodiscard]] TableGridModel &model() { return grid().model(); }
    [[nodiscard]] QString cell(int row, int column)
    {
        return model().index(row, column).data().toString();
    }
    void write(int row, int column, const QVariant &value)
    {
        model().setData(model().index(row, column), value, Qt::EditRole);
    }
    void goTo(int row, int column) { grid().view().setCurrentIndex(model().index(row, column)); }
    void click(const char *tool) { child<QToolButton>(tool)->click(); }
    [[nodiscard]] TableNode table() { return body<TableNode>(); }
};

} // namespace

class TableGridTest final : public QObject
{
    Q_OBJECT

private slots:
    void modelKeepsItsPromises()
    {
        ui::Theme theme{*qApp};
        TableGridModel model(theme, nullptr);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);

        model.setTable(sampleTable());
        model.setNodes({{s("a"), s("Node a")}});
        model.setMarks({.rows = {{1, {}}}, .cells = {{{1, 1}, {}}}, .columns = {{0, {}}}});
        QVERIFY(model.setData(model.index(0, 0), s("fr"), Qt::EditRole));
        QVERIFY(model.setData(model.index(0, 1), s("> many"), Qt::EditRole));
        TableNode collecting = sampleTable();
        collecting.hit = TableNode::Hit::Collect;
        model.setTable(collecting);
        QCOMPARE(model.columnCount(), 4);
        model.setTable({});
        QCOMPARE(model.rowCount(), 0);
    }

    void cellsAreTextAndOutputsHaveNames()
    {
        EditedTable shown;

        QCOMPARE(shown.cell(0, 0), s("de"));
        QCOMPARE(shown.cell(0, 1), s("any"));
        QCOMPARE(shown.cell(1, 1), s("> 100"));
        QCOMPARE(shown.cell(0, 2), s("a"));
        QCOMPARE(shown.undoSteps(), 0);
    }

    void cellIsWrittenAndUndone()
    {
        EditedTable shown;

        shown.write(0, 1, s("<= 50"));

        QCOMPARE(shown.table().rows[0].cells[1].comparison, Comparison::AtMost);
        QCOMPARE(shown.cell(0, 1), s("<= 50"));
        QCOMPARE(shown.undoSteps(), 1);
        shown.document.undoStack().undo();
        QCOMPARE(shown.cell(0, 1), s("any"));
    }

    void whatIsNoCellStaysMarkedUntilItIsMended()
    {
        EditedTable shown;

        shown.write(0, 1, s("> many"));

        const QModelIndex cell = shown.model().index(0, 1);
        QCOMPARE(cell.data().toString(), s("> many"));
        QVERIFY(!cell.data(TableGridModel::MarkRole).toString().isEmpty());
        QVERIFY(!cell.data(Qt::DecorationRole).isNull());
        QCOMPARE(shown.undoSteps(), 0);
        shown.write(0, 1, s("> 5"));
        QVERIFY(cell.data(TableGridModel::MarkRole).toString().isEmpty());
        QCOMPARE(shown.table().rows[0].cells[1], above(5));
    }

    void outputIsChosenFromTheNodes()
    {
        EditedTable shown;
        shown.goTo(0, 2);
        shown.grid().view().edit(shown.model().index(0, 2));
        auto *box = shown.grid().view().findChild<QComboBox *>();
        QVERIFY(box);
        QVERIFY(box->findData(s("b")) >= 0);
        QCOMPARE(box->findData(s("n")), -1);

        shown.write(0, 2, s("b"));

        QCOMPARE(shown.table().rows[0].node, s("b"));
    }

    void editorSuggestsKnownValues()
    {
        EditedTable shown;
        shown.goTo(0, 0);

        shown.grid().view().edit(shown.model().index(0, 0));

        auto *line = shown.grid().view().findChild<QLineEdit *>();
        QVERIFY(line);
        QCOMPARE(line->text(), s("de"));
        QVERIFY(line->completer());
    }

    void rowsComeGoAndMove()
    {
        EditedTable shown;

        shown.click("addRow");
        QCOMPARE(shown.table().rows.size(), std::size_t(4));
        QCOMPARE(shown.grid().view().currentIndex().row(), 3);

        shown.click("moveRowUp");
        QCOMPARE(shown.grid().view().currentIndex().row(), 2);
        QVERIFY(shown.table().rows[2].cells[0].isAny);

        shown.click("removeRow");
        QCOMPARE(shown.table(), sampleTable());
        QCOMPARE(shown.undoSteps(), 3);
    }

    void columnsComeGoAndChange()
    {
        EditedTable shown;
        shown.goTo(1, 0);

        shown.click("addColumn");
        QCOMPARE(shown.table().columns.size(), std::size_t(3));
        QCOMPARE(shown.table().rows[0].cells.size(), std::size_t(3));
        QCOMPARE(shown.grid().view().currentIndex().column(), 2);

        auto *kinds = shown.child<QWidget>("columnSignal")->findChild<QComboBox *>();
        kinds->setCurrentIndex(kinds->findData(static_cast<int>(SignalKind::Hour)));
        emit kinds->activated(kinds->currentIndex());
        QCOMPARE(shown.table().columns[2].kind, SignalKind::Hour);

        shown.click("removeColumn");
        QCOMPARE(shown.table(), sampleTable());
    }

    void otherColumnKeepsTheCellsThatMakeSenseThere()
    {
        EditedTable shown;
        shown.goTo(0, 0);
        auto *kinds = shown.child<QWidget>("columnSignal")->findChild<QComboBox *>();

        kinds->setCurrentIndex(kinds->findData(static_cast<int>(SignalKind::Client)));
        emit kinds->activated(kinds->currentIndex());
        QCOMPARE(shown.table().rows[0].cells[0], is(s("de")));

        kinds->setCurrentIndex(kinds->findData(static_cast<int>(SignalKind::Hour)));
        emit kinds->activated(kinds->currentIndex());
        QVERIFY(shown.table().rows[0].cells[0].isAny);
    }

    void rowThatIsNeverReachedIsMarkedWithItsCells()
    {
        EditedTable shown(inspectedPolicy(inspectedGraph(sampleTable())), Checks::AsServed);

        QTRY_VERIFY(shown.model().marks().rows.contains(1));
        const QString row =
            shown.model().headerData(1, Qt::Vertical, TableGridModel::MarkRole).toString();
        QVERIFY2(row.contains(s("never reached")), qPrintable(row));
        QVERIFY(!shown.model().headerData(1, Qt::Vertical, Qt::DecorationRole).isNull());
        const QString cell = shown.model().index(1, 1).data(Qt::ToolTipRole).toString();
        QVERIFY2(cell.contains(s("Row 1")), qPrintable(cell));
        QVERIFY(!shown.model().marks().rows.contains(2));
    }

    void rowsThatHoldTogetherAreMarked()
    {
        TableNode table = sampleTable();
        table.hit = TableNode::Hit::Unique;
        EditedTable shown(inspectedPolicy(inspectedGraph(table)), Checks::AsServed);

        QTRY_VERIFY(shown.model().marks().rows.contains(1));
        QCOMPARE(shown.model().marks().rows.value(1).kind, ui::TableMark::Kind::Overlap);
        QVERIFY(shown.model().marks().cells.contains({1, 0}));
    }

    void gapIsToldBelowTheGrid()
    {
        EditedTable shown(inspectedPolicy(inspectedGraph(sampleTable())), Checks::AsServed);
        QTRY_VERIFY(shown.grid().gap().contains(s("Gap")));

        auto *otherwise = shown.child<QComboBox>("tableElse");
        otherwise->setCurrentIndex(otherwise->findData(s("a")));
        emit otherwise->activated(otherwise->currentIndex());

        QCOMPARE(shown.table().otherwise, s("a"));
        QTRY_VERIFY(shown.grid().gap().contains(s("takes it")));
    }

    void cellThatCannotBeComparedIsMarked()
    {
        TableNode table = sampleTable();
        table.rows[2].cells[1] = {
            .isAny = false, .comparison = Comparison::Glob, .values = {s("x*")}};
        EditedTable shown(inspectedPolicy(inspectedGraph(table)), Checks::AsServed);

        QTRY_VERIFY(shown.model().marks().cells.contains({2, 1}));
        QCOMPARE(shown.model().marks().cells.value({2, 1}).kind, ui::TableMark::Kind::Invalid);
        QVERIFY(!shown.model().marks().rows.contains(1)); // nothing else is known then
    }

    void hitIsChosen()
    {
        EditedTable shown;
        auto *hit = shown.child<QComboBox>("tableHit");

        hit->setCurrentIndex(hit->findData(static_cast<int>(TableNode::Hit::Collect)));
        emit hit->activated(hit->currentIndex());

        QCOMPARE(shown.table().hit, TableNode::Hit::Collect);
        QCOMPARE(shown.model().columnCount(), 4);
        shown.write(1, 3, 5);
        QCOMPARE(shown.table().rows[1].priority, 5);
    }

    void switchIsATableOfValues()
    {
        models::SwitchNode choice{.on = {.kind = SignalKind::TaskType, .argument = {}}};
        choice.cases = {{.values = {s("chat")}, .node = s("a")}};
        Inspected shown{models::RouteNodeBody(choice)};
        auto &model = shown.inspector.findChild<ui::TableGrid *>()->model();

        model.setData(model.index(0, 0), s("chat, math"), Qt::EditRole);
        QCOMPARE(shown.body<models::SwitchNode>().cases[0].values,
                 (QList<models::SignalValue>{s("chat"), s("math")}));
        model.setData(model.index(0, 0), s("glob c*"), Qt::EditRole);
        QVERIFY(!model.index(0, 0).data(TableGridModel::MarkRole).toString().isEmpty());
        QCOMPARE(shown.undoSteps(), 1);

        shown.child<QToolButton>("addRow")->click();
        QCOMPARE(shown.body<models::SwitchNode>().cases.size(), std::size_t(2));
    }
};

QTEST_MAIN(TableGridTest)
#include "tst_TableGrid.moc"
