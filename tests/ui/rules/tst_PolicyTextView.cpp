// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyWriter.h"
#include "models/policy/edit/NodeLines.h"
#include "ui/rules/PolicyTextView.h"
#include "ui/rules/RulesPageFixture.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QThreadPool>
#include <Qsci/qsciscintilla.h>

using namespace signalbox;
using namespace signalbox::tests;

/// The text of a draft, on the page of the rules.
class PolicyTextViewTest final : public QObject
{
    Q_OBJECT

private slots:
    void textAndDraftFollowEachOther()
    {
        const RulesPageFixture shown;
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
        const RulesPageFixture shown;
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
        const RulesPageFixture shown;
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
        const RulesPageFixture shown;
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
        const RulesPageFixture shown;
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
        const RulesPageFixture shown;
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
};

QTEST_MAIN(PolicyTextViewTest)
#include "tst_PolicyTextView.moc"
