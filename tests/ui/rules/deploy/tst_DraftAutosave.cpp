// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/deploy/DeployFixture.h"
#include "ui/rules/deploy/DraftAutosave.h"
#include "ui/widgets/InlineMessage.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;

/// A draft outlives the window, however it ends.
class DraftAutosaveTest final : public QObject
{
    Q_OBJECT

private slots:
    void anEditIsOnDiskWithinTwoSeconds()
    {
        DeployFixture shown;
        settle(shown);
        QElapsedTimer since;
        since.start();
        shown.turnAround();

        QTRY_VERIFY(QFile::exists(draftPath(shown)));

        QVERIFY2(since.elapsed() < 2'000, qPrintable(QString::number(since.elapsed())));
        const auto draft = models::DraftFile(draftPath(shown)).load();
        QVERIFY(draft);
        QCOMPARE(draft->draft, shown.document().policy());
        QCOMPARE(draft->base, *shown.fixture.policy);
    }

    void theDraftIsThereAgainAndCanBeUndone()
    {
        DeployFixture shown;
        settle(shown);
        shown.turnAround();
        const models::Policy draft = shown.document().policy();

        shown.open(); // what the timer had not saved yet, the end does

        QTRY_COMPARE(shown.document().policy(), draft);
        QVERIFY(shown.document().isDirty());
        QTRY_VERIFY(shown.child<ui::InlineMessage>("rulesMessage")->isVisible());
        shown.document().undoStack().undo();
        QCOMPARE(shown.document().policy(), *shown.fixture.policy);
    }

    void anUnfinishedDraftIsThereAgain()
    {
        DeployFixture shown;
        settle(shown);
        shown.document().edit(QStringLiteral("Break"),
                              [](const models::RouteGraph &graph) -> models::GraphEditResult {
                                  models::RouteGraph broken = graph;
                                  broken.start = QStringLiteral("nowhere");
                                  return broken;
                              });

        shown.open();

        QTRY_COMPARE(shown.document().graph().start, QStringLiteral("nowhere"));
    }

    void aDraftIsPutOnTopOfWhatServesByThen()
    {
        DeployFixture shown;
        settle(shown);
        shown.turnAround();
        const models::RouteGraph drafted = shown.document().graph();
        shown.fixture.window.reset();
        models::Policy served = *shown.fixture.policy;
        served.retry.retries = 7;
        shown.fixture.policy = std::make_shared<const models::Policy>(served);

        shown.open();

        QTRY_VERIFY(shown.document().isDirty());
        QCOMPARE(shown.document().graph(), drafted);
        QCOMPARE(shown.document().policy().retry.retries, 7);
    }

    void whatIsDeployedOrDiscardedIsNoDraft_data()
    {
        QTest::addColumn<bool>("isDeployed");
        QTest::newRow("deployed") << true;
        QTest::newRow("discarded") << false;
    }
    void whatIsDeployedOrDiscardedIsNoDraft()
    {
        QFETCH(const bool, isDeployed);
        DeployFixture shown;
        settle(shown);
        shown.turnAround();
        QTRY_VERIFY(QFile::exists(draftPath(shown)));

        if (isDeployed)
            emit shown.page->policyChanged(shown.document().policy());
        else
            shown.document().replace(QStringLiteral("Discard"), shown.document().served());

        QTRY_VERIFY(!QFile::exists(draftPath(shown)));
        const models::Policy served = *shown.fixture.policy;
        shown.open();
        settle(shown);
        QCOMPARE(shown.document().policy(), served);
        QVERIFY(!shown.document().isDirty());
    }

    void aDraftThatServesByNowIsNotOffered()
    {
        DeployFixture shown;
        settle(shown);
        shown.turnAround();
        const models::Policy draft = shown.document().policy();
        shown.fixture.window.reset();
        shown.fixture.policy = std::make_shared<const models::Policy>(draft);

        shown.open();
        settle(shown);

        QVERIFY(!shown.document().isDirty());
        QVERIFY(!shown.child<ui::InlineMessage>("rulesMessage")->isVisible());
        QTRY_VERIFY(!QFile::exists(draftPath(shown)));
    }

private:
    static QString draftPath(const DeployFixture &shown)
    {
        return shown.fixture.directory.filePath(QStringLiteral("draft.signalbox.txt"));
    }
    /// Until what the keeper was asked so far is answered.
    void settle(DeployFixture &shown)
    {
        bool isAnswered = false;
        shown.fixture.policies.loadDraft(
            this, [&](const std::optional<models::PolicyDraft> &) { isAnswered = true; });
        QTRY_VERIFY(isAnswered);
    }
};

QTEST_MAIN(DraftAutosaveTest)
#include "tst_DraftAutosave.moc"
