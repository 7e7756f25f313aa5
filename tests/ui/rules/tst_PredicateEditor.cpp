// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/PredicateEdits.h"
#include "ui/rules/InspectedNode.h"
#include "ui/rules/inspector/predicate/ConditionRow.h"
#include "ui/rules/inspector/predicate/PredicateEditor.h"
#include "ui/rules/inspector/predicate/SignalSuggestions.h"
#include "ui/rules/inspector/predicate/ValueField.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace signalbox;
using namespace signalbox::tests;
using models::Comparison;
using models::Predicate;
using models::SignalKind;
using Kind = models::Predicate::Kind;

namespace {

Predicate condition(SignalKind kind, Comparison comparison, const models::SignalValue &value)
{
    return {.kind = Kind::Condition,
            .condition = {.signal = {.kind = kind, .argument = {}},
                          .comparison = comparison,
                          .values = {value}}};
}

Predicate group(Kind kind, std::vector<Predicate> parts)
{
    return {.kind = kind, .parts = std::move(parts)};
}

/// all(input tokens > 8000, not(language == de))
Predicate nested()
{
    return group(Kind::All,
                 {condition(SignalKind::InputTokens, Comparison::Above, 8000.0),
                  group(Kind::Not, {condition(SignalKind::Language, Comparison::Equal, s("de"))})});
}

models::RouteNodeBody matchOf(const Predicate &when)
{
    return models::MatchNode{.when = when, .then = s("a"), .otherwise = s("b")};
}

/// A match node in an inspector, and the rows of its conditions.
struct EditedMatch : Inspected
{
    using Inspected::Inspected;

    [[nodiscard]] ui::PredicateEditor &editor()
    {
        return *inspector.findChild<ui::PredicateEditor *>();
    }
    [[nodiscard]] ui::PredicateRow &row(int place)
    {
        return *editor().rows().at(static_cast<std::size_t>(place));
    }
    template<typename Widget>
    [[nodiscard]] Widget &field(int place, const char *name)
    {
        return *row(place).findChild<Widget *>(QLatin1String(name));
    }
    [[nodiscard]] Predicate when() { return body<models::MatchNode>().when; }
    void act(int place, ui::PredicateAction action) { emit row(place).requested(action); }
    void choose(QComboBox &box, const QVariant &data)
    {
        box.setCurrentIndex(box.findData(data));
        emit box.activated(box.currentIndex());
    }
    void write(int place, const QString &text)
    {
        auto &value = field<QLineEdit>(place, "conditionValue");
        value.setText(text);
        emit value.editingFinished();
    }
};

} // namespace

class PredicateEditorTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyPartHasARow()
    {
        EditedMatch shown(matchOf(nested()));

        QCOMPARE(shown.editor().rows().size(), std::size_t(4));
        QCOMPARE(shown.field<QComboBox>(0, "join").currentData().toInt(),
                 static_cast<int>(Kind::All));
        QCOMPARE(shown.field<QLineEdit>(1, "conditionValue").text(), s("8000"));
        QCOMPARE(shown.field<QLineEdit>(3, "conditionValue").text(), s("de"));
        QCOMPARE(shown.undoSteps(), 0);
    }

    void valueIsWrittenAndUndone()
    {
        EditedMatch shown(matchOf(nested()));

        shown.write(1, s("12000"));

        QCOMPARE(shown.when().parts[0].condition.values, QList<models::SignalValue>{12000.0});
        QCOMPARE(shown.undoSteps(), 1);
        shown.document.undoStack().undo();
        QCOMPARE(shown.field<QLineEdit>(1, "conditionValue").text(), s("8000"));
    }

    void valueThatMakesNoSenseStaysAndSaysWhy()
    {
        EditedMatch shown(matchOf(nested()));

        shown.write(1, s("many"));

        QCOMPARE(shown.field<QLineEdit>(1, "conditionValue").text(), s("many"));
        QVERIFY(shown.row(1).problem().contains(s("many")));
        QCOMPARE(shown.undoSteps(), 0);
        shown.write(1, s("5"));
        QVERIFY(shown.row(1).problem().isEmpty());
    }

    void comparisonsSuitTheSignal()
    {
        EditedMatch shown(matchOf(nested()));
        auto &comparisons = shown.field<QComboBox>(1, "comparison");
        QVERIFY(comparisons.findData(static_cast<int>(Comparison::Above)) >= 0);
        QCOMPARE(comparisons.findData(static_cast<int>(Comparison::Glob)), -1);

        shown.choose(shown.field<QComboBox>(1, "signalKind"), static_cast<int>(SignalKind::Client));

        QVERIFY(comparisons.findData(static_cast<int>(Comparison::Glob)) >= 0);
        QCOMPARE(comparisons.findData(static_cast<int>(Comparison::Above)), -1);
        QCOMPARE(shown.when().parts[0].condition.signal.kind, SignalKind::Client);
    }

    void listsAreWrittenWithCommas()
    {
        EditedMatch shown(matchOf(nested()));

        shown.choose(shown.field<QComboBox>(3, "comparison"), static_cast<int>(Comparison::In));
        shown.write(3, s("de, fr"));

        const models::Condition written = shown.when().parts[1].parts[0].condition;
        QCOMPARE(written.comparison, Comparison::In);
        QCOMPARE(written.values, (QList<models::SignalValue>{s("de"), s("fr")}));
    }

    void headersHaveAName()
    {
        EditedMatch shown(matchOf(nested()));
        auto &argument = shown.field<QLineEdit>(1, "signalArgument");
        QVERIFY(argument.isHidden());

        shown.choose(shown.field<QComboBox>(1, "signalKind"), static_cast<int>(SignalKind::Header));
        QVERIFY(!argument.isHidden());
        argument.setText(s("X-Team"));
        emit argument.editingFinished();

        QCOMPARE(shown.when().parts[0].condition.signal.toString(), s("header.x-team"));
    }

    void missingIsAComparisonOfItsOwn()
    {
        EditedMatch shown(matchOf(nested()));
        auto &comparisons = shown.field<QComboBox>(3, "comparison");

        comparisons.setCurrentIndex(comparisons.findText(s("is missing")));
        emit comparisons.activated(comparisons.currentIndex());

        const models::Condition written = shown.when().parts[1].parts[0].condition;
        QCOMPARE(written.comparison, Comparison::Exists);
        QCOMPARE(written.values, QList<models::SignalValue>{false});
        QVERIFY(shown.field<QLineEdit>(3, "conditionValue").isHidden());
        QCOMPARE(comparisons.currentText(), s("is missing"));
    }

    void structureIsEdited_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("action");
        QTest::addColumn<int>("rows");
        using ui::PredicateAction;
        const auto row = [](const char *name, int at, PredicateAction action, int rows) {
            QTest::newRow(name) << at << static_cast<int>(action) << rows;
        };
        row("add to the whole", 0, PredicateAction::Add, 5);
        row("add below a condition", 1, PredicateAction::Add, 5);
        row("add within a not", 3, PredicateAction::Add, 6);
        row("group", 1, PredicateAction::Group, 5);
        row("dissolve", 2, PredicateAction::Ungroup, 3);
        row("opposite", 1, PredicateAction::Negate, 5);
        row("opposite of an opposite", 3, PredicateAction::Negate, 3);
        row("remove", 1, PredicateAction::Remove, 3);
        row("remove the last of a not", 3, PredicateAction::Remove, 2);
        row("remove all", 0, PredicateAction::Remove, 1);
    }

    void structureIsEdited()
    {
        QFETCH(const int, row);
        QFETCH(const int, action);
        QFETCH(const int, rows);
        EditedMatch shown(matchOf(nested()));

        shown.act(row, static_cast<ui::PredicateAction>(action));

        QCOMPARE(shown.editor().rows().size(), static_cast<std::size_t>(rows));
        QCOMPARE(shown.undoSteps(), 1);
        shown.document.undoStack().undo();
        QCOMPARE(shown.when(), nested());
        QCOMPARE(shown.editor().rows().size(), std::size_t(4));
    }

    void groupsAreJoinedOtherwise()
    {
        EditedMatch shown(matchOf(nested()));

        shown.choose(shown.field<QComboBox>(0, "join"), static_cast<int>(Kind::Any));

        QCOMPARE(shown.when().kind, Kind::Any);
        QCOMPARE(shown.when().parts, nested().parts);
    }

    void emptyPredicateTakesAFirstCondition()
    {
        EditedMatch shown(matchOf(Predicate()));
        QCOMPARE(shown.editor().rows().size(), std::size_t(1));

        shown.child<QPushButton>("addToPredicate")->click();

        QCOMPARE(shown.when().parts.size(), std::size_t(1));
        QCOMPARE(shown.editor().rows().size(), std::size_t(2));
    }

    void keysEditAndKeepTheFocus()
    {
        EditedMatch shown(matchOf(nested()));
        shown.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        shown.field<QLineEdit>(1, "conditionValue").setFocus();

        QTest::keyClick(&shown.field<QLineEdit>(1, "conditionValue"), Qt::Key_Down,
                        Qt::ControlModifier | Qt::ShiftModifier);

        QCOMPARE(shown.when().parts[1], nested().parts[0]);
        QWidget *focused = shown.window.focusWidget();
        QVERIFY(shown.editor().isAncestorOf(focused));
        QTest::keyClick(focused, Qt::Key_Delete, Qt::AltModifier);
        QCOMPARE(shown.when().parts.size(), std::size_t(1));
    }

    void rowsStayWhileOnlyValuesChange()
    {
        EditedMatch shown(matchOf(nested()));
        const std::vector<ui::PredicateRow *> before = shown.editor().rows();

        shown.write(1, s("5"));

        QCOMPARE(shown.editor().rows(), before);
    }

    void problemsStandAtTheirRow()
    {
        EditedMatch shown(inspectedPolicy(inspectedGraph(matchOf(nested()))),
                          [](const models::Policy &) {
                              models::PolicyProblem problem;
                              problem.path = s("/routes/0/graph/nodes/n/when/all/1/not/value");
                              problem.message = s("This is never so.");
                              return QList<models::PolicyProblem>{problem};
                          });

        QTRY_COMPARE(shown.row(3).problem(), s("This is never so."));
        QVERIFY(shown.row(1).problem().isEmpty());
    }

    void knownValuesAreSuggested()
    {
        models::Policy policy = inspectedPolicy(inspectedGraph(matchOf(nested())));
        policy.clients = {models::ClientKey{.name = s("ci")}};
        const ui::ObservedValues observed{{s("client"), {s("laptop")}},
                                          {s("header.x-team"), {s("blue, red")}}};
        const auto values = [&](SignalKind kind, Comparison comparison, const char *argument = "") {
            return ui::suggestedValues({.kind = kind, .argument = s(argument)}, comparison, policy,
                                       observed);
        };

        QCOMPARE(values(SignalKind::Client, Comparison::Equal),
                 QStringList({s("laptop"), s("ci"), s("default")}));
        QVERIFY(values(SignalKind::Model, Comparison::Equal).contains(s("smart")));
        QVERIFY(values(SignalKind::TaskType, Comparison::Equal).contains(s("coding")));
        QVERIFY(values(SignalKind::Language, Comparison::Equal).contains(s("de")));
        QVERIFY(values(SignalKind::InputTokens, Comparison::Above).contains(s("8000")));
        QCOMPARE(values(SignalKind::Header, Comparison::In, "x-team"),
                 QStringList({s("\"blue, red\"")}));
        QVERIFY(ui::suggestedArguments(SignalKind::Header, policy, observed).contains(s("x-team")));
    }

    void observedValuesReachTheFields()
    {
        EditedMatch shown(matchOf(condition(SignalKind::Client, Comparison::Equal, s("default"))));

        shown.inspector.setObserved({{s("client"), {s("laptop")}}});

        QVERIFY(
            shown.field<ui::ValueField>(0, "conditionValue").suggestions().contains(s("laptop")));
    }
};

QTEST_MAIN(PredicateEditorTest)
#include "tst_PredicateEditor.moc"
