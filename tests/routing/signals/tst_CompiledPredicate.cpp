// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/CompiledPredicate.h"
#include "support/FakeSignals.h"

#include <QTest>

#include <array>

using signalbox::models::Comparison;
using signalbox::models::Condition;
using signalbox::models::Predicate;
using signalbox::models::SignalKind;
using signalbox::models::SignalValue;
using signalbox::tests::FakeSignals;
using namespace signalbox::routing;

namespace {

Predicate when(SignalKind kind, Comparison comparison, const QList<SignalValue> &values,
               const QString &argument = {})
{
    Predicate predicate;
    predicate.kind = Predicate::Kind::Condition;
    predicate.condition = {{kind, argument}, comparison, values};
    return predicate;
}

Predicate group(Predicate::Kind kind, std::vector<Predicate> parts)
{
    Predicate predicate;
    predicate.kind = kind;
    predicate.parts = std::move(parts);
    return predicate;
}

SignalValue text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

Q_DECLARE_METATYPE(signalbox::models::Comparison)
Q_DECLARE_METATYPE(QList<signalbox::models::SignalValue>)
Q_DECLARE_METATYPE(signalbox::routing::SignalReading)

class tst_CompiledPredicate : public QObject
{
    Q_OBJECT

private slots:
    void compares_data();
    void compares();
    void readsOnlyWhatDecides();
    void tracesPartsInPreOrder();
    void shortTracesAreEnough();
    void emptyGroupsHoldOrDoNot();
    void equalSignalsShareASlot();
    void brokenExpressionNeverHolds();
    void wildExpressionTakesLinearTime();
};

void tst_CompiledPredicate::compares_data()
{
    QTest::addColumn<SignalReading>("reading");
    QTest::addColumn<Comparison>("comparison");
    QTest::addColumn<QList<SignalValue>>("values");
    QTest::addColumn<bool>("holds");
    using Values = QList<SignalValue>;
    using namespace std::string_view_literals;
    const auto row = [](const char *name, SignalReading reading, Comparison comparison,
                        const Values &values, bool holds) {
        QTest::newRow(name) << reading << comparison << values << holds;
    };

    row("number", 8001.0, Comparison::Above, {8000.0}, true);
    row("number at", 8000.0, Comparison::Above, {8000.0}, false);
    row("at least", 8000.0, Comparison::AtLeast, {8000.0}, true);
    row("below", 1.5, Comparison::Below, {2.0}, true);
    row("at most", 2.5, Comparison::AtMost, {2.0}, false);
    row("number in a text", "12"sv, Comparison::Above, {8.0}, true);
    row("space around a number", " +12 "sv, Comparison::Equal, {12.0}, true);
    row("number as a text constant", 12.0, Comparison::Above, {text("8")}, true);
    row("two texts with numbers", "12"sv, Comparison::Above, {text("8")}, true);
    row("no number", "v12"sv, Comparison::Above, {8.0}, false);
    row("nan is a text", "nan"sv, Comparison::AtLeast, {0.0}, false);
    row("infinity is a text", "inf"sv, Comparison::Above, {0.0}, false);
    row("missing is not below", {}, Comparison::Below, {8.0}, false);
    row("flag has no order", true, Comparison::Above, {0.0}, false);
    row("equal texts", "blue"sv, Comparison::Equal, {text("blue")}, true);
    row("case counts", "Blue"sv, Comparison::Equal, {text("blue")}, false);
    row("texts are equal by bytes", "08"sv, Comparison::Equal, {text("8")}, false);
    row("text equals number", "08"sv, Comparison::Equal, {8.0}, true);
    row("flag", true, Comparison::Equal, {true}, true);
    row("flag in a text", "true"sv, Comparison::Equal, {true}, true);
    row("flag is no number", true, Comparison::Equal, {1.0}, false);
    row("missing is unequal", {}, Comparison::NotEqual, {text("x")}, true);
    row("missing is not equal", {}, Comparison::Equal, {text("")}, false);
    row("empty text is equal", ""sv, Comparison::Equal, {text("")}, true);
    row("in", "b"sv, Comparison::In, {text("a"), text("b"), text("c")}, true);
    row("not in the list", "d"sv, Comparison::In, {text("a"), text("b")}, false);
    row("number in texts", 2.0, Comparison::In, {text("1"), text("2")}, true);
    row("text in numbers", "2"sv, Comparison::In, {1.0, 2.0}, true);
    row("flag in a list", true, Comparison::In, {false, text("true")}, true);
    row("missing is in no list", {}, Comparison::In, {text("")}, false);
    row("missing is outside", {}, Comparison::NotIn, {text("a")}, true);
    row("not outside", "a"sv, Comparison::NotIn, {text("a")}, false);
    row("in nothing", "a"sv, Comparison::In, {}, false);
    row("glob", "gpt-4o"sv, Comparison::Glob, {text("gpt-*")}, true);
    row("glob of a number", 42.0, Comparison::Glob, {text("4?")}, true);
    row("regex anywhere", "please fix it"sv, Comparison::Regex, {text("f.x")}, true);
    row("anchored", "please fix it"sv, Comparison::Regex, {text("^fix")}, false);
    row("regex and case", "FIX"sv, Comparison::Regex, {text("(?i)fix")}, true);
    row("regex of no UTF-8", "\xFF\xFE"sv, Comparison::Regex, {text("a")}, false);
    row("missing matches nothing", {}, Comparison::Regex, {text(".*")}, false);
    row("contains", "Find the BUG"sv, Comparison::Contains, {text("bug")}, true);
    row("contains beyond ASCII", "GR\xC3\x9CSSE"sv, Comparison::Contains, {text("gr\xC3\xBC")},
        true);
    row("contains nothing", "x"sv, Comparison::Contains, {text("")}, true);
    row("does not contain", "x"sv, Comparison::Contains, {text("xy")}, false);
    row("pattern is literal", "a.c"sv, Comparison::Contains, {text("a.C")}, true);
    row("starts", "sk-team-1"sv, Comparison::StartsWith, {text("sk-team")}, true);
    row("does not start", "xsk"sv, Comparison::StartsWith, {text("sk")}, false);
    row("flag contains", true, Comparison::Contains, {text("RU")}, true);
    row("there is one", ""sv, Comparison::Exists, {true}, true);
    row("there is none", {}, Comparison::Exists, {true}, false);
    row("none is wanted", {}, Comparison::Exists, {false}, true);
    row("no value", "a"sv, Comparison::Contains, {}, false);
    row("equal to no value", "a"sv, Comparison::Equal, {}, false);
}

void tst_CompiledPredicate::compares()
{
    QFETCH(const SignalReading, reading);
    QFETCH(const Comparison, comparison);
    QFETCH(const QList<SignalValue>, values);
    QFETCH(const bool, holds);
    SignalSlots slotsOfPlan;
    const CompiledPredicate predicate(when(SignalKind::Model, comparison, values), slotsOfPlan);
    FakeSignals source;
    source.set(SignalKind::Model, reading);

    QCOMPARE(predicate.holds(source), holds);
}

void tst_CompiledPredicate::readsOnlyWhatDecides()
{
    SignalSlots slotsOfPlan;
    const CompiledPredicate predicate(
        group(Predicate::Kind::Any,
              {when(SignalKind::Tools, Comparison::Above, {0.0}),
               when(SignalKind::TaskType, Comparison::Equal, {text("coding")})}),
        slotsOfPlan);
    FakeSignals source;
    source.set(SignalKind::Tools, 2.0);

    QVERIFY(predicate.holds(source));
    QCOMPARE(source.asked(0), 1);
    QCOMPARE(source.asked(1), 0);
}

void tst_CompiledPredicate::tracesPartsInPreOrder()
{
    SignalSlots slotsOfPlan;
    const CompiledPredicate predicate(
        group(Predicate::Kind::All,
              {when(SignalKind::Tools, Comparison::Above, {0.0}),
               group(Predicate::Kind::Not,
                     {when(SignalKind::Client, Comparison::Equal, {text("ci")})}),
               group(Predicate::Kind::Any,
                     {when(SignalKind::Turns, Comparison::Above, {3.0}),
                      when(SignalKind::Images, Comparison::Above, {0.0})}),
               when(SignalKind::Stream, Comparison::Equal, {true})}),
        slotsOfPlan);
    FakeSignals source;
    source.set(SignalKind::Tools, 1.0);
    source.set(SignalKind::Client, std::string_view("ci"));
    std::array<Truth, 10> trace{};
    trace.fill(Truth::True);

    QCOMPARE(predicate.partCount(), std::size_t(8));
    QVERIFY(!predicate.holds(source, trace));

    const std::array expected{Truth::False,   Truth::True,    Truth::False,   Truth::True,
                              Truth::Unknown, Truth::Unknown, Truth::Unknown, Truth::Unknown,
                              Truth::Unknown, Truth::Unknown};
    QVERIFY(trace == expected);
    QVERIFY(!predicate.query(0));
    QCOMPARE(predicate.query(1)->kind, SignalKind::Tools);
    QCOMPARE(predicate.query(3)->kind, SignalKind::Client);
    QCOMPARE(predicate.query(7)->kind, SignalKind::Stream);
    QVERIFY(!predicate.query(8));
}

void tst_CompiledPredicate::shortTracesAreEnough()
{
    SignalSlots slotsOfPlan;
    const CompiledPredicate predicate(group(Predicate::Kind::All,
                                            {when(SignalKind::Tools, Comparison::Exists, {false}),
                                             when(SignalKind::Turns, Comparison::Exists, {false})}),
                                      slotsOfPlan);
    FakeSignals source;
    std::array<Truth, 2> trace{};

    QVERIFY(predicate.holds(source, trace));
    QCOMPARE(trace[1], Truth::True);
}

void tst_CompiledPredicate::emptyGroupsHoldOrDoNot()
{
    SignalSlots slotsOfPlan;
    FakeSignals source;

    QVERIFY(CompiledPredicate().holds(source));
    QVERIFY(CompiledPredicate(group(Predicate::Kind::All, {}), slotsOfPlan).holds(source));
    QVERIFY(!CompiledPredicate(group(Predicate::Kind::Any, {}), slotsOfPlan).holds(source));
}

void tst_CompiledPredicate::equalSignalsShareASlot()
{
    SignalSlots slotsOfPlan;
    const CompiledPredicate predicate(
        group(Predicate::Kind::Any,
              {when(SignalKind::Header, Comparison::Equal, {text("a")}, QStringLiteral("x-team")),
               when(SignalKind::Header, Comparison::Equal, {text("a")}, QStringLiteral("x-user")),
               when(SignalKind::Header, Comparison::Equal, {text("b")}, QStringLiteral("x-team"))}),
        slotsOfPlan);

    QCOMPARE(slotsOfPlan.count(), 2);
    QCOMPARE(predicate.query(1)->slot, predicate.query(3)->slot);
    QVERIFY(predicate.query(1)->slot != predicate.query(2)->slot);
}

void tst_CompiledPredicate::brokenExpressionNeverHolds()
{
    SignalSlots slotsOfPlan;
    const CompiledPredicate predicate(when(SignalKind::Model, Comparison::Regex, {text("(")}),
                                      slotsOfPlan);
    FakeSignals source;
    source.set(SignalKind::Model, std::string_view("("));

    QVERIFY(!predicate.holds(source));
    QVERIFY(!predicate.problem().empty());
}

void tst_CompiledPredicate::wildExpressionTakesLinearTime()
{
    SignalSlots slotsOfPlan;
    const CompiledPredicate predicate(
        when(SignalKind::LastText, Comparison::Regex, {text("(a+)+$")}), slotsOfPlan);
    const std::string attack = std::string(50'000, 'a') + "!";
    FakeSignals source;
    source.set(SignalKind::LastText, std::string_view(attack));

    QVERIFY(!predicate.holds(source));
}

QTEST_APPLESS_MAIN(tst_CompiledPredicate)
#include "tst_CompiledPredicate.moc"
