// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/ProblemsFixture.h"

#include <QAccessible>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using ui::ProblemsModel;
using ui::ProblemsPanel;
using ui::RulesDocument;

/// What is wrong with a draft, and the way to it.
class ProblemsPanelTest final : public QObject
{
    Q_OBJECT

private slots:
    void nextAndPreviousGoInACircle()
    {
        ProblemsFixture fixture(threeProblems());
        const auto next = [&] {
            fixture.panel.next();
            return fixture.lastShown();
        };
        const auto previous = [&] {
            fixture.panel.previous();
            return fixture.lastShown();
        };

        QCOMPARE(next(), QStringLiteral("A."));
        QCOMPARE(fixture.document.selectedNodes(), QStringList{first});
        QCOMPARE(next(), QStringLiteral("B."));
        QCOMPARE(fixture.document.selectedNodes(), QStringList{second});
        QCOMPARE(next(), QStringLiteral("C."));
        QCOMPARE(fixture.document.routeIndex(), 1);
        QCOMPARE(fixture.document.selectedNodes(), QStringList{third});
        QCOMPARE(next(), QStringLiteral("A."));
        QCOMPARE(fixture.document.routeIndex(), 0);
        QCOMPARE(previous(), QStringLiteral("C."));
        QCOMPARE(previous(), QStringLiteral("B."));
        QCOMPARE(fixture.list->currentIndex().row(), 1);
    }

    void previousBeginsWithTheLast()
    {
        ProblemsFixture fixture(threeProblems());

        fixture.panel.previous();

        QCOMPARE(fixture.lastShown(), QStringLiteral("C."));
    }

    void withoutProblemsThereIsNowhereToGo()
    {
        ProblemsFixture fixture({});

        fixture.panel.next();
        fixture.panel.previous();

        QCOMPARE(fixture.shown.count(), 0);
    }

    void problemOutsideOfRoutesNamesItsLine()
    {
        PolicyProblem problem = problemAt(QStringLiteral("/providers/0"), QStringLiteral("P."));
        problem.line = 12;
        ProblemsFixture fixture({problem});
        fixture.document.select({first});

        fixture.panel.next();

        QCOMPARE(fixture.model->index(0, ProblemsModel::PlaceColumn).data().toString(),
                 QStringLiteral("Line 12"));
        QCOMPARE(fixture.lastShown(), QStringLiteral("P."));
        QCOMPARE(fixture.document.selectedNodes(), QStringList{first}); // not about a node
    }

    void problemOfARouteShowsTheRoute()
    {
        ProblemsFixture fixture(
            {problemAt(QStringLiteral("/routes/1/graph/start"), QStringLiteral("S."))});

        fixture.panel.next();

        QCOMPARE(fixture.model->index(0, ProblemsModel::PlaceColumn).data().toString(),
                 QStringLiteral("Route other"));
        QCOMPARE(fixture.document.routeIndex(), 1);
        QCOMPARE(fixture.document.selectedNodes(), QStringList());
    }

    void enterAndDoubleClickShowTheProblem()
    {
        ProblemsFixture fixture(threeProblems());
        fixture.list->setCurrentIndex(fixture.model->index(2, 0));
        QCOMPARE(fixture.document.routeIndex(), 0); // looking alone goes nowhere

        QTest::keyClick(fixture.list, Qt::Key_Return);
        QCOMPARE(fixture.document.routeIndex(), 1);
        QCOMPARE(fixture.document.selectedNodes(), QStringList{third});

        const QPoint row = fixture.list->visualRect(fixture.model->index(1, 1)).center();
        QTest::mouseClick(fixture.list->viewport(), Qt::LeftButton, {}, row);
        QTest::mouseDClick(fixture.list->viewport(), Qt::LeftButton, {}, row);
        QCOMPARE(fixture.document.routeIndex(), 0);
        QCOMPARE(fixture.document.selectedNodes(), QStringList{second});
        QCOMPARE(fixture.shown.count(), 2);
    }

    void nextAfterASolvedProblemIsTheOneBehindIt()
    {
        ProblemsFixture fixture(threeProblems());
        fixture.panel.next();
        fixture.panel.next();
        QCOMPARE(fixture.lastShown(), QStringLiteral("B."));

        fixture.checkAgain({threeProblems().at(0), threeProblems().at(2)});
        fixture.panel.next();

        QCOMPARE(fixture.lastShown(), QStringLiteral("C."));
    }

    void placeIsKeptWhenLinesMove()
    {
        ProblemsFixture fixture(threeProblems());
        fixture.panel.next();
        fixture.panel.next();
        QList<PolicyProblem> moved = threeProblems();
        for (PolicyProblem &problem : moved)
            problem.line += 4;
        moved.prepend(problemAt(nodePath(0, third), QStringLiteral("New.")));

        fixture.checkAgain(moved);

        QCOMPARE(fixture.list->currentIndex().row(), 2);
        fixture.panel.next();
        QCOMPARE(fixture.lastShown(), QStringLiteral("C."));
    }

    void summaryCounts_data()
    {
        QTest::addColumn<QList<PolicyProblem>>("problems");
        QTest::addColumn<QString>("summary");
        const PolicyProblem error = problemAt({}, QStringLiteral("E."));
        const PolicyProblem warning = problemAt({}, QStringLiteral("W."), Severity::Warning);
        using List = QList<PolicyProblem>;
        QTest::newRow("none") << List{} << QStringLiteral("No problems");
        QTest::newRow("errors") << List{error, error} << QStringLiteral("2 error(s)");
        QTest::newRow("warnings") << List{warning} << QStringLiteral("1 warning(s)");
        QTest::newRow("both") << List{error, warning, error}
                              << QStringLiteral("2 error(s), 1 warning(s)");
    }
    void summaryCounts()
    {
        // Without a translator, as here, both numbers of English are in one text.
        QFETCH(const QList<PolicyProblem>, problems);
        QFETCH(const QString, summary);

        const ProblemsFixture fixture(problems);

        QCOMPARE(fixture.panel.summary(), summary);
        QCOMPARE(fixture.saysOnTheEmptyPage(summary), problems.isEmpty());
    }

    void checkThatRunsIsSaid()
    {
        const ui::Theme theme(*qApp);
        const auto mayEnd = std::make_shared<QSemaphore>();
        RulesDocument document(twoRoutes(), [mayEnd](const models::Policy &) {
            mayEnd->acquire();
            return threeProblems();
        });
        const ProblemsPanel panel(document, theme);
        const QSignalSpy changed(&panel, &ProblemsPanel::summaryChanged);

        QCOMPARE(panel.summary(), QStringLiteral("Checking…"));
        mayEnd->release();
        QTRY_COMPARE(panel.summary(), QStringLiteral("2 error(s), 1 warning(s)"));
        QCOMPARE(changed.count(), 1);

        // The old ones stay while the draft is checked anew.
        document.edit(QStringLiteral("Add"),
                      [](const models::RouteGraph &was) -> models::GraphEditResult {
                          return models::addNode(was, models::RouteNodeKind::Reject, {}).graph;
                      });
        QCOMPARE(panel.summary(), QStringLiteral("2 error(s), 1 warning(s), checking…"));
        mayEnd->release();
        QTRY_COMPARE(panel.summary(), QStringLiteral("2 error(s), 1 warning(s)"));
    }

    void listHasAName()
    {
        const ProblemsFixture fixture(threeProblems());
        auto *accessible = QAccessible::queryAccessibleInterface(fixture.list);

        QVERIFY(accessible && !accessible->text(QAccessible::Name).isEmpty());
    }
};

QTEST_MAIN(ProblemsPanelTest)
#include "tst_ProblemsPanel.moc"
