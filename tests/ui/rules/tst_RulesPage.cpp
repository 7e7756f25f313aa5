// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyWriter.h"
#include "models/policy/edit/NodeEdits.h"
#include "models/policy/edit/NodeLines.h"
#include "ui/WindowFixture.h"
#include "ui/rules/PolicyTextView.h"
#include "ui/rules/RulesDocument.h"
#include "ui/rules/RulesPage.h"
#include "ui/rules/simulator/SimulatorPanel.h"
#include "ui/widgets/InlineMessage.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDialog>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>
#include <QToolButton>
#include <QTreeWidget>
#include <Qsci/qsciscintilla.h>

using namespace signalbox;
using namespace signalbox::tests;
using models::RouteGraph;
using models::RouteNodeKind;

namespace {

void addReject(ui::RulesDocument &document)
{
    document.edit(QStringLiteral("Add reject"),
                  [](const RouteGraph &graph) -> models::GraphEditResult {
                      return models::addNode(graph, RouteNodeKind::Reject, {}).graph;
                  });
}

QStringList namesOf(const ui::RulesDocument &document)
{
    QStringList names;
    for (const models::Route &route : document.policy().routes)
        names.append(route.name);
    return names;
}

/// The Rules section of a window.
struct Page
{
    Page()
    {
        ui::MainWindow &window = fixture.makeWindow();
        window.openSection(ui::Section::Rules);
        window.show();
        page = window.findChild<ui::RulesPage *>();
    }

    template<typename Widget>
    Widget *child(const char *name) const
    {
        return page->findChild<Widget *>(QLatin1String(name));
    }
    ui::RulesDocument &document() const { return page->document(); }
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

    WindowFixture fixture;
    ui::RulesPage *page = nullptr;
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

    void textAndDraftFollowEachOther()
    {
        const Page shown;
        shown.page->show(ui::RulesPage::View::Text);
        auto *editor = shown.child<QsciScintilla>("policyText");
        QCOMPARE(editor->text().toUtf8(), shown.document().text());

        addReject(shown.document());
        QCOMPARE(editor->text().toUtf8(), shown.document().text());

        models::Policy other = shown.document().policy();
        other.retry.retries = 5;
        const QByteArray text = models::writePolicy(other);
        editor->setText(QString::fromUtf8(text));
        QTRY_COMPARE(shown.document().policy(), other);
        QCOMPARE(editor->text().toUtf8(), text);
        QCOMPARE(shown.document().undoStack().count(), 2);
    }

    void caretAndSelectionAreOne()
    {
        const Page shown;
        shown.page->show(ui::RulesPage::View::Text);
        auto *editor = shown.child<QsciScintilla>("policyText");
        const std::vector<models::NodeLines> places = models::nodeLines(editor->text().toUtf8());
        const auto lineOf = [editor] {
            int line = 0;
            int column = 0;
            editor->getCursorPosition(&line, &column);
            return line + 1;
        };
        const models::NodeLines &first = places.front();
        const models::NodeLines &other = places.back();
        QVERIFY(first != other);

        // What is selected elsewhere has the caret.
        shown.document().setRoute(first.route);
        shown.document().select({first.node});
        QTRY_COMPARE(lineOf(), first.first);
        // And what has the caret is selected, in whatever route it is.
        editor->setCursorPosition(other.last - 1, 0);
        QTRY_COMPARE(shown.document().selectedNodes(), QStringList(other.node));
        QCOMPARE(shown.document().routeIndex(), other.route);
        QCOMPARE(lineOf(), other.last); // it stays where it was put
        // What cannot be read yet selects nothing.
        editor->setText(QStringLiteral("{ \"signalbox\": "));
        editor->setCursorPosition(0, 3);
        QCOMPARE(shown.document().selectedNodes(), QStringList(other.node));
    }

    void whatIsTypedStaysAsItWasTyped()
    {
        const Page shown;
        shown.page->show(ui::RulesPage::View::Text);
        auto *editor = shown.child<QsciScintilla>("policyText");
        const auto *view = shown.page->findChild<ui::PolicyTextView *>();
        const std::vector<models::NodeLines> places = models::nodeLines(editor->text().toUtf8());
        const models::NodeLines &selected = places.back();
        shown.document().setRoute(selected.route);
        shown.document().select({selected.node});
        QTRY_VERIFY(selected.contains([editor] {
            int line = 0;
            int column = 0;
            editor->getCursorPosition(&line, &column);
            return line + 1;
        }()));

        // A space outside of all nodes: the same policy, and the caret stays behind it.
        editor->setCursorPosition(0, 1);
        editor->insert(QStringLiteral(" "));
        editor->setCursorPosition(0, 2);
        const QString typed = editor->text();
        QTRY_VERIFY(view->isApplied());
        QVERIFY(QThreadPool::globalInstance()->waitForDone());
        QCoreApplication::processEvents(); // where the nodes are is known again
        int line = -1;
        int column = -1;
        editor->getCursorPosition(&line, &column);
        QCOMPARE(line, 0);
        QCOMPARE(column, 2);

        // Going to a node of another route shows that route, and writes nothing anew.
        const models::NodeLines &other = places.front();
        QVERIFY(other.route != selected.route);
        editor->setCursorPosition(other.first - 1, 0);
        QTRY_COMPARE(shown.document().routeIndex(), other.route);
        QCOMPARE(editor->text(), typed);
    }

    void wordsOfThePlaceAreOffered()
    {
        const Page shown;
        shown.page->show(ui::RulesPage::View::Text);
        auto *editor = shown.child<QsciScintilla>("policyText");
        const auto isOffering = [editor] {
            return editor->SendScintilla(QsciScintillaBase::SCI_AUTOCACTIVE) != 0;
        };
        editor->setText(QStringLiteral("{\n  \"signalbox\": 1,\n  \"\n}\n"));
        editor->setCursorPosition(2, 3);

        QTest::keyClicks(editor, QStringLiteral("rout"));
        QVERIFY(isOffering());
        QTest::keyClick(editor, Qt::Key_Tab);

        QCOMPARE(editor->text(2), QStringLiteral("  \"routes\n"));
        QVERIFY(!isOffering());
        editor->setCursorPosition(1, 16); // behind the 1
        QTest::keyClick(editor, Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(!isOffering());
    }

    void textThatCannotBeReadLeavesTheDraftAlone()
    {
        const Page shown;
        shown.page->show(ui::RulesPage::View::Text);
        const models::Policy before = shown.document().policy();
        auto *editor = shown.child<QsciScintilla>("policyText");
        const auto *view = shown.page->findChild<ui::PolicyTextView *>();

        editor->setText(QStringLiteral("{\n  \"signalbox\": 1,\n  \"rotes\": []\n}\n"));

        QTRY_VERIFY(!editor->annotation(2).isEmpty());
        QVERIFY(editor->annotation(2).contains(QLatin1String("routes")));
        QVERIFY(!view->isApplied());
        QCOMPARE(shown.document().policy(), before);
        editor->setText(QString::fromUtf8(models::writePolicy(before)));
        QTRY_VERIFY(view->isApplied());
        QCOMPARE(shown.document().undoStack().count(), 0);
    }

    void whatIsBeingWrittenStaysWhenTheDraftChanges()
    {
        const Page shown;
        shown.page->show(ui::RulesPage::View::Text);
        auto *editor = shown.child<QsciScintilla>("policyText");
        const auto *view = shown.page->findChild<ui::PolicyTextView *>();
        auto *back = shown.child<QPushButton>("showDraftText");
        const QString written = QStringLiteral("{ \"signalbox\": 1, \"rou");
        editor->setText(written);
        QTRY_VERIFY(back->isVisible());
        QVERIFY(!view->isApplied());

        models::Policy other = shown.document().policy();
        other.retry.retries += 1;
        shown.document().replace(QStringLiteral("elsewhere"), other);

        QCOMPARE(editor->text(), written);
        QVERIFY(shown.child<QLabel>("policyTextStatus")
                    ->text()
                    .contains(QLatin1String("changed elsewhere")));
        back->click();
        QCOMPARE(editor->text(), QString::fromUtf8(shown.document().text()));
        QVERIFY(view->isApplied() && !back->isVisible());
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
