// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/TableAnalysis.h"
#include "support/TableTrial.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <string>
#include <vector>

using namespace signalbox::models;
using namespace signalbox::tests;

namespace {

using Cells = std::vector<TableCell>;

TableNode table(TableNode::Hit hit, const std::vector<const char *> &columns,
                const std::vector<Cells> &rows)
{
    TableNode node{.hit = hit};
    for (const char *column : columns)
        node.columns.push_back(
            SignalName::fromString(QString::fromUtf8(column)).value_or(SignalName{}));
    for (const Cells &cells : rows)
        node.rows.push_back({.cells = cells, .node = QStringLiteral("n")});
    return node;
}

/// All that was found, in one line.
QString inWords(const TableFindings &found)
{
    QStringList words;
    for (const int row : found.impossible)
        words.append(QStringLiteral("impossible %1").arg(row));
    for (const TableFindings::Shadow &shadow : found.shadows) {
        QStringList others;
        for (const int other : shadow.others)
            others.append(QString::number(other));
        words.append(QStringLiteral("shadow %1 by %2").arg(shadow.row).arg(others.join(u'+')));
    }
    for (const TableFindings::Pair &pair : found.overlaps)
        words.append(QStringLiteral("overlap %1 with %2 (%3)")
                         .arg(pair.row)
                         .arg(pair.other)
                         .arg(pair.example));
    for (const TableFindings::Pair &pair : found.duplicates)
        words.append(QStringLiteral("duplicate %1 of %2").arg(pair.row).arg(pair.other));
    for (const int column : found.unusedColumns)
        words.append(QStringLiteral("unused %1").arg(column));
    if (found.hasGap)
        words.append(QStringLiteral("gap (%1)").arg(found.gap));
    if (found.isComplete)
        words.append(QStringLiteral("complete"));
    if (found.isTooLarge)
        words.append(QStringLiteral("too large"));
    if (found.isTooLargeForGaps)
        words.append(QStringLiteral("too large for gaps"));
    return words.join(QStringLiteral("; "));
}

} // namespace

class TableAnalysisTest final : public QObject
{
    Q_OBJECT

private slots:
    void findsWhatIsOdd_data()
    {
        using Hit = TableNode::Hit;
        QTest::addColumn<TableNode>("node");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, const TableNode &node, const char *found) {
            QTest::newRow(name) << node << QString::fromUtf8(found);
        };
        const TableCell any;
        row("one row for all", table(Hit::First, {"hour"}, {{any}}), "unused 0; complete");
        row("hours that meet",
            table(Hit::First, {"hour"},
                  {{cell(Comparison::Below, {8.0})}, {cell(Comparison::AtLeast, {8.0})}}),
            "complete");
        row("hours with a gap",
            table(Hit::First, {"hour"},
                  {{cell(Comparison::Below, {8.0})}, {cell(Comparison::Above, {9.0})}}),
            "gap (hour 9)");
        row("whole numbers leave none between",
            table(Hit::First, {"hour"},
                  {{cell(Comparison::AtMost, {8.0})}, {cell(Comparison::AtLeast, {9.0})}}),
            "complete");
        row("fractions do",
            table(Hit::First, {"complexity"},
                  {{cell(Comparison::AtMost, {0.25})}, {cell(Comparison::AtLeast, {0.75})}}),
            "gap (complexity 0.5)");
        row("shadowed by one", table(Hit::First, {"model"}, {{any}, {is(text("a"))}}),
            "shadow 1 by 0; complete");
        row("shadowed by two together",
            table(Hit::First, {"stream"}, {{is(true)}, {is(false)}, {any}}),
            "shadow 2 by 0+1; complete");
        row("a missing value is nobody's",
            table(Hit::First, {"client"}, {{cell(Comparison::Exists, {true})}}),
            "gap (client missing)");
        row("an unknown text is nobody's", table(Hit::First, {"model"}, {{is(text("a"))}}),
            "gap (model \"other\")");
        row("every text that is known",
            table(Hit::First, {"operation"},
                  {{cell(Comparison::In, {text("generate"), text("embed")})},
                   {is(text("count_tokens"))}}),
            "complete");
        row("a prefix of a prefix",
            table(Hit::First, {"model"},
                  {{cell(Comparison::StartsWith, {text("gpt")})},
                   {cell(Comparison::StartsWith, {text("gpt-4")})},
                   {cell(Comparison::Contains, {text("GPT")})}}),
            "shadow 1 by 0; gap (model \"other\")");
        row("a text that a pattern takes",
            table(Hit::First, {"model"},
                  {{cell(Comparison::Glob, {text("gpt-*")})}, {is(text("gpt-4"))}, {any}}),
            "shadow 1 by 0; complete");
        row("the same expression",
            table(Hit::First, {"model"},
                  {{cell(Comparison::Regex, {text("^gpt")})},
                   {cell(Comparison::Regex, {text("^gpt")})},
                   {any}}),
            "shadow 1 by 0; complete");
        row("unique rows that meet",
            table(Hit::Unique, {"hour", "stream"},
                  {{cell(Comparison::Below, {8.0}), any},
                   {cell(Comparison::AtLeast, {8.0}), is(true)},
                   {cell(Comparison::Above, {6.0}), is(false)}}),
            "overlap 2 with 0 (hour 7, stream false); complete");
        row("unique rows that are the same",
            table(Hit::Unique, {"model"}, {{is(text("a"))}, {is(text("a"))}, {any}}),
            "overlap 1 with 0 (); overlap 2 with 0 (model \"a\"); complete");
        row("collected twice", table(Hit::Collect, {"stream"}, {{any}, {is(true)}, {is(true)}}),
            "duplicate 2 of 1; complete");
        row("no such hour", table(Hit::First, {"hour"}, {{cell(Comparison::Above, {23.0})}, {any}}),
            "impossible 0; complete");
        row("a column for nothing",
            table(Hit::First, {"hour", "stream"}, {{any, is(true)}, {any, is(false)}}),
            "unused 0; complete");
        row("numbers in header fields are compared as such",
            table(Hit::First, {"header.x-level"},
                  {{cell(Comparison::Above, {3.0})},
                   {cell(Comparison::Above, {3.0})},
                   {cell(Comparison::Above, {2.0})}}),
            "shadow 1 by 0; gap (header.x-level \"other\")");
    }

    void findsWhatIsOdd()
    {
        QFETCH(const TableNode, node);
        QFETCH(const QString, found);

        QCOMPARE(inWords(analyseTable(node)), found);
    }

    void agreesWithTryingEverything()
    {
        RandomTables random(20240611);
        const std::vector<SmallSignal> known = smallSignals();
        for (int i = 0; i < 1500; ++i) {
            std::vector<SmallSignal> columns;
            const int count = 1 + random.below(3);
            for (int column = 0; column < count; ++column)
                columns.push_back(
                    known[static_cast<std::size_t>(random.below(static_cast<int>(known.size())))]);
            const auto hit = static_cast<TableNode::Hit>(random.below(2));
            const TableNode node = random.next(columns, hit);

            const TableFindings found = analyseTable(node);
            const Tried tried = Trial(node, columns).run();

            // The same signal in two columns is not what the analysis knows of.
            bool isTwice = false;
            for (int a = 0; a < count; ++a) {
                for (int b = 0; b < a; ++b)
                    isTwice =
                        isTwice || columns[std::size_t(a)].name == columns[std::size_t(b)].name;
            }
            if (isTwice)
                continue;
            const QByteArray words =
                QStringLiteral("table %1: %2").arg(i).arg(inWords(found)).toUtf8();
            QVERIFY2(!found.isTooLarge && !found.isTooLargeForGaps, words.constData());
            QVERIFY2(found.hasGap == tried.hasGap, words.constData());
            QVERIFY2(found.isComplete != tried.hasGap, words.constData());
            for (int row = 0; row < static_cast<int>(node.rows.size()); ++row) {
                const auto place = static_cast<std::size_t>(row);
                const bool isImpossible = std::ranges::count(found.impossible, row) > 0;
                QVERIFY2(isImpossible != tried.canHold[place], words.constData());
                if (hit == TableNode::Hit::First) {
                    const bool isShadowed =
                        std::ranges::count(found.shadows, row, &TableFindings::Shadow::row) > 0;
                    QVERIFY2((isShadowed || isImpossible) != tried.isReached[place],
                             words.constData());
                } else {
                    const auto pair =
                        std::ranges::find(found.overlaps, row, &TableFindings::Pair::row);
                    const int other = pair == found.overlaps.end() ? -1 : pair->other;
                    QVERIFY2(other == tried.firstOverlap[place], words.constData());
                }
            }
        }
    }

    void shadowsWithPatternsAreNeverWrong()
    {
        RandomTables random(7);
        const QList<SignalValue> models{text("a"),  text("ab"),  text("abc"), text("b"),
                                        text("ba"), text("bab"), text("c"),   text("")};
        const std::vector<SmallSignal> columns{
            {.name = QStringLiteral("model"), .values = models, .constants = models}};
        const QList<Comparison> patterns{Comparison::StartsWith, Comparison::Contains,
                                         Comparison::Glob, Comparison::Regex};
        for (int i = 0; i < 500; ++i) {
            TableNode node = random.next(columns, TableNode::Hit::First);
            for (TableRow &row : node.rows) {
                if (random.below(2) == 0)
                    row.cells = {cell(patterns[random.below(4)], {models[random.below(8)]})};
            }

            const TableFindings found = analyseTable(node);

            const Tried tried = Trial(node, columns).run();
            for (const TableFindings::Shadow &shadow : found.shadows)
                QVERIFY2(!tried.isReached[static_cast<std::size_t>(shadow.row)],
                         qPrintable(QStringLiteral("table %1: %2").arg(i).arg(inWords(found))));
            QVERIFY(!found.isComplete || !tried.hasGap);
        }
    }

    void largeTablesAreBounded_data()
    {
        QTest::addColumn<TableNode>("node");
        constexpr int rows = 10'000;
        const TableCell any;
        std::vector<Cells> clients;
        std::vector<Cells> ranges;
        std::vector<Cells> nested;
        std::vector<Cells> mixed;
        std::vector<Cells> patterns;
        for (int i = 0; i < rows; ++i) {
            const SignalValue name = QStringLiteral("client-%1").arg(i / 10);
            const SignalValue number = double(i) * 100;
            clients.push_back(
                {is(name), cell(Comparison::AtLeast, {double(i % 10)}), is(i % 2 == 0)});
            ranges.push_back({cell(Comparison::AtMost, {number}), any, any});
            nested.push_back({cell(Comparison::AtLeast, {number}), any, any});
            mixed.push_back({i % 3 == 0 ? any : cell(Comparison::NotEqual, {name}),
                             cell(Comparison::Above, {number}),
                             cell(Comparison::Below, {double(rows - i) * 70})});
            patterns.push_back(
                {cell(Comparison::Regex, {QStringLiteral("^client-%1").arg(i)}), any, any});
        }
        using Hit = TableNode::Hit;
        for (const Hit hit : {Hit::First, Hit::Unique, Hit::Collect}) {
            const std::string name = std::to_string(static_cast<int>(hit));
            QTest::newRow(("clients " + name).c_str())
                << table(hit, {"client", "hour", "stream"}, clients);
            QTest::newRow(("ranges " + name).c_str())
                << table(hit, {"input_tokens", "hour", "stream"}, ranges);
            QTest::newRow(("nested " + name).c_str())
                << table(hit, {"input_tokens", "hour", "stream"}, nested);
            QTest::newRow(("mixed " + name).c_str())
                << table(hit, {"client", "input_tokens", "max_output_tokens"}, mixed);
            QTest::newRow(("patterns " + name).c_str())
                << table(hit, {"client", "hour", "stream"}, patterns);
        }
    }

    void largeTablesAreBounded()
    {
        QFETCH(const TableNode, node);
        QElapsedTimer timer;
        timer.start();

        const TableFindings found = analyseTable(node);

        // Unbounded work would take minutes, and end by the limit of all tests.
        qInfo("%lld ms: %s", timer.elapsed(), qPrintable(inWords(found).left(200)));
    }
};

Q_DECLARE_METATYPE(signalbox::models::TableNode)

QTEST_GUILESS_MAIN(TableAnalysisTest)
#include "tst_TableAnalysis.moc"
