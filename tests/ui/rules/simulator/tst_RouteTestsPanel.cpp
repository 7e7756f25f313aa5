// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/routetests/RouteTestsReader.h"
#include "support/Records.h"
#include "ui/rules/simulator/CoverageView.h"
#include "ui/rules/simulator/RouteTestsPanel.h"
#include "ui/rules/simulator/SimulatorFixture.h"
#include "ui/rules/simulator/TestsFile.h"
#include "ui/rules/simulator/TestsTableModel.h"
#include "ui/widgets/InlineMessage.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QFile>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThreadPool>

#include <array>

using namespace signalbox;
using models::RouteGraph;
using ui::RouteTestsPanel;
using ui::TestsTableModel;

namespace {

/// One case that passes with the simulated policy, and one that does not.
const QByteArray twoCases = R"({ "signalbox_tests": 1, "cases": [
  { "name": "blue", "request": { "headers": { "x-team": "blue" }, "body": { "model": "asks",
      "messages": [{ "role": "user", "content": "Hello" }] } },
    "expect": { "target": "b", "path_contains": ["m"] } },
  { "name": "night", "request": { "body": { "model": "night",
      "messages": [{ "role": "user", "content": "Hello" }] } },
    "conditions": { "at": "2026-01-05T12:00:00" }, "expect": { "target": "b" } } ] })";

const QByteArray askedHello = R"({"model":"asks","messages":[{"role":"user","content":"Hello"}]})";

struct TestsFixture : tests::SimulatorFixture
{
    QTemporaryDir directory;
    RouteTestsPanel testsPanel{document, *panel, theme, nullptr};
    QSignalSpy ran{&testsPanel, &RouteTestsPanel::ran};

    TestsFixture()
    {
        testsPanel.resize(1280, 300);
        testsPanel.show();
    }
    [[nodiscard]] QString path() const
    {
        return directory.filePath(QStringLiteral("p.signalbox-tests.json"));
    }
    void write(const QByteArray &text) const
    {
        QFile file(path());
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write");
    }
    [[nodiscard]] QTableView &table() const
    {
        return *testsPanel.findChild<QTableView *>(QStringLiteral("testCases"));
    }
    [[nodiscard]] QString result(int row) const
    {
        return table().model()->index(row, TestsTableModel::ResultColumn).data().toString();
    }
    [[nodiscard]] QString summary() const
    {
        return testsPanel.findChild<QLabel *>(QStringLiteral("testSummary"))->text();
    }
    [[nodiscard]] QPushButton &button(const char *name) const
    {
        return *testsPanel.findChild<QPushButton *>(QLatin1String(name));
    }
    [[nodiscard]] ui::InlineMessage &message() const
    {
        return *testsPanel.findChild<ui::InlineMessage *>(QStringLiteral("testMessage"));
    }
};

} // namespace

class RouteTestsPanelTest final : public QObject
{
    Q_OBJECT

private slots:
    void openedFileIsRun()
    {
        TestsFixture fixture;
        fixture.write(twoCases);
        const QAbstractItemModelTester tester(
            fixture.table().model(), QAbstractItemModelTester::FailureReportingMode::QtTest);

        fixture.testsPanel.open(fixture.path());

        QTRY_COMPARE(fixture.ran.count(), 1);
        QCOMPARE(fixture.summary(), QStringLiteral("1 of 2 passed"));
        QCOMPARE(fixture.result(0), QStringLiteral("Passed"));
        QCOMPARE(fixture.result(1), QStringLiteral("Target: expected b, got a"));
        QCOMPARE(fixture.testsPanel.path(), fixture.path());
        QVERIFY(!fixture.testsPanel.isDirty());
        fixture.table().selectRow(1);
        const auto *detail = fixture.testsPanel.findChild<QLabel *>(QStringLiteral("testDetail"));
        QCOMPARE(detail->text(), fixture.result(1) + QStringLiteral("\nnight: m -> 2"));
    }

    void coverageIsToldByRoute()
    {
        TestsFixture fixture;
        fixture.write(twoCases);
        fixture.testsPanel.open(fixture.path());
        QTRY_COMPARE(fixture.ran.count(), 1);
        auto *view = fixture.testsPanel.findChild<ui::CoverageView *>();
        const auto *asks = view->topLevelItem(1);
        QCOMPARE(asks->text(0), QStringLiteral("asks"));
        QCOMPARE(asks->text(1), QStringLiteral("2 of 3"));
        QCOMPARE(asks->text(2), QStringLiteral("1 of 3"));
        QCOMPARE(asks->child(0)->text(0), QStringLiteral("Node not reached: 2"));

        emit view->itemActivated(asks->child(0), 0);

        QCOMPARE(fixture.document.route().name, QStringLiteral("asks"));
        QCOMPARE(fixture.document.selectedNodes(), QStringList{QStringLiteral("2")});
        const auto &visits = fixture.testsPanel.outcome().visits;
        const auto visitsOf = [&](const char *node, const char *port) {
            const ui::WayStop stop{
                .route = QStringLiteral("asks"),
                .at = {.node = QLatin1String(node), .port = QLatin1String(port)}};
            const auto found = std::ranges::find(visits, stop, &ui::WayVisits::stop);
            return found == visits.end() ? -1 : found->visits;
        };
        QCOMPARE(visitsOf("m", ""), 1);
        QCOMPARE(visitsOf("m", "then"), 1);
        QCOMPARE(visitsOf("m", "else"), 0);
        QCOMPARE(visitsOf("2", ""), 0);
    }

    void casesRunAgainAfterAnEdit()
    {
        TestsFixture fixture;
        fixture.write(twoCases);
        fixture.testsPanel.open(fixture.path());
        QTRY_COMPARE(fixture.ran.count(), 1);
        fixture.document.setRoute(2);

        fixture.document.edit(
            QStringLiteral("Edit"), [](const RouteGraph &was) -> models::GraphEditResult {
                RouteGraph graph = was;
                graph.nodes[QStringLiteral("2")].body = models::TargetNode{QStringLiteral("b")};
                return graph;
            });

        QTRY_COMPARE(fixture.summary(), QStringLiteral("2 of 2 passed"));
    }

    void askedIsSavedAsATest()
    {
        TestsFixture fixture;
        QVERIFY(!fixture.button("saveAsTest").isEnabled());
        fixture.ask("asks", "x-team: blue");
        QVERIFY(fixture.run());

        fixture.button("saveAsTest").click();
        fixture.button("saveAsTest").click();

        QTRY_COMPARE(fixture.summary(), QStringLiteral("2 of 2 passed"));
        QVERIFY(fixture.testsPanel.isDirty());
        const models::RouteTests saved = fixture.testsPanel.tests();
        QCOMPARE(saved.cases.at(0).name, QStringLiteral("asks goes to b"));
        QCOMPARE(saved.cases.at(1).name, QStringLiteral("asks goes to b (2)"));
        QCOMPARE(saved.cases.at(0).expectation.targets, QStringList{QStringLiteral("b")});
        fixture.testsPanel.setPath(fixture.path());
        fixture.button("saveTests").click();
        QTRY_VERIFY(!fixture.testsPanel.isDirty());
        QFile file(fixture.path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto read = models::readRouteTests(file.readAll(), &fixture.document.policy());
        QVERIFY(read);
        QCOMPARE(read.value().tests, saved);
    }

    void refusalIsATestAsWell()
    {
        TestsFixture fixture;
        fixture.document.setRoute(2);
        fixture.document.edit(QStringLiteral("Edit"),
                              [](const RouteGraph &was) -> models::GraphEditResult {
                                  RouteGraph graph = was;
                                  graph.nodes[QStringLiteral("2")].body = models::RejectNode{};
                                  return graph;
                              });
        fixture.ask("night");
        fixture.find<QCheckBox>("simulatorHasTime").setChecked(true); // at noon
        QVERIFY(fixture.run());

        fixture.testsPanel.saveAsTest();

        QTRY_COMPARE(fixture.summary(), QStringLiteral("1 of 1 passed"));
        QCOMPARE(fixture.testsPanel.tests().cases.first().name, QStringLiteral("night is refused"));
    }

    void activatedCaseIsSimulated()
    {
        TestsFixture fixture;
        fixture.write(twoCases);
        fixture.testsPanel.open(fixture.path());
        QTRY_COMPARE(fixture.ran.count(), 1);

        emit fixture.table().activated(fixture.table().model()->index(0, 0));

        QTRY_COMPARE(fixture.text("simulatorTarget"), QStringLiteral("b"));
        QCOMPARE(fixture.find<QPlainTextEdit>("simulatorHeaders").toPlainText(),
                 QStringLiteral("x-team: blue"));
    }

    void casesAreRenamedAndRemoved()
    {
        TestsFixture fixture;
        fixture.write(twoCases);
        fixture.testsPanel.open(fixture.path());
        QTRY_COMPARE(fixture.ran.count(), 1);
        auto *model = fixture.table().model();

        QVERIFY(!model->setData(model->index(0, 0), QStringLiteral("night")));
        QVERIFY(!fixture.testsPanel.isDirty());
        QVERIFY(model->setData(model->index(0, 0), QStringLiteral("other")));
        QVERIFY(fixture.testsPanel.isDirty());
        QVERIFY(!fixture.button("removeTest").isEnabled());
        fixture.table().selectRow(1);
        fixture.button("removeTest").click();

        QTRY_COMPARE(fixture.summary(), QStringLiteral("1 of 1 passed"));
        QCOMPARE(fixture.testsPanel.tests().cases.first().name, QStringLiteral("other"));
    }

    void exchangeBecomesATestInOneStep()
    {
        TestsFixture fixture;
        models::ExchangeRecord record = tests::makeRecord(1, QStringLiteral("b"));
        record.requestedModel = QStringLiteral("asks");
        record.route = record.requestedModel;
        fixture.testsPanel.addExchange(record); // its request was not kept
        QVERIFY(fixture.testsPanel.findChild<ui::InlineMessage *>(QStringLiteral("testMessage"))
                    ->isVisible());
        QCOMPARE(fixture.testsPanel.tests().cases.size(), 0);
        auto bodies = std::make_shared<models::CapturedBodies>();
        bodies->request = askedHello;
        record.bodies = bodies;

        fixture.testsPanel.addExchange(record);

        QTRY_COMPARE(fixture.ran.count(), 1);
        const models::RouteCase made = fixture.testsPanel.tests().cases.at(0);
        QCOMPARE(made.name, QStringLiteral("asks goes to b"));
        QCOMPARE(made.expectation.targets, QStringList{QStringLiteral("b")});
        QCOMPARE(made.expectation.route, std::optional(QStringLiteral("asks")));
        QVERIFY(fixture.testsPanel.isDirty());
    }

    void testsBesideThePolicyAreOpened()
    {
        TestsFixture fixture;
        const QString policy = fixture.directory.filePath(QStringLiteral("p.signalbox.json"));
        fixture.testsPanel.openBeside(policy); // there are none yet: it is where they will be
        QCOMPARE(fixture.testsPanel.path(), fixture.path());
        QCOMPARE(fixture.testsPanel.tests().cases.size(), 0);

        TestsFixture again;
        again.write(twoCases);
        again.testsPanel.openBeside(again.directory.filePath(QStringLiteral("p.signalbox.json")));

        QTRY_COMPARE(again.ran.count(), 1);
        QCOMPARE(again.testsPanel.tests().cases.size(), 2);
        QVERIFY(!again.testsPanel.isDirty());
    }

    void changedCasesAreNotDroppedUnasked_data()
    {
        QTest::addColumn<int>("button");
        QTest::addColumn<bool>("goesOn");
        QTest::addColumn<bool>("isSaved");
        QTest::newRow("save them") << 0 << true << true;
        QTest::newRow("drop them") << 1 << true << false;
        QTest::newRow("cancel") << 2 << false << false;
    }

    void changedCasesAreNotDroppedUnasked()
    {
        QFETCH(const int, button);
        QFETCH(const bool, goesOn);
        QFETCH(const bool, isSaved);
        TestsFixture fixture;
        fixture.write(twoCases);
        fixture.testsPanel.open(fixture.path());
        QTRY_COMPARE(fixture.ran.count(), 1);
        fixture.table().selectRow(0);
        fixture.testsPanel.removeSelected();

        fixture.button("openTests").click();
        auto *question = fixture.testsPanel.findChild<QMessageBox *>();
        QVERIFY(question && question->isVisible());
        QVERIFY(!fixture.testsPanel.findChild<QFileDialog *>());
        const std::array roles{QMessageBox::AcceptRole, QMessageBox::DestructiveRole,
                               QMessageBox::RejectRole};
        for (QAbstractButton *one : question->buttons()) {
            if (question->buttonRole(one) == roles.at(static_cast<std::size_t>(button)))
                one->click();
        }

        if (goesOn)
            QTRY_VERIFY(fixture.testsPanel.findChild<QFileDialog *>());
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QCOMPARE(fixture.testsPanel.findChild<QFileDialog *>() != nullptr, goesOn);
        QCOMPARE(fixture.testsPanel.isDirty(), !isSaved);
    }

    void whatCannotBeReadSaysSo_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("word");
        QTest::newRow("no file") << QByteArray() << QStringLiteral("cannot be read");
        QTest::newRow("no JSON") << QByteArray("{\n oops") << QStringLiteral("Line 2");
    }
    void whatCannotBeReadSaysSo()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, word);
        TestsFixture fixture;
        if (!text.isEmpty())
            fixture.write(text);

        fixture.testsPanel.open(fixture.path());

        QTRY_VERIFY(fixture.message().isVisible());
        QVERIFY2(fixture.message().text().contains(word), qPrintable(fixture.message().text()));
        QVERIFY(fixture.testsPanel.path().isEmpty());
    }

    void nameThatTheDraftLacksIsAWarning()
    {
        TestsFixture fixture;
        fixture.write(
            QByteArray(twoCases).replace("\"target\": \"b\" }", "\"target\": \"gone\" }"));

        fixture.testsPanel.open(fixture.path());

        QTRY_COMPARE(fixture.ran.count(), 1);
        QVERIFY(fixture.message().isVisible());
        QCOMPARE(fixture.result(1), QStringLiteral("Target: expected gone, got a"));
    }

    void panelMayGoDuringARun()
    {
        tests::SimulatorFixture fixture;
        auto panel = std::make_unique<RouteTestsPanel>(fixture.document, *fixture.panel,
                                                       fixture.theme, nullptr);
        panel->open(QStringLiteral("nowhere"));
        panel->runAll();
        QCoreApplication::processEvents();

        panel.reset();

        QVERIFY(QThreadPool::globalInstance()->waitForDone());
        QCoreApplication::processEvents();
    }

    void testsAreBesideTheirPolicy()
    {
        QCOMPARE(ui::testsBeside(QStringLiteral("a.b/p.signalbox.json")),
                 QStringLiteral("a.b/p.signalbox-tests.json"));
        QCOMPARE(ui::testsBeside(QStringLiteral("p.json")),
                 QStringLiteral("p.signalbox-tests.json"));
    }
};

QTEST_MAIN(RouteTestsPanelTest)
#include "tst_RouteTestsPanel.moc"
