// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/RulesPageFixture.h"
#include "ui/rules/simulator/SimulatorPanel.h"
#include "ui/widgets/InlineMessage.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDialog>
#include <QInputDialog>
#include <QMenu>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <Qsci/qsciscintilla.h>

using namespace signalbox;
using namespace signalbox::tests;
using models::RouteGraph;
using models::RouteNodeKind;

namespace {

QStringList namesOf(const ui::RulesDocument &document)
{
    QStringList names;
    for (const models::Route &route : document.policy().routes)
        names.append(route.name);
    return names;
}

struct Page : RulesPageFixture
{
    /// Takes an entry of the menu of routes, and gives it a name where it asks for one.
    void editRoute(int entry, const QString &name) const
    {
        child<QToolButton>("routeMenu")->menu()->actions().at(entry)->trigger();
        auto *dialog = page->findChild<QInputDialog *>(QStringLiteral("routeName"));
        if (!dialog)
            return;
        dialog->setTextValue(name);
        dialog->accept();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
};

} // namespace

class RulesPageTest final : public QObject
{
    Q_OBJECT

private slots:
    void showsTheRoutesOfThePolicyThatServes()
    {
        const Page shown;
        QVERIFY(shown.page);

        const auto *routes = shown.child<QComboBox>("ruleRoutes");
        QCOMPARE(routes->count(), static_cast<int>(shown.fixture.policy->routes.size()));
        QCOMPARE(routes->currentText(), shown.fixture.policy->routes.first().name);
        QVERIFY(!shown.child<QAbstractButton>("reviewDraft")->isEnabled());
        QVERIFY(!shown.child<QAbstractButton>("undo")->isEnabled());
    }

    void anEditDoesNotServeUntilItIsDeployed()
    {
        const Page shown;
        const models::Policy before = *shown.fixture.policy;
        addReject(shown.document());
        QVERIFY(shown.child<QAbstractButton>("reviewDraft")->isEnabled());
        QCOMPARE(*shown.fixture.policy, before);

        shown.child<QAbstractButton>("reviewDraft")->click();
        auto *dialog = shown.page->findChild<QDialog *>(QStringLiteral("deployDialog"));
        QVERIFY(dialog);
        auto *changes = dialog->findChild<QTreeWidget *>(QStringLiteral("deployChanges"));
        QTRY_VERIFY(changes->topLevelItemCount() > 0);
        auto *deploy = dialog->findChild<QAbstractButton *>(QStringLiteral("deploy"));
        QTRY_VERIFY(deploy->isEnabled());
        deploy->click();

        QTRY_COMPARE(*shown.fixture.policy, shown.document().policy());
        QVERIFY(*shown.fixture.policy != before);
        QVERIFY(!shown.document().isDirty());
        QVERIFY(!shown.child<QAbstractButton>("reviewDraft")->isEnabled());
        // It can still be undone, and is a draft again then.
        shown.child<QAbstractButton>("undo")->click();
        QCOMPARE(shown.document().policy(), before);
        QVERIFY(shown.document().isDirty());
    }

    void aDraftWithErrorsCannotBeDeployed()
    {
        const Page shown;
        shown.document().edit(QStringLiteral("Break"),
                              [](const RouteGraph &graph) -> models::GraphEditResult {
                                  RouteGraph broken = graph;
                                  broken.start = QStringLiteral("nowhere");
                                  return broken;
                              });
        shown.child<QAbstractButton>("reviewDraft")->click();
        auto *dialog = shown.page->findChild<QDialog *>(QStringLiteral("deployDialog"));

        QTRY_VERIFY(shown.document().isChecked());

        QVERIFY(!dialog->findChild<QAbstractButton *>(QStringLiteral("deploy"))->isEnabled());
    }

    void aFailedDeploymentIsToldAndTheDraftStays()
    {
        Page shown;
        shown.fixture.saveProblem = QStringLiteral("the disk is full");
        addReject(shown.document());

        emit shown.page->policyChanged(shown.document().policy());

        const auto *message = shown.child<ui::InlineMessage>("rulesMessage");
        QTRY_VERIFY(message->isVisible());
        QVERIFY(message->text().contains(QLatin1String("the disk is full")));
        QVERIFY(shown.document().isDirty());
    }

    void discardAsksAndCanBeUndone()
    {
        const Page shown;
        addReject(shown.document());
        const models::Policy draft = shown.document().policy();
        shown.child<QAbstractButton>("discardDraft")->click();
        auto *question = shown.page->findChild<QMessageBox *>(QStringLiteral("discardQuestion"));
        QVERIFY(question);
        QCOMPARE(shown.document().policy(), draft);

        for (QAbstractButton *button : question->buttons()) {
            if (question->buttonRole(button) == QMessageBox::DestructiveRole)
                button->click();
        }

        QCOMPARE(shown.document().policy(), *shown.fixture.policy);
        QVERIFY(!shown.document().isDirty());
        shown.document().undoStack().undo();
        QCOMPARE(shown.document().policy(), draft);
    }

    void aPolicyChangedElsewhereIsTakenOverBesideTheDraft()
    {
        Page shown;
        addReject(shown.document());
        const RouteGraph drafted = shown.document().graph();
        models::Policy elsewhere = *shown.fixture.policy;
        elsewhere.retry.retries = 7;
        elsewhere.routes.first().graph =
            models::addNode(elsewhere.routes.first().graph, RouteNodeKind::Target, {}).graph;

        shown.page->setPolicy(std::make_shared<models::Policy>(elsewhere));

        QCOMPARE(shown.document().policy().retry.retries, 7);
        QCOMPARE(shown.document().graph(), drafted);
        QVERIFY(shown.document().isDirty());
        QVERIFY(shown.child<ui::InlineMessage>("rulesMessage")
                    ->text()
                    .contains(elsewhere.routes.first().name));
    }

    void routesAreMadeRenamedAndTakenOut()
    {
        const Page shown;
        const QStringList before = namesOf(shown.document());
        auto *routes = shown.child<QComboBox>("ruleRoutes");

        shown.editRoute(0, QStringLiteral("fresh"));
        QCOMPARE(namesOf(shown.document()), before + QStringList(QStringLiteral("fresh")));
        QCOMPARE(routes->currentText(), QStringLiteral("fresh"));

        shown.editRoute(1, QStringLiteral("fresher"));
        QCOMPARE(namesOf(shown.document()), before + QStringList(QStringLiteral("fresher")));
        QCOMPARE(routes->currentText(), QStringLiteral("fresher"));

        shown.editRoute(3, {});
        QCOMPARE(namesOf(shown.document()), before);
        QCOMPARE(routes->count(), static_cast<int>(before.size()));

        shown.document().undoStack().undo();
        QCOMPARE(namesOf(shown.document()), before + QStringList(QStringLiteral("fresher")));
    }

    void aNameThatIsTakenIsRefused()
    {
        const Page shown;
        const QStringList before = namesOf(shown.document());

        shown.editRoute(0, before.first());

        QCOMPARE(namesOf(shown.document()), before);
        QVERIFY(shown.child<ui::InlineMessage>("rulesMessage")->text().contains(before.first()));
    }

    void anExchangeOfTheTrafficIsSimulated()
    {
        Page shown;
        models::ExchangeRecord record = SampleTraffic().next(1'764'000'000'000);
        record.requestedModel = shown.document().route().name;
        auto bodies = std::make_shared<models::CapturedBodies>();
        bodies->requestHead = "content-type: application/json\n";
        bodies->request = "{\"model\":\"" + record.requestedModel.toUtf8()
            + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
        record.bodies = bodies;
        QSignalSpy decided(&shown.page->simulator(), &ui::SimulatorPanel::decided);

        shown.page->simulate(record);

        QVERIFY(decided.wait());
        QVERIFY(shown.page->simulator().isVisible());
        QVERIFY(shown.page->simulator().lastInput());
    }

    void viewsAreChosenByKey()
    {
        const Page shown;
        QVERIFY(QTest::qWaitForWindowActive(shown.page->window()));
        const auto *editor = shown.child<QsciScintilla>("policyText");
        shown.child<QWidget>("ruleCanvas")->setFocus();

        QTest::keyClick(shown.child<QWidget>("ruleCanvas"), Qt::Key_3, Qt::AltModifier);
        QTRY_VERIFY(editor->isVisible());

        QTest::keyClick(shown.child<QWidget>("policyText"), Qt::Key_1, Qt::AltModifier);
        QTRY_VERIFY(!editor->isVisible());
    }
};

QTEST_MAIN(RulesPageTest)
#include "tst_RulesPage.moc"
