// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/deploy/DeployFixture.h"
#include "ui/rules/deploy/VersionsDialog.h"

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QTest>
#include <QTreeWidget>

using namespace signalbox;
using namespace signalbox::tests;

/// What has served, and the way back, in the real window.
class VersionsDialogTest final : public QObject
{
    Q_OBJECT

private slots:
    void versionsAreListedAndComparedWithWhatServes()
    {
        DeployFixture shown;
        deploy(shown, QStringLiteral("llama first"));

        shown.click("policyVersions");
        const auto *list = shown.child<QTreeWidget>("versionList");
        QTRY_COMPARE(list->topLevelItemCount(), 2);

        QCOMPARE(list->topLevelItem(0)->text(2), QStringLiteral("llama first"));
        const auto *goBack = shown.child<QAbstractButton>("rollBack");
        const auto *summary = shown.child<QLabel>("versionSummary");
        QTRY_VERIFY(summary->text().contains(QLatin1String("serves now")));
        QVERIFY(!goBack->isEnabled());
        choose(shown, 1);
        QVERIFY(!goBack->isEnabled());
        QTRY_VERIFY(goBack->isEnabled());
        QVERIFY(shown.child<QTreeWidget>("versionChanges")->topLevelItemCount() > 0);
    }

    void goingBackServesTheVersionAndUndoMakesTheRestADraft()
    {
        DeployFixture shown;
        const models::Policy first = *shown.fixture.policy;
        deploy(shown, {});
        const models::Policy second = *shown.fixture.policy;
        shown.click("policyVersions");
        QTRY_COMPARE(shown.child<QTreeWidget>("versionList")->topLevelItemCount(), 2);
        choose(shown, 1);
        QTRY_VERIFY(shown.child<QAbstractButton>("rollBack")->isEnabled());

        shown.click("rollBack");

        QCOMPARE(*shown.fixture.policy, first);
        QCOMPARE(shown.document().policy(), first);
        QVERIFY(!shown.document().isDirty());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!shown.child<QDialog>("versionsDialog"));
        shown.document().undoStack().undo();
        QCOMPARE(shown.document().policy(), second);
        QVERIFY(shown.document().isDirty());
        // It is a version of its own, so that nothing that has served is lost.
        shown.click("policyVersions");
        const auto *list = shown.child<QTreeWidget>("versionList");
        QTRY_COMPARE(list->topLevelItemCount(), 3);
        QVERIFY(list->topLevelItem(0)->text(2).contains(u'1'));
    }

    void aVersionWithErrorsCannotServeAgain()
    {
        DeployFixture shown;
        // Someone else's file in the place of a version: sealed, but no policy of today.
        deploy(shown, {});
        const QString folder = shown.fixture.directory.filePath(QStringLiteral("policy-versions"));
        QTRY_COMPARE(QDir(folder).entryList(QDir::Files).size(), 2);
        models::PolicyHistory history(folder);
        QVERIFY(history.add("{ \"signalbox\": 1, \"rotes\": [] }", {}));

        shown.click("policyVersions");
        QTRY_COMPARE(shown.child<QTreeWidget>("versionList")->topLevelItemCount(), 3);

        const auto *problems = shown.child<QLabel>("versionProblems");
        QTRY_VERIFY(problems->text().contains(QLatin1String("rotes")));
        QVERIFY(!shown.child<QAbstractButton>("rollBack")->isEnabled());
    }

    void damagedVersionsAreCounted()
    {
        DeployFixture shown;
        deploy(shown, {});
        const QString path = shown.fixture.directory.filePath(QStringLiteral("policy-versions"));
        QTRY_COMPARE(QDir(path).entryList(QDir::Files).size(), 2); // a QDir remembers what it saw
        const QDir folder(path);
        QVERIFY(QFile::resize(folder.filePath(folder.entryList(QDir::Files).first()), 3));

        shown.click("policyVersions");

        QTRY_COMPARE(shown.child<QTreeWidget>("versionList")->topLevelItemCount(), 1);
        QVERIFY(!shown.child<QLabel>("damagedVersions")->isHidden());
    }

private:
    static void deploy(DeployFixture &shown, const QString &message)
    {
        shown.turnAround();
        emit shown.page->policyChanged(shown.document().policy(), message);
    }
    static void choose(const DeployFixture &shown, int row)
    {
        auto *list = shown.child<QTreeWidget>("versionList");
        list->setCurrentItem(list->topLevelItem(row));
    }
};

QTEST_MAIN(VersionsDialogTest)
#include "tst_VersionsDialog.moc"
