// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/DeployDialog.h"
#include "ui/rules/deploy/DeployFixture.h"
#include "ui/rules/deploy/ReplayPanel.h"
#include "ui/rules/simulator/RouteTestsPanel.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QTabWidget>
#include <QTest>
#include <QTreeWidget>

using namespace signalbox;
using namespace signalbox::tests;

namespace {

const auto testsOfSmart = R"({ "signalbox_tests": 1, "cases": [
  { "name": "mini serves", "request": { "body": { "model": "smart",
      "messages": [ { "role": "user", "content": "Hello" } ] } },
    "expect": { "target": "gpt-mini" } },
  { "name": "someone serves", "request": { "body": { "model": "smart",
      "messages": [ { "role": "user", "content": "Hello" } ] } },
    "expect": { "served": true } } ] })";

} // namespace

/// What is shown before a draft serves, in the real window.
class DeployDialogTest final : public QObject
{
    Q_OBJECT

private slots:
    void decisionsThatChangeAreCountedFromWhereToWhere()
    {
        DeployFixture shown;
        shown.feed(30, 2);
        shown.turnAround();

        const auto *replay = review(shown);
        QTRY_VERIFY(replay->report());

        QCOMPARE(replay->report()->replayed, 30);
        QCOMPARE(replay->report()->skipped, 2);
        QCOMPARE(replay->report()->changed, 30);
        const auto *changes = shown.child<QTreeWidget>("replayChanges");
        QCOMPARE(changes->topLevelItemCount(), 1);
        QCOMPARE(changes->topLevelItem(0)->text(0), QStringLiteral("gpt-mini"));
        QCOMPARE(changes->topLevelItem(0)->text(1), QStringLiteral("llama-fast"));
        QCOMPARE(changes->topLevelItem(0)->text(2), QStringLiteral("30"));
        const auto *routes = shown.child<QTreeWidget>("replayRoutes");
        QCOMPARE(routes->topLevelItem(0)->text(0), QStringLiteral("smart"));
        QVERIFY(shown.child<QLabel>("replaySummary")->text().contains(QLatin1String("30 of 30")));
        QVERIFY(shown.child<QLabel>("replayFigures")->text().contains(QStringLiteral("≈ $")));
        QVERIFY(shown.child<QLabel>("replayLeftOut")->isVisibleTo(shown.page->window())
                || !shown.child<QLabel>("replayLeftOut")->text().isEmpty());
        QVERIFY(tabs(shown)->tabText(1).contains(QLatin1String("30")));
    }

    void whatWasNeverAskedIsSaid()
    {
        DeployFixture shown;
        shown.turnAround();

        const auto *replay = review(shown);

        QTRY_VERIFY(replay->report());
        QCOMPARE(replay->report()->replayed, 0);
        QVERIFY(!shown.child<QLabel>("replayLeftOut")->text().isEmpty());
    }

    void onlySoManyAreReplayedAsAreChosen()
    {
        DeployFixture shown;
        shown.feed(1'050, 0);
        shown.turnAround();
        const auto *replay = review(shown);
        QTRY_VERIFY(replay->report());
        QCOMPARE(replay->report()->replayed, 1'000);

        auto *count = shown.child<QComboBox>("replayCount");
        count->setCurrentIndex(0);
        emit count->activated(0);
        QVERIFY(!replay->report());
        QTRY_VERIFY(replay->report());
        QCOMPARE(replay->report()->replayed, 100);
    }

    void aReplayCanBeStoppedAndBegunAgain()
    {
        DeployFixture shown;
        shown.feed(600, 0);
        shown.turnAround();
        const auto *replay = review(shown);
        auto *progress = shown.child<QProgressBar>("replayProgress");
        QTRY_VERIFY(!progress->isHidden() || replay->report()); // once the draft is checked
        auto *count = shown.child<QComboBox>("replayCount");
        count->setCurrentIndex(2);
        emit count->activated(2);
        QVERIFY(!progress->isHidden());

        shown.click("replayAgain");
        QVERIFY(progress->isHidden());
        QVERIFY(!replay->report());

        shown.click("replayAgain");
        QVERIFY(!progress->isHidden());
        QTRY_VERIFY(replay->report());
        QCOMPARE(replay->report()->replayed, 600);
        QVERIFY(progress->isHidden());
    }

    void aDialogThatIsClosedEndsItsReplay()
    {
        DeployFixture shown;
        shown.feed(600, 0);
        shown.turnAround();

        (void)review(shown);
        shown.child<QDialog>("deployDialog")->reject();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);

        QVERIFY(!shown.child<QDialog>("deployDialog"));
        shown.fixture.window.reset(); // whatever is still under way may answer nobody
        QCoreApplication::processEvents();
    }

    void aDraftWithErrorsIsNotReplayed()
    {
        DeployFixture shown;
        shown.feed(5, 0);
        shown.document().edit(QStringLiteral("Break"),
                              [](const models::RouteGraph &graph) -> models::GraphEditResult {
                                  models::RouteGraph broken = graph;
                                  broken.start = QStringLiteral("nowhere");
                                  return broken;
                              });

        const auto *replay = review(shown);
        QTRY_VERIFY(shown.document().isChecked());
        QTRY_VERIFY(!shown.child<QAbstractButton>("replayAgain")->isEnabled());

        QVERIFY(!replay->report());
        QVERIFY(!shown.child<QAbstractButton>("deploy")->isEnabled());
    }

    void testsThatFailAreNamedButDoNotBar()
    {
        DeployFixture shown;
        const QString path =
            shown.fixture.directory.filePath(QStringLiteral("a.signalbox-tests.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(testsOfSmart);
        file.close();
        auto *panel = shown.page->findChild<ui::RouteTestsPanel *>();
        panel->open(path);
        QTRY_COMPARE(panel->tests().cases.size(), 2);
        shown.turnAround();

        (void)review(shown);

        const auto *failures = shown.child<QTreeWidget>("draftTestFailures");
        QTRY_COMPARE(failures->topLevelItemCount(), 1);
        QCOMPARE(failures->topLevelItem(0)->text(0), QStringLiteral("mini serves"));
        QVERIFY(failures->topLevelItem(0)->child(0)->text(0).contains(QLatin1String("llama-fast")));
        QVERIFY(tabs(shown)->tabText(2).contains(u'1'));
        QTRY_VERIFY(shown.child<QAbstractButton>("deploy")->isEnabled());
    }

    void theKeyboardAsksForAReview()
    {
        DeployFixture shown;
        QVERIFY(QTest::qWaitForWindowActive(shown.fixture.window.get()));
        auto *canvas = shown.child<QWidget>("ruleCanvas");
        canvas->setFocus();
        const auto ask = [&shown, canvas] {
            QTest::keyClick(canvas, Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
            return shown.fixture.window->findChild<ui::ReplayPanel *>();
        };
        QVERIFY(!ask()); // nothing to deploy

        shown.turnAround();

        QVERIFY(ask());
    }

    void theMessageIsThatOfTheVersion()
    {
        DeployFixture shown;
        shown.turnAround();
        (void)review(shown);
        shown.child<QLineEdit>("deployMessage")->setText(QStringLiteral("  llama first "));
        QTRY_VERIFY(shown.child<QAbstractButton>("deploy")->isEnabled());

        shown.click("deploy");

        QTRY_COMPARE(*shown.fixture.policy, shown.document().policy());
        models::PolicyVersions found;
        shown.fixture.policies.listVersions(
            this, [&](const models::PolicyVersions &answer) { found = answer; });
        QTRY_COMPARE(found.versions.size(), 2);
        QCOMPARE(found.versions.first().message, QStringLiteral("llama first"));
    }

private:
    static const ui::ReplayPanel *review(const DeployFixture &shown)
    {
        shown.click("reviewDraft");
        return shown.fixture.window->findChild<ui::ReplayPanel *>();
    }
    static QTabWidget *tabs(const DeployFixture &shown)
    {
        return shown.child<QTabWidget>("deployTabs");
    }
};

QTEST_MAIN(DeployDialogTest)
#include "tst_DeployDialog.moc"
