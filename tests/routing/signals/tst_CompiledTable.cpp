// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/CompiledSwitch.h"
#include "routing/signals/CompiledTable.h"
#include "support/FakeSignals.h"

#include <QTest>

#include <array>
#include <random>

using signalbox::models::Comparison;
using signalbox::models::SignalKind;
using signalbox::models::SignalValue;
using signalbox::models::SwitchCase;
using signalbox::models::SwitchNode;
using signalbox::models::TableCell;
using signalbox::models::TableNode;
using signalbox::models::TableRow;
using signalbox::tests::FakeSignals;
using namespace signalbox::routing;

namespace {

TableCell cell(Comparison comparison, const QList<SignalValue> &values)
{
    return {.isAny = false, .comparison = comparison, .values = values};
}

SignalValue text(const char *value)
{
    return QString::fromLatin1(value);
}

TableNode table(TableNode::Hit hit)
{
    TableNode node;
    node.hit = hit;
    node.columns = {{SignalKind::TaskType, {}}, {SignalKind::Tools, {}}};
    node.rows = {
        {.cells = {cell(Comparison::Equal, {text("coding")}), cell(Comparison::Above, {0.0})},
         .node = {},
         .priority = 2},
        {.cells = {cell(Comparison::Equal, {text("coding")}), {}}, .node = {}, .priority = 1},
        {.cells = {{}, cell(Comparison::Above, {0.0})}, .node = {}, .priority = 1},
        {.cells = {cell(Comparison::In, {text("math"), text("reasoning")}), {}},
         .node = {},
         .priority = 0},
    };
    return node;
}

std::vector<int> rowsOf(const CompiledTable &table, SignalSource &source)
{
    const CompiledTable::Rows rows = table.rows(source);
    return {rows.begin(), rows.end()};
}

} // namespace

class tst_CompiledTable : public QObject
{
    Q_OBJECT

private slots:
    void hitPoliciesDiffer();
    void nothingHolds();
    void tracesARow();
    void asksEachSignalOfManyRowsSeldom();
    void indexFindsWhatAWalkFinds();
    void shortRowsTakeAnything();
    void switchTakesTheFirstCase();
};

void tst_CompiledTable::hitPoliciesDiffer()
{
    FakeSignals source;
    source.set(SignalKind::TaskType, std::string_view("coding"));
    source.set(SignalKind::Tools, 3.0);
    SignalSlots slotsOfPlan;

    QVERIFY(rowsOf({table(TableNode::Hit::First), slotsOfPlan}, source) == std::vector{0});
    QVERIFY(rowsOf({table(TableNode::Hit::Unique), slotsOfPlan}, source) == (std::vector{0, 1}));
    QVERIFY(rowsOf({table(TableNode::Hit::Collect), slotsOfPlan}, source)
            == (std::vector{1, 2, 0}));
}

void tst_CompiledTable::nothingHolds()
{
    FakeSignals source;
    SignalSlots slotsOfPlan;

    QVERIFY(rowsOf({table(TableNode::Hit::First), slotsOfPlan}, source).empty());
    QVERIFY(rowsOf({TableNode(), slotsOfPlan}, source).empty());
}

void tst_CompiledTable::tracesARow()
{
    FakeSignals source;
    source.set(SignalKind::TaskType, std::string_view("math"));
    source.set(SignalKind::Tools, 0.0);
    SignalSlots slotsOfPlan;
    const CompiledTable compiled(table(TableNode::Hit::First), slotsOfPlan);
    std::array<Truth, 2> cells{};

    QVERIFY(!compiled.trace(0, source, cells));
    QVERIFY(cells == (std::array{Truth::False, Truth::Unknown}));
    QVERIFY(!compiled.trace(2, source, cells));
    QVERIFY(cells == (std::array{Truth::True, Truth::False}));
    QVERIFY(compiled.trace(3, source, cells));
    QVERIFY(cells == (std::array{Truth::True, Truth::True}));
    QVERIFY(!compiled.trace(4, source, cells));
    QVERIFY(!compiled.trace(-1, source, cells));
}

void tst_CompiledTable::asksEachSignalOfManyRowsSeldom()
{
    TableNode node;
    node.columns = {{SignalKind::Client, {}}, {SignalKind::Hour, {}}};
    for (int i = 0; i < 10'000; ++i) {
        TableRow row;
        row.cells = {cell(Comparison::Equal, {QStringLiteral("client-%1").arg(i)}),
                     cell(Comparison::Below, {double(i % 24)})};
        node.rows.push_back(row);
    }
    SignalSlots slotsOfPlan;
    const CompiledTable compiled(node, slotsOfPlan);
    FakeSignals source;
    source.set(SignalKind::Client, std::string_view("client-9999"));
    source.set(SignalKind::Hour, 3.0);

    QVERIFY(rowsOf(compiled, source) == std::vector{9999});
    QVERIFY(source.asked(0) <= 2);
    QVERIFY(source.asked(1) <= 2);
}

void tst_CompiledTable::indexFindsWhatAWalkFinds()
{
    std::mt19937 random(11); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time on purpose
    const auto below = [&random](unsigned limit) {
        return static_cast<unsigned>(random() % limit);
    };
    const std::array<SignalValue, 8> values{text("a"), text("b"), text("8"), text("08"),
                                            8.0,       0.0,       true,      text("true")};
    const std::array<SignalReading, 9> readings{std::monostate{},
                                                std::string_view("a"),
                                                std::string_view("b"),
                                                8.0,
                                                std::string_view("8"),
                                                std::string_view("08"),
                                                true,
                                                std::string_view("0.0"),
                                                -0.0};
    for (int round = 0; round < 300; ++round) {
        TableNode node;
        node.hit = TableNode::Hit::Collect;
        node.columns = {{SignalKind::Client, {}}, {SignalKind::Model, {}}, {SignalKind::Route, {}}};
        const unsigned count = 10 + below(30); // both sides of where the index begins
        for (unsigned i = 0; i < count; ++i) {
            TableRow row;
            row.priority = static_cast<int>(below(3));
            for (int column = 0; column < 3; ++column) {
                const std::array comparisons{Comparison::Equal, Comparison::Equal, Comparison::In,
                                             Comparison::NotEqual, Comparison::Above};
                const SignalValue value = values.at(below(8));
                row.cells.push_back(
                    below(4) == 0 ? TableCell{}
                                  : cell(comparisons.at(below(5)), {value, values.at(below(8))}));
            }
            node.rows.push_back(row);
        }
        SignalSlots slotsOfPlan;
        const CompiledTable compiled(node, slotsOfPlan);
        FakeSignals source;
        source.set(SignalKind::Client, readings.at(below(9)));
        source.set(SignalKind::Model, readings.at(below(9)));
        source.set(SignalKind::Route, readings.at(below(9)));

        std::vector<int> walked;
        std::array<Truth, 3> cells{};
        for (int row = 0; row < compiled.rowCount(); ++row) {
            if (compiled.trace(row, source, cells))
                walked.push_back(row);
        }
        std::ranges::stable_sort(walked, {}, [&node](int row) {
            return node.rows[static_cast<std::size_t>(row)].priority;
        });
        QVERIFY(rowsOf(compiled, source) == walked);
    }
}

void tst_CompiledTable::shortRowsTakeAnything()
{
    TableNode node;
    node.columns = {{SignalKind::Client, {}}, {SignalKind::Hour, {}}};
    node.rows = {TableRow{}};
    SignalSlots slotsOfPlan;
    FakeSignals source;

    QVERIFY(rowsOf({node, slotsOfPlan}, source) == std::vector{0});
}

void tst_CompiledTable::switchTakesTheFirstCase()
{
    SwitchNode node;
    node.on = {SignalKind::Language, {}};
    node.cases = {SwitchCase{{text("de"), text("fr")}, {}}, SwitchCase{{text("fr")}, {}},
                  SwitchCase{{text("en")}, {}}};
    SignalSlots slotsOfPlan;
    const CompiledSwitch compiled(node, slotsOfPlan);
    FakeSignals source;

    QCOMPARE(compiled.caseOf(source), CompiledSwitch::noCase);
    source.set(SignalKind::Language, std::string_view("fr"));
    QCOMPARE(compiled.caseOf(source), 0);
    source.set(SignalKind::Language, std::string_view("en"));
    QCOMPARE(compiled.caseOf(source), 2);
    source.set(SignalKind::Language, std::string_view("ja"));
    QCOMPARE(compiled.caseOf(source), CompiledSwitch::noCase);
}

QTEST_APPLESS_MAIN(tst_CompiledTable)
#include "tst_CompiledTable.moc"
