// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyKeeper.h"
#include "models/policy/PolicyWriter.h"

#include <QFile>
#include <QSaveFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace signalbox::models;

namespace {

Policy policyWithPort(quint16 port)
{
    Policy policy = Policy::builtIn();
    policy.listen.port = port;
    return policy;
}

} // namespace

/// Files, versions and draft of one policy, and what other programs do to the file.
class PolicyKeeperTest final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_path = m_dir->filePath(QStringLiteral("a.signalbox.json"));
        m_keeper.reset();
        write(writePolicy(policyWithPort(1)));
        m_keeper = makeKeeper();
        m_keeper->begin(policyWithPort(1));
        QCOMPARE(versions().versions.size(), 1); // and the file was read
    }
    void cleanup() { m_keeper.reset(); }

    void whatServesAtTheStartIsAVersionOnce()
    {
        QCOMPARE(versions().versions.size(), 1);
        QCOMPARE(versions().versions.first().origin, PolicyVersion::Origin::Start);

        m_keeper = makeKeeper();
        m_keeper->begin(policyWithPort(1));

        QCOMPARE(versions().versions.size(), 1);
    }

    void whatIsSavedIsAVersionWithItsMessage()
    {
        QSignalSpy changed(m_keeper.get(), &PolicyKeeper::versionsChanged);

        QCOMPARE(save(policyWithPort(2), QStringLiteral("two")), QString());

        QTRY_VERIFY(changed.count() >= 1);
        const PolicyVersions found = versions();
        QCOMPARE(found.versions.size(), 2);
        QCOMPARE(found.versions.first().message, QStringLiteral("two"));
        QCOMPARE(load(2), writePolicy(policyWithPort(2)));
        QCOMPARE(load(1), writePolicy(policyWithPort(1)));
        QCOMPARE(content(), writePolicy(policyWithPort(2)));
        QVERIFY(load(3).isEmpty());
    }

    void aPolicyThatCannotBeSavedIsNoVersion()
    {
        write("{}");

        QVERIFY(!save(policyWithPort(2), {}).isEmpty());

        QCOMPARE(versions().versions.size(), 1);
        QCOMPARE(content(), QByteArray("{}"));
    }

    void workAskedForIsDoneBeforeTheEnd()
    {
        m_keeper->save(policyWithPort(2), {}, nullptr, {});
        m_keeper->saveDraft({.base = policyWithPort(2), .draft = policyWithPort(3)});
        m_keeper.reset();

        QCOMPARE(content(), writePolicy(policyWithPort(2)));
        m_keeper = makeKeeper();
        QCOMPARE(draft()->draft.listen.port, 3);
    }

    void theDraftIsKeptUntilItIsRemoved()
    {
        QVERIFY(!draft());

        m_keeper->saveDraft({.base = policyWithPort(1), .draft = policyWithPort(2)});
        QVERIFY(draft());
        QCOMPARE(draft()->draft, policyWithPort(2));

        m_keeper->removeDraft();
        QVERIFY(!draft());
    }

    void anotherProgramsPolicyIsToldAndServesWhenTakenOver_data()
    {
        QTest::addColumn<bool>("isReplaced");
        QTest::newRow("written in place") << false;
        QTest::newRow("replaced by another file") << true;
    }
    void anotherProgramsPolicyIsToldAndServesWhenTakenOver()
    {
        QFETCH(const bool, isReplaced);
        QSignalSpy told(m_keeper.get(), &PolicyKeeper::fileChanged);
        QSignalSpy settled(m_keeper.get(), &PolicyKeeper::fileSettled);
        QSignalSpy adopted(m_keeper.get(), &PolicyKeeper::policyAdopted);
        m_keeper->watch();

        for (quint16 port = 2; port <= 3; ++port) { // the watch outlives a replaced file
            const auto wrote = isReplaced ? &PolicyKeeperTest::replace : &PolicyKeeperTest::write;
            (this->*wrote)(writePolicy(policyWithPort(port)));

            QTRY_COMPARE(told.count(), port - 1);
            const auto news = told.last().first().value<PolicyFileNews>();
            QVERIFY(news.policy);
            QCOMPARE(*news.policy, policyWithPort(port));
            QCOMPARE(adopted.count(), port - 2);

            QString problem = QStringLiteral("not called");
            m_keeper->adopt(*news.policy, this, [&](const QString &said) { problem = said; });
            QTRY_COMPARE(problem, QString());
            QCOMPARE(adopted.count(), port - 1);
            QCOMPARE(adopted.last().first().value<Policy>(), policyWithPort(port));
            QTRY_COMPARE(settled.count(), port - 1);
        }
        QCOMPARE(versions().versions.first().origin, PolicyVersion::Origin::File);
        QCOMPARE(save(policyWithPort(4), {}), QString());
    }

    void whatIsNotValidIsToldWithItsProblemsAndNothingElseHappens()
    {
        QSignalSpy told(m_keeper.get(), &PolicyKeeper::fileChanged);
        QSignalSpy adopted(m_keeper.get(), &PolicyKeeper::policyAdopted);
        m_keeper->watch();

        write("{ \"signalbox\": 1, \"rotes\": [] }");

        QTRY_COMPARE(told.count(), 1);
        const auto news = told.last().first().value<PolicyFileNews>();
        QVERIFY(!news.policy);
        QVERIFY(hasErrors(news.problems));
        QCOMPARE(adopted.count(), 0);
    }

    void oursIsKeptAndTheirsStaysBesideIt()
    {
        QSignalSpy told(m_keeper.get(), &PolicyKeeper::fileChanged);
        QSignalSpy settled(m_keeper.get(), &PolicyKeeper::fileSettled);
        m_keeper->watch();
        write(writePolicy(policyWithPort(2)));
        QTRY_COMPARE(told.count(), 1);

        QString problem = QStringLiteral("not called");
        m_keeper->keepOurs(this, [&](const QString &said) { problem = said; });

        QTRY_COMPARE(problem, QString());
        QTRY_COMPARE(settled.count(), 1);
        QCOMPARE(content(), writePolicy(policyWithPort(1)));
        QFile theirs(m_path + QStringLiteral(".1"));
        QVERIFY(theirs.open(QIODevice::ReadOnly));
        QCOMPARE(theirs.readAll(), writePolicy(policyWithPort(2)));
        QCOMPARE(versions().versions.size(), 1);
    }

    void aFileThatSaysWhatServesIsNoNews()
    {
        QSignalSpy told(m_keeper.get(), &PolicyKeeper::fileChanged);
        m_keeper->watch();

        write(writePolicy(policyWithPort(1)) + "\n\n");

        // Once it was looked at, it is known and may be written over.
        QTRY_COMPARE(save(policyWithPort(2), {}), QString());
        QCOMPARE(told.count(), 0);
    }

    void whatWasChangedOnceMoreIsNotTakenOver()
    {
        QSignalSpy told(m_keeper.get(), &PolicyKeeper::fileChanged);
        QSignalSpy adopted(m_keeper.get(), &PolicyKeeper::policyAdopted);
        m_keeper->watch();
        write(writePolicy(policyWithPort(2)));
        QTRY_COMPARE(told.count(), 1);
        write(writePolicy(policyWithPort(3)));

        QString problem;
        m_keeper->adopt(policyWithPort(2), this, [&](const QString &said) { problem = said; });

        QTRY_VERIFY(!problem.isEmpty());
        QCOMPARE(adopted.count(), 0);
        QTRY_COMPARE(told.last().first().value<PolicyFileNews>().policy->listen.port, 3);
    }

    void aRefusedSaveTellsOfTheFileOnceMore()
    {
        QSignalSpy told(m_keeper.get(), &PolicyKeeper::fileChanged);
        m_keeper->watch();
        write(writePolicy(policyWithPort(2)));
        QTRY_COMPARE(told.count(), 1);

        QVERIFY(!save(policyWithPort(3), {}).isEmpty());

        QTRY_COMPARE(told.count(), 2);
    }

    void aFileThatIsMadeOnlyLaterIsWatched()
    {
        m_path = m_dir->filePath(QStringLiteral("later.signalbox.json"));
        m_keeper = makeKeeper();
        m_keeper->begin(policyWithPort(1));
        QSignalSpy told(m_keeper.get(), &PolicyKeeper::fileChanged);
        m_keeper->watch();

        replace(writePolicy(policyWithPort(2)));
        QTRY_COMPARE(told.count(), 1);
        write(writePolicy(policyWithPort(3)));
        QTRY_COMPARE(told.count(), 2);
    }

    void aFileThatWasWrittenAfterItWasReadIsToldAtOnce()
    {
        m_path = m_dir->filePath(QStringLiteral("early.signalbox.json"));
        replace(writePolicy(policyWithPort(2)));
        m_keeper = makeKeeper();
        m_keeper->begin(policyWithPort(1));
        QSignalSpy told(m_keeper.get(), &PolicyKeeper::fileChanged);

        m_keeper->watch();

        QTRY_COMPARE(told.count(), 1);
        QCOMPARE(told.last().first().value<PolicyFileNews>().policy, policyWithPort(2));
        QVERIFY(!save(policyWithPort(3), {}).isEmpty());
    }

    void versionsThatCannotBeKeptAreTold()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QFile inTheWay(m_dir->filePath(QStringLiteral("policy-versions")));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        m_path = m_dir->filePath(QStringLiteral("a.signalbox.json"));
        m_keeper = makeKeeper();
        QSignalSpy troubled(m_keeper.get(), &PolicyKeeper::troubled);

        m_keeper->begin(policyWithPort(1));
        QCOMPARE(save(policyWithPort(2), {}), QString());

        QTRY_COMPARE(troubled.count(), 2);
    }

private:
    std::unique_ptr<PolicyKeeper> makeKeeper() const
    {
        return std::make_unique<PolicyKeeper>(m_path, m_dir->path());
    }
    void write(const QByteArray &text)
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
    }
    void replace(const QByteArray &text)
    {
        QSaveFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        QVERIFY(file.commit());
    }
    QByteArray content() const
    {
        QFile file(m_path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString save(const Policy &policy, const QString &message)
    {
        std::optional<QString> problem;
        m_keeper->save(policy, message, this, [&](const QString &said) { problem = said; });
        if (!QTest::qWaitFor([&] { return problem.has_value(); }))
            return QStringLiteral("no answer");
        return *problem;
    }
    PolicyVersions versions()
    {
        std::optional<PolicyVersions> found;
        m_keeper->listVersions(this, [&](const PolicyVersions &answer) { found = answer; });
        (void)QTest::qWaitFor([&] { return found.has_value(); });
        return found.value_or(PolicyVersions());
    }
    QByteArray load(int number)
    {
        std::optional<QByteArray> text;
        m_keeper->loadVersion(number, this, [&](const Result<QByteArray, QString> &answer) {
            text = answer ? answer.value() : QByteArray();
        });
        (void)QTest::qWaitFor([&] { return text.has_value(); });
        return text.value_or("no answer");
    }
    std::optional<PolicyDraft> draft()
    {
        bool isAnswered = false;
        std::optional<PolicyDraft> found;
        m_keeper->loadDraft(this, [&](const std::optional<PolicyDraft> &answer) {
            found = answer;
            isAnswered = true;
        });
        (void)QTest::qWaitFor([&] { return isAnswered; });
        return found;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
    std::unique_ptr<PolicyKeeper> m_keeper;
};

QTEST_GUILESS_MAIN(PolicyKeeperTest)
#include "tst_PolicyKeeper.moc"
