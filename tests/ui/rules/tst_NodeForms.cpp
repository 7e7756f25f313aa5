// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/RateUnits.h"
#include "routing/spending/BudgetLedger.h"
#include "ui/rules/InspectedNode.h"
#include "ui/rules/inspector/LeftText.h"
#include "ui/rules/inspector/UsageBar.h"
#include "ui/rules/inspector/transform/PromptDiffView.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFocusEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>
#include <QTimeZone>
#include <QToolButton>

#include <array>

using namespace signalbox;
using namespace signalbox::tests;
using models::ErrorClass;

namespace {

void choose(QComboBox *box, const QVariant &data)
{
    box->setCurrentIndex(box->findData(data));
    emit box->activated(box->currentIndex());
}

/// Writes \a text as a user does who then leaves the field.
void writeAndLeave(ui::LeftText *field, const QString &text)
{
    field->selectAll();
    field->insertPlainText(text);
    QFocusEvent leaving(QEvent::FocusOut);
    QCoreApplication::sendEvent(field, &leaving);
}

models::TransformNode transformOf(const QString &prompt)
{
    models::TransformNode node{.node = s("a")};
    node.system.text = prompt;
    return node;
}

models::FallbackNode twoSteps()
{
    return {.steps = {{.node = s("a")}, {.node = s("b"), .on = {ErrorClass::RateLimited}}}};
}

} // namespace

class NodeFormsTest final : public QObject
{
    Q_OBJECT

private slots:
    void fallbackHasAnOutputForEachKindOfFailure()
    {
        Inspected shown{models::RouteNodeBody(twoSteps())};
        const auto box = [&shown](ErrorClass errorClass) {
            return shown.inspector.findChild<QComboBox *>(
                QStringLiteral("after%1").arg(static_cast<int>(errorClass)));
        };
        QCOMPARE(box(ErrorClass::RateLimited)->currentData().toString(), s("b"));
        QCOMPARE(box(ErrorClass::Timeout)->currentData().toString(), QString());

        choose(box(ErrorClass::Timeout), s("b"));

        const auto fallback = shown.body<models::FallbackNode>();
        QCOMPARE(fallback.steps[1].on, (std::vector{ErrorClass::RateLimited, ErrorClass::Timeout}));
        QCOMPARE(shown.undoSteps(), 1);
    }

    void stepsAreMovedAndRemoved()
    {
        Inspected shown{models::RouteNodeBody(twoSteps())};
        auto *steps = shown.child<QListWidget>("fallbackSteps");
        QCOMPARE(steps->count(), 2);
        steps->setCurrentRow(1);

        shown.child<QToolButton>("moveStepUp")->click();
        QCOMPARE(shown.body<models::FallbackNode>().steps[0].node, s("b"));
        QCOMPARE(steps->currentRow(), 0);
        shown.child<QToolButton>("removeStep")->click();

        QCOMPARE(shown.body<models::FallbackNode>().steps.size(), std::size_t(1));
        QVERIFY(!shown.child<QToolButton>("removeStep")->isEnabled());
    }

    void slowAnswersAreGivenUp()
    {
        Inspected shown{models::RouteNodeBody(twoSteps())};
        QVERIFY(!shown.child<QSpinBox>("slowAfter")->isEnabled());

        choose(shown.child<QComboBox>("slowAction"),
               static_cast<int>(models::SlowRule::Action::Hedge));

        const models::SlowRule slow = shown.body<models::FallbackNode>().slow;
        QCOMPARE(slow.action, models::SlowRule::Action::Hedge);
        QVERIFY(slow.after.count() > 0);
    }

    void parametersAreSetAndRemoved()
    {
        models::TransformNode node = transformOf({});
        node.edits = {{s("temperature"), "0.5"}, {s("user"), {}}};
        Inspected shown{models::RouteNodeBody(node)};
        auto *table = shown.child<QTableWidget>("parameters");
        QCOMPARE(table->rowCount(), 2);

        table->item(0, 1)->setText(s("0.2"));
        QCOMPARE(shown.body<models::TransformNode>().edits[0].json, QByteArray("0.2"));
        table->item(1, 1)->setText(s("somebody"));
        QCOMPARE(shown.body<models::TransformNode>().edits[1].json, QByteArray("\"somebody\""));
        QCOMPARE(table->item(1, 1)->text(), s("\"somebody\""));
        table->item(0, 1)->setText({});
        QVERIFY(shown.body<models::TransformNode>().edits[0].json.isEmpty());
        shown.child<QToolButton>("addParameter")->click();
        QCOMPARE(shown.body<models::TransformNode>().edits.size(), std::size_t(3));
        shown.child<QToolButton>("removeParameter")->click();

        QCOMPARE(shown.body<models::TransformNode>().edits.size(), std::size_t(2));
        QCOMPARE(shown.undoSteps(), 5);
    }

    void promptCountsOnceItIsLeft()
    {
        Inspected shown{models::RouteNodeBody(transformOf(s("Be brief.")))};
        auto *prompt = shown.child<ui::LeftText>("systemText");

        prompt->selectAll();
        prompt->insertPlainText(s("Be kind."));
        QCOMPARE(shown.undoSteps(), 0);
        writeAndLeave(prompt, s("Be kind to {{client}}."));

        QCOMPARE(shown.body<models::TransformNode>().system.text, s("Be kind to {{client}}."));
        QCOMPARE(shown.undoSteps(), 1);
    }

    void variablesOfThePromptAreAdded()
    {
        Inspected shown{models::RouteNodeBody(transformOf(s("Hello {{client}} of {{team}}")))};
        auto *missing = shown.child<QLabel>("missingVariables");
        QVERIFY2(missing->text().contains(s("client, team")), qPrintable(missing->text()));

        shown.child<QPushButton>("addMissingVariables")->click();
        auto *table = shown.child<QTableWidget>("variables");
        QCOMPARE(table->rowCount(), 2);
        QVERIFY(missing->isHidden());
        table->item(1, 2)->setText(s("Blue"));
        choose(qobject_cast<QComboBox *>(table->cellWidget(0, 1)), 0); // a signal

        const auto node = shown.body<models::TransformNode>();
        QCOMPARE(node.fromSignals.size(), std::size_t(1));
        QCOMPARE(node.fromSignals[0].second.toString(), s("client"));
        QCOMPARE(node.constants[0].second, s("Blue"));
    }

    void promptIsComparedWithTheOneThatServes()
    {
        Inspected shown{models::RouteNodeBody(transformOf(s("Be brief.")))};
        auto *diff = shown.child<ui::PromptDiffView>("promptDiff");
        QVERIFY(diff->isHidden()); // the same

        writeAndLeave(shown.child<ui::LeftText>("systemText"), s("Be kind."));

        QVERIFY(!diff->isHidden());
        QVERIFY(diff->toPlainText().contains(s("brief")));
        QVERIFY(diff->toPlainText().contains(s("kind")));
    }

    void promptIsComparedWithAnotherVariant()
    {
        models::RouteGraph graph = inspectedGraph(transformOf({}));
        models::TransformNode other = transformOf(s("Be formal."));
        other.variant = s("formal");
        graph.nodes[s("b")].body = other;
        Inspected shown{graph};
        auto *others = shown.child<QComboBox>("compareWith");
        QVERIFY(others->findText(s("Variant formal of route smart")) >= 0);

        writeAndLeave(shown.child<ui::LeftText>("systemText"), s("Be casual."));
        others->setCurrentIndex(others->findText(s("Variant formal of route smart")));
        emit others->activated(others->currentIndex());

        QVERIFY(shown.child<ui::PromptDiffView>("promptDiff")->toPlainText().contains(s("formal")));
    }

    void shadowIsSet()
    {
        Inspected shown{
            models::RouteNodeBody(models::ShadowNode{.target = s("one"), .node = s("a")})};

        shown.child<QDoubleSpinBox>("shadowShare")->setValue(12.5);
        shown.child<QDoubleSpinBox>("shadowCap")->setValue(3);
        shown.child<QSpinBox>("shadowConcurrent")->setValue(7);
        auto *target = shown.child<QComboBox>("shadowTarget");
        target->setCurrentText(s("two"));
        emit target->textActivated(s("two"));

        const auto shadow = shown.body<models::ShadowNode>();
        QCOMPARE(shadow.share, 12'500);
        QCOMPARE(shadow.maxMicroDollarsPerDay, 3'000'000);
        QCOMPARE(shadow.maxConcurrent, 7);
        QCOMPARE(shadow.target, s("two"));
        QCOMPARE(shadow.node, s("a"));
    }

    void answerCountsOnceItIsLeft()
    {
        Inspected shown{models::RouteNodeBody(models::AnswerNode{.text = s("Closed.")})};

        writeAndLeave(shown.child<ui::LeftText>("answerText"), s("Open."));

        QCOMPARE(shown.body<models::AnswerNode>().text, s("Open."));
    }

    void budgetShowsWhatIsUsedUp()
    {
        models::Policy policy = inspectedPolicy(
            inspectedGraph(models::BudgetNode{.budget = s("daily"), .within = s("a")}));
        policy.budgets = {models::Budget{.id = s("daily"), .microDollars = 10'000'000}};
        Inspected shown(policy, Checks::Nothing);
        auto *usage = shown.child<ui::UsageBar>("budgetUsage");
        QVERIFY(!usage->text().contains(u'$'));
        constexpr qint64 now = 1'800'000'000'000;
        routing::BudgetLedger ledger(QTimeZone::utc());
        ledger.setBudgets(policy.budgets);
        const std::array applicable{ledger.indexOf(s("daily"))};
        auto reservation = ledger.reserve(applicable, {}, 2'500'000, now);
        ledger.settle(reservation, 2'500'000);

        routing::RoutingMoment moment;
        moment.budgets = ledger.snapshot();
        moment.wallMs = now;
        shown.inspector.setMoment(std::make_shared<const routing::RoutingMoment>(moment));

        QVERIFY2(usage->text().contains(s("$2.50")), qPrintable(usage->text()));
        QVERIFY(usage->text().contains(s("$10")));
        QVERIFY(shown.inspector.wantsMoment());
    }

    void budgetIsMadeAndChangedInItsForm()
    {
        Inspected shown{models::RouteNodeBody(models::BudgetNode{.within = s("a")})};
        QVERIFY(!shown.child<QDoubleSpinBox>("budgetAmount")->isVisible());

        shown.child<QPushButton>("addBudget")->click();

        QCOMPARE(shown.document.policy().budgets.size(), 1);
        QCOMPARE(shown.body<models::BudgetNode>().budget, s("budget"));
        QCOMPARE(shown.undoSteps(), 1);
        const auto budget = [&] { return shown.document.policy().budgets.front(); };
        shown.child<QDoubleSpinBox>("budgetAmount")->setValue(2.5);
        QCOMPARE(budget().microDollars, 2'500'000);
        choose(shown.child<QComboBox>("budgetPeriod"),
               static_cast<int>(models::Budget::Period::Month));
        QCOMPARE(budget().period, models::Budget::Period::Month);
        choose(shown.child<QComboBox>("budgetReserve"),
               static_cast<int>(models::Budget::Reserve::Most));
        QCOMPARE(budget().reserve, models::Budget::Reserve::Most);
        choose(shown.child<QComboBox>("budgetOnLimit"), s("smart"));
        QCOMPARE(budget().onLimit, models::Budget::OnLimit::Downgrade);
        QCOMPARE(budget().downgradeRoute, s("smart"));
        while (shown.document.undoStack().canUndo())
            shown.document.undoStack().undo();
        QVERIFY(shown.document.policy().budgets.isEmpty());
        QCOMPARE(shown.body<models::BudgetNode>().budget, QString());
    }

    void armsComeAndGoInTheirForm()
    {
        Inspected shown{models::RouteNodeBody(
            models::SplitNode{.arms = {{.name = s("x"), .share = 60'000, .node = s("a")},
                                       {.name = s("y"), .share = 40'000, .node = s("b")}}})};
        shown.child<QPushButton>("addArm")->click();
        QCOMPARE(shown.body<models::SplitNode>().arms.size(), std::size_t(3));
        auto *table = shown.child<QTableWidget>("splitArms");
        QCOMPARE(table->rowCount(), 3);
        table->setCurrentCell(1, 0);

        shown.child<QPushButton>("removeArm")->click();

        const auto arms = shown.body<models::SplitNode>().arms;
        QCOMPARE(arms.size(), std::size_t(2));
        QCOMPARE(arms.front().name, s("x"));
        QCOMPARE(arms.front().share + arms.back().share, 100'000);
    }

    void problemsAreToldAboveTheFields()
    {
        Inspected shown(inspectedPolicy(inspectedGraph(models::TargetNode{s("nobody")})),
                        Checks::AsServed);
        QTRY_VERIFY(shown.child<QLabel>("nodeProblems"));
        QTRY_VERIFY(shown.child<QLabel>("nodeProblems")->text().contains(s("nobody")));
        QVERIFY(shown.child<QLabel>("nodeProblems")->text().startsWith(s("Error: ")));
    }

    void rateLimitShowsWhatIsCounted()
    {
        Inspected shown{models::RouteNodeBody(
            models::RateLimitNode{.limits = {.requests = 10}, .within = s("a")})};
        routing::RoutingMoment moment;
        moment.rates[routing::nodeRateUnit(s("smart"), s("n"), {})] = {.requests = 4};

        shown.inspector.setMoment(std::make_shared<const routing::RoutingMoment>(moment));

        const auto bars = shown.child<QWidget>("limitUsage")->findChildren<ui::UsageBar *>();
        QCOMPARE(bars.at(0)->text(), s("4 of 10 requests"));
        QVERIFY(bars.at(1)->isHidden());
    }
};

QTEST_MAIN(NodeFormsTest)
#include "tst_NodeForms.moc"
