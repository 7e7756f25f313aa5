// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyWriter.h"
#include "ui/WindowFixture.h"
#include "ui/widgets/InlineMessage.h"

#include <QAbstractButton>
#include <QDialog>
#include <QFile>
#include <QSaveFile>
#include <QTest>
#include <QTreeWidget>

using namespace signalbox;
using namespace signalbox::tests;

/// Another program writes the policy file while the window is open.
class PolicyFileNoticeTest final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<WindowFixture>();
        m_before = *m_fixture->policy;
        replaceFile(models::writePolicy(m_before));
        m_fixture->policies.begin(m_before);
        m_fixture->makeWindow().show();
        m_fixture->policies.watch();
        // What began before is known by then.
        bool isKnown = false;
        m_fixture->policies.loadDraft(
            this, [&](const std::optional<models::PolicyDraft> &) { isKnown = true; });
        QTRY_VERIFY(isKnown);
    }
    void cleanup() { m_fixture.reset(); }

    void theOtherPolicyIsComparedAndTakenOver()
    {
        const models::Policy theirs = writeTheirs();
        QTRY_VERIFY(message()->isVisible());
        QCOMPARE(*m_fixture->policy, m_before);

        child<QAbstractButton>("compareFile")->click();
        auto *dialog = child<QDialog>("fileChangeDialog");
        QVERIFY(dialog);
        QTRY_VERIFY(child<QTreeWidget>("fileChanges")->topLevelItemCount() > 0);
        QCOMPARE(*m_fixture->policy, m_before);
        child<QAbstractButton>("takeOverFile")->click();

        QTRY_COMPARE(*m_fixture->policy, theirs);
        QTRY_VERIFY(!message()->isVisible());
    }

    void oursIsKept()
    {
        writeTheirs();
        QTRY_VERIFY(message()->isVisible());

        child<QAbstractButton>("compareFile")->click();
        child<QAbstractButton>("keepOurs")->click();

        QTRY_VERIFY(!message()->isVisible());
        QCOMPARE(*m_fixture->policy, m_before);
        QCOMPARE(file(), models::writePolicy(m_before));
    }

    void decidingLaterChangesNothing()
    {
        const models::Policy theirs = writeTheirs();
        QTRY_VERIFY(message()->isVisible());

        child<QAbstractButton>("compareFile")->click();
        child<QDialog>("fileChangeDialog")->reject();

        QVERIFY(message()->isVisible());
        QCOMPARE(*m_fixture->policy, m_before);
        QCOMPARE(file(), models::writePolicy(theirs));
    }

    void aFileWithErrorsIsToldWithThem()
    {
        replaceFile("{ \"signalbox\": 1, \"rotes\": [] }");

        QTRY_VERIFY(message()->isVisible());

        QVERIFY(message()->text().contains(QLatin1String("rotes")));
        QVERIFY(!child<QAbstractButton>("compareFile"));
        QCOMPARE(*m_fixture->policy, m_before);
        child<QAbstractButton>("keepOursAtOnce")->click();
        QTRY_VERIFY(!message()->isVisible());
        QCOMPARE(file(), models::writePolicy(m_before));
    }

    void aFileThatIsPutRightIsNoNewsAnyLonger()
    {
        writeTheirs();
        QTRY_VERIFY(message()->isVisible());

        replaceFile(models::writePolicy(m_before));

        QTRY_VERIFY(!message()->isVisible());
    }

private:
    template<typename Widget>
    Widget *child(const char *name) const
    {
        return m_fixture->window->findChild<Widget *>(QLatin1String(name));
    }
    ui::InlineMessage *message() const { return child<ui::InlineMessage>("policyFileNotice"); }
    QByteArray file() const
    {
        QFile file(m_fixture->policies.path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void replaceFile(const QByteArray &text) const
    {
        QSaveFile file(m_fixture->policies.path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        QVERIFY(file.commit());
    }
    models::Policy writeTheirs() const
    {
        models::Policy theirs = m_before;
        theirs.retry.retries = 7;
        replaceFile(models::writePolicy(theirs));
        return theirs;
    }

    std::unique_ptr<WindowFixture> m_fixture;
    models::Policy m_before;
};

QTEST_MAIN(PolicyFileNoticeTest)
#include "tst_PolicyFileNotice.moc"
