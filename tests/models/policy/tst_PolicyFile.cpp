// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyFile.h"
#include "models/policy/PolicyWriter.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace signalbox::models;

using Reason = PolicyFileFailure::Reason;

namespace {

Policy policyOfPort(quint16 port)
{
    Policy policy = Policy::builtIn();
    policy.listen.port = port;
    return policy;
}

} // namespace

class PolicyFileTest final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_path = m_dir->filePath(QStringLiteral("a.signalbox.json"));
    }

    void whatIsSavedIsLoaded()
    {
        PolicyFile file(m_path);

        QVERIFY(file.save(policyOfPort(1)));
        const auto loaded = file.load();

        QVERIFY(loaded);
        QCOMPARE(loaded.value().policy, policyOfPort(1));
        QCOMPARE(names(), QStringList{QStringLiteral("a.signalbox.json")});
    }

    void missingFileIsNotReadable()
    {
        PolicyFile file(m_path);

        const auto loaded = file.load();

        QVERIFY(!loaded);
        QCOMPARE(loaded.error().reason, Reason::NotReadable);
        QVERIFY(loaded.error().message.contains(m_path));
    }

    void directoryIsNotReadable()
    {
        PolicyFile file(m_dir->path());

        QCOMPARE(file.load().error().reason, Reason::NotReadable);
    }

    void brokenFileSaysWhy()
    {
        write("{ \"signalbox\": 1, \"x\": 1 }");
        PolicyFile file(m_path);

        const auto loaded = file.load();

        QVERIFY(!loaded);
        QCOMPARE(loaded.error().reason, Reason::NotValid);
        QCOMPARE(loaded.error().problems.size(), 1);
    }

    void lastFiveGoodVersionsAreKept()
    {
        PolicyFile file(m_path);
        for (quint16 port = 1; port <= 8; ++port)
            QVERIFY(file.save(policyOfPort(port)));

        const QStringList versions = file.olderVersions();

        QCOMPARE(versions.size(), PolicyFile::keptVersions);
        for (int i = 0; i < versions.size(); ++i) {
            QCOMPARE(versions[i], QString(m_path + u'.' + QString::number(i + 1)));
            QCOMPARE(PolicyFile(versions[i]).load().value().policy.listen.port, 7 - i);
        }
        QCOMPARE(names().size(), 6);
    }

    void savingTheSameKeepsNothing()
    {
        PolicyFile file(m_path);
        QVERIFY(file.save(policyOfPort(1)));
        QVERIFY(file.save(policyOfPort(1)));

        QVERIFY(file.olderVersions().isEmpty());
    }

    void gapInTheVersionsIsFilled()
    {
        PolicyFile file(m_path);
        for (quint16 port = 1; port <= 4; ++port)
            QVERIFY(file.save(policyOfPort(port)));
        QVERIFY(QFile::remove(m_path + QStringLiteral(".2")));

        QVERIFY(file.save(policyOfPort(5)));

        QCOMPARE(PolicyFile(m_path + QStringLiteral(".1")).load().value().policy.listen.port, 4);
        QCOMPARE(PolicyFile(m_path + QStringLiteral(".2")).load().value().policy.listen.port, 3);
        QCOMPARE(PolicyFile(m_path + QStringLiteral(".3")).load().value().policy.listen.port, 1);
    }

    void brokenVersionDoesNotPushAGoodOneOut()
    {
        PolicyFile file(m_path);
        QVERIFY(file.save(policyOfPort(1)));
        QVERIFY(file.save(policyOfPort(2)));
        write("{ my unfinished edit");

        QVERIFY(!file.save(policyOfPort(3)));
        QVERIFY(file.save(policyOfPort(3), PolicyFile::IfChanged::Overwrite));

        QCOMPARE(file.olderVersions().size(), 1);
        QCOMPARE(PolicyFile(m_path + QStringLiteral(".1")).load().value().policy.listen.port, 1);
        QCOMPARE(read(m_path + QStringLiteral(".broken")), QByteArray("{ my unfinished edit"));
    }

    void changeByAnotherProgramIsNotOverwritten()
    {
        PolicyFile file(m_path);
        QVERIFY(file.save(policyOfPort(1)));
        QVERIFY(!file.hasChangedOnDisk());
        const QByteArray other = writePolicy(policyOfPort(2));
        write(other);

        const auto saved = file.save(policyOfPort(3));

        QVERIFY(file.hasChangedOnDisk());
        QVERIFY(!saved);
        QCOMPARE(saved.error().reason, Reason::ChangedOnDisk);
        QCOMPARE(read(m_path), other);
        QVERIFY(file.save(policyOfPort(3), PolicyFile::IfChanged::Overwrite));
        QCOMPARE(read(m_path + QStringLiteral(".1")), other);
        QVERIFY(!file.hasChangedOnDisk());
    }

    void fileThatWasNeverLoadedIsNotOverwritten()
    {
        write("{ \"signalbox\": 1 }");
        PolicyFile file(m_path);

        QCOMPARE(file.save(policyOfPort(1)).error().reason, Reason::ChangedOnDisk);
    }

    void loadingTheChangeAllowsToSave()
    {
        PolicyFile file(m_path);
        QVERIFY(file.save(policyOfPort(1)));
        write(writePolicy(policyOfPort(2)));

        QVERIFY(file.load());
        QVERIFY(file.save(policyOfPort(3)));
    }

    void fileThatIsGoneIsWrittenAgain()
    {
        PolicyFile file(m_path);
        QVERIFY(file.save(policyOfPort(1)));
        QVERIFY(QFile::remove(m_path));

        QVERIFY(!file.hasChangedOnDisk());
        QVERIFY(file.save(policyOfPort(2)));
        QCOMPARE(PolicyFile(m_path).load().value().policy.listen.port, 2);
    }

    void invalidPolicyIsNotWritten()
    {
        PolicyFile file(m_path);
        QVERIFY(file.save(policyOfPort(1)));
        Policy policy = policyOfPort(2);
        policy.targets[0].provider = QStringLiteral("nobody");

        const auto saved = file.save(policy);

        QVERIFY(!saved);
        QCOMPARE(saved.error().reason, Reason::NotValid);
        QVERIFY(!saved.error().problems.isEmpty());
        QCOMPARE(PolicyFile(m_path).load().value().policy.listen.port, 1);
    }

    void modeIsKept()
    {
        const auto mode = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
        PolicyFile file(m_path);
        QVERIFY(file.save(policyOfPort(1)));
        QVERIFY(QFile::setPermissions(m_path, mode));

        QVERIFY(file.save(policyOfPort(2)));

        QCOMPARE(QFileInfo(m_path).permissions(), mode);
        QCOMPARE(QFileInfo(m_path + QStringLiteral(".1")).permissions(), mode);
    }

    void symbolicLinkStaysOne()
    {
        const QString real = m_dir->filePath(QStringLiteral("real.json"));
        PolicyFile file(m_path);
        QVERIFY(PolicyFile(real).save(policyOfPort(1)));
        QVERIFY(QFile::link(real, m_path));
        QVERIFY(file.load());

        QVERIFY(file.save(policyOfPort(2)));

        QVERIFY(QFileInfo(m_path).isSymLink());
        QCOMPARE(PolicyFile(real).load().value().policy.listen.port, 2);
    }

    void missingDirectoryIsNotWritable()
    {
        PolicyFile file(m_dir->filePath(QStringLiteral("missing/a.signalbox.json")));

        QCOMPARE(file.save(policyOfPort(1)).error().reason, Reason::NotWritable);
    }

    void failureToWriteLeavesTheFile()
    {
        // Directories in the way of the versions stop every user, root included.
        PolicyFile file(m_path);
        QVERIFY(file.save(policyOfPort(1)));
        for (int age = 1; age <= PolicyFile::keptVersions; ++age)
            QVERIFY(QDir(m_path + u'.' + QString::number(age)).mkpath(QStringLiteral("x")));

        const auto saved = file.save(policyOfPort(2));

        QVERIFY(!saved);
        QCOMPARE(saved.error().reason, Reason::NotWritable);
        QCOMPARE(PolicyFile(m_path).load().value().policy.listen.port, 1);
    }

private:
    void write(const QByteArray &text)
    {
        QFile file(m_path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("The test cannot write its file.");
    }

    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    [[nodiscard]] QStringList names() const
    {
        return QDir(m_dir->path()).entryList(QDir::Files, QDir::Name);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
};

QTEST_GUILESS_MAIN(PolicyFileTest)
#include "tst_PolicyFile.moc"
