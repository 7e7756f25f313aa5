// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/NodeEdits.h"
#include "ui/rules/InspectedNode.h"
#include "ui/rules/inspector/SplitForm.h"
#include "ui/rules/inspector/pool/PoolMembers.h"
#include "ui/widgets/InlineMessage.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

using namespace signalbox;
using namespace signalbox::tests;
using models::RouteGraph;
using models::RouteNodeKind;

class NodeInspectorTest final : public QObject
{
    Q_OBJECT

private slots:
    void showsOneSelectedNodeAndHidesForOthers()
    {
        Inspected shown(models::TargetNode{.target = s("two")});
        QVERIFY(shown.inspector.isVisible());
        QCOMPARE(shown.child<QLineEdit>("nodeId")->text(), s("n"));
        QCOMPARE(shown.child<QComboBox>("nodeChoice")->currentText(), s("two"));

        shown.document.select({s("a"), s("b")});
        QVERIFY(!shown.inspector.isVisible());
        shown.document.select({s("a")});
        QVERIFY(shown.inspector.isVisible());
        shown.document.edit(s("Delete"), [](const RouteGraph &graph) {
            return models::removeNodes(graph, {s("a")});
        });
        QVERIFY(!shown.inspector.isVisible());
    }

    void targetIsChosenAndCanBeUndone()
    {
        Inspected shown(models::TargetNode{.target = s("two")});
        auto *box = shown.child<QComboBox>("nodeChoice");

        box->setCurrentText(s("three"));
        emit box->textActivated(s("three"));

        QCOMPARE(shown.body<models::TargetNode>().target, s("three"));
        QCOMPARE(shown.document.undoStack().count(), 1);
        shown.document.undoStack().undo();
        QCOMPARE(box->currentText(), s("two"));
    }

    void targetThatIsGoneIsStillShown()
    {
        Inspected shown(models::TargetNode{.target = s("gone")});

        QCOMPARE(shown.child<QComboBox>("nodeChoice")->currentText(), s("gone"));
    }

    void labelAndIdAreEdited()
    {
        Inspected shown(models::TargetNode{.target = s("two")});
        auto *label = shown.child<QLineEdit>("nodeLabel");
        label->setText(s("Best of all"));
        emit label->editingFinished();
        QCOMPARE(shown.document.graph().nodes.value(s("n")).label, s("Best of all"));

        auto *id = shown.child<QLineEdit>("nodeId");
        id->setText(s("best"));
        emit id->editingFinished();

        QVERIFY(shown.document.graph().nodes.contains(s("best")));
        QCOMPARE(shown.document.selectedNodes(), QStringList(s("best")));
        id->setText(s("a")); // is taken
        emit id->editingFinished();
        QVERIFY(shown.inspector.findChild<ui::InlineMessage *>()->isVisible());
        QCOMPARE(id->text(), s("best"));
    }

    void poolTakesTargetsInAndKeepsWeights()
    {
        Inspected shown(models::PoolNode{.members = {{.target = s("two"), .weight = 3}}});
        auto *members = shown.child<ui::PoolMembers>("poolMembers");
        QCOMPARE(members->topLevelItemCount(), 3);
        QCOMPARE(members->topLevelItem(0)->text(ui::PoolMembers::Target), s("two"));

        members->topLevelItem(1)->setCheckState(ui::PoolMembers::Target, Qt::Checked);

        const auto pool = shown.body<models::PoolNode>();
        QCOMPARE(pool.members.size(), 2);
        QCOMPARE(pool.members.at(0).weight, 3.0);
        QCOMPARE(pool.members.at(1).target, s("one"));
    }

    void strategyIsChosen()
    {
        Inspected shown(models::PoolNode{.members = {{.target = s("two")}}});
        auto *strategy = shown.child<QComboBox>("poolStrategy");

        strategy->setCurrentIndex(strategy->findData(static_cast<int>(models::Strategy::Cheapest)));
        emit strategy->activated(strategy->currentIndex());

        QCOMPARE(shown.body<models::PoolNode>().strategy, models::Strategy::Cheapest);
    }

    void sharesOfASplitStayWhole()
    {
        Inspected shown(inspectedGraph(splitNode({{90'000, s("a")}, {10'000, s("b")}}).body));
        auto *arms = shown.child<QTableWidget>("splitArms");

        static_cast<QDoubleSpinBox *>(arms->cellWidget(1, 1))->setValue(25);

        const auto split = shown.body<models::SplitNode>();
        QCOMPARE(split.arms[0].share, 75'000);
        QCOMPARE(split.arms[1].share, 25'000);
        QCOMPARE(static_cast<QDoubleSpinBox *>(arms->cellWidget(0, 1))->value(), 75.0);
        QCOMPARE(shown.document.undoStack().count(), 1);
    }

    void shareComesFromTheOtherArms_data()
    {
        QTest::addColumn<QList<int>>("before");
        QTest::addColumn<int>("arm");
        QTest::addColumn<int>("share");
        QTest::addColumn<QList<int>>("after");
        QTest::newRow("more") << QList<int>{50'000, 50'000} << 0 << 60'000
                              << QList<int>{60'000, 40'000};
        QTest::newRow("less") << QList<int>{50'000, 50'000} << 0 << 10'000
                              << QList<int>{10'000, 90'000};
        QTest::newRow("from two") << QList<int>{80'000, 10'000, 10'000} << 0 << 95'000
                                  << QList<int>{95'000, 0, 5'000};
        QTest::newRow("all") << QList<int>{0, 30'000, 70'000} << 2 << 100'000
                             << QList<int>{0, 0, 100'000};
        QTest::newRow("too much") << QList<int>{50'000, 50'000} << 1 << 120'000
                                  << QList<int>{0, 100'000};
    }

    void shareComesFromTheOtherArms()
    {
        QFETCH(const QList<int>, before);
        QFETCH(const int, arm);
        QFETCH(const int, share);
        QFETCH(const QList<int>, after);
        std::vector<models::SplitArm> arms;
        for (const int one : before)
            arms.push_back({.share = one});

        QList<int> shares;
        for (const auto &one : ui::withShare(arms, static_cast<std::size_t>(arm), share))
            shares.append(one.share);

        QCOMPARE(shares, after);
    }

    void limitsAreSet()
    {
        Inspected shown(models::RateLimitNode{.limits = {.requests = 5}, .within = s("a")});

        shown.child<QSpinBox>("limitRequests")->setValue(7);

        QCOMPARE(shown.body<models::RateLimitNode>().limits.requests, 7);
        QCOMPARE(shown.body<models::RateLimitNode>().within, s("a"));
        auto *muted = shown.child<QCheckBox>("nodeMuted");
        QVERIFY(muted->isVisible());
        muted->click();
        QVERIFY(shown.document.graph().nodes.value(s("n")).isMuted);
    }

    void everyKindCanBeWritten()
    {
        Inspected shown(inspectedGraph(matchNode(s("a"), s("b")).body));
        auto *text = shown.child<QPlainTextEdit>("nodeText");
        auto *apply = shown.child<QPushButton>("applyNodeText");
        QVERIFY(!apply->isEnabled());

        text->setPlainText(
            text->toPlainText().replace(QLatin1String("\"b\""), QLatin1String("\"a\"")));
        QVERIFY(apply->isEnabled());
        apply->click();
        QCOMPARE(shown.body<models::MatchNode>().otherwise, s("a"));

        text->setPlainText(s("{"));
        apply->click();
        QVERIFY(shown.inspector.findChild<ui::InlineMessage *>()->isVisible());
        QCOMPARE(shown.body<models::MatchNode>().otherwise, s("a"));
        QCOMPARE(text->toPlainText(), s("{"));
    }

    void whatIsHalfWrittenStaysWhileTheNodeChanges()
    {
        Inspected shown(models::RejectNode{.message = s("No")});
        auto *message = shown.child<QLineEdit>("rejectMessage");
        shown.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        message->setFocus();
        message->selectAll();
        QTest::keyClicks(message, s("Not tod"));

        shown.document.edit(s("Elsewhere"), [](const RouteGraph &graph) {
            return models::setPosition(graph, s("n"), {.x = 5, .y = 5});
        });

        QCOMPARE(message->text(), s("Not tod"));
        QVERIFY(message->hasFocus());
        QTest::keyClicks(message, s("ay"));
        QTest::keyClick(message, Qt::Key_Return);
        QCOMPARE(shown.body<models::RejectNode>().message, s("Not today"));
    }

    void halfWrittenTextOfTheNodeStaysWhileItChanges()
    {
        Inspected shown(models::RejectNode{.message = s("No")});
        auto *text = shown.child<QPlainTextEdit>("nodeText");
        text->setPlainText(s("{ half"));

        auto *message = shown.child<QLineEdit>("rejectMessage");
        message->setText(s("Never"));
        emit message->editingFinished();

        QCOMPARE(text->toPlainText(), s("{ half"));
        shown.document.select({s("a")});
        QVERIFY(text->toPlainText().contains(s("target")));
    }

    void refusedEditIsTakenBackInTheForm()
    {
        models::SwitchNode choice{.on = {.kind = models::SignalKind::TaskType, .argument = {}}};
        choice.cases = {{.values = {s("chat")}, .node = s("a")}};
        RouteGraph graph = inspectedGraph(choice);
        graph.nodes[s("b")] = cacheNode(s("n")); // b leads to n
        Inspected shown(graph);
        auto *otherwise = shown.child<QComboBox>("switchElse");
        otherwise->setCurrentIndex(otherwise->findData(s("b")));

        emit otherwise->activated(otherwise->currentIndex());

        QVERIFY(shown.inspector.findChild<ui::InlineMessage *>()->isVisible());
        QCOMPARE(otherwise->currentData().toString(), QString());
        QCOMPARE(shown.undoSteps(), 0);
    }

    void wideFormsHaveAWindowOfTheirOwn()
    {
        Inspected shown(inspectedGraph(matchNode(s("a"), s("b")).body));
        shown.child<QToolButton>("enlargeForm")->click();
        QPointer<QWidget> window = shown.inspector.findChild<QWidget *>(s("nodeFormWindow"));
        QVERIFY(window && window->isVisible());

        window->findChild<QPushButton *>(s("addToPredicate"))->click();

        QCOMPARE(shown.body<models::MatchNode>().when.parts.size(), std::size_t(1));
        shown.document.edit(s("Delete"), [](const RouteGraph &before) {
            return models::removeNodes(before, {s("n")});
        });
        QTRY_VERIFY(!window);
    }

    void everyKindHasAnInspector()
    {
        for (int kind = 0; kind < models::routeNodeKindCount; ++kind) {
            RouteGraph graph;
            graph.nodes.insert(
                s("n"), models::newNode(static_cast<RouteNodeKind>(kind), {.targets = {s("one")}}));
            Inspected shown(graph);
            QVERIFY(shown.inspector.isVisible());
            QVERIFY(!shown.child<QPlainTextEdit>("nodeText")->toPlainText().isEmpty());
            QCOMPARE(shown.document.undoStack().count(), 0); // to look is no edit
        }
    }
};

QTEST_MAIN(NodeInspectorTest)
#include "tst_NodeInspector.moc"
