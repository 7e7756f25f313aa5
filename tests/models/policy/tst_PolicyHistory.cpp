// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyHistory.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace signalbox::models;

namespace {

QList<int> numbersOf(const PolicyVersions &found)
{
    QList<int> numbers;
    for (const PolicyVersion &version : found.versions)
        numbers.append(version.number);
    return numbers;
}

} // namespace

class PolicyHistoryTest final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_folder = m_dir->filePath(QStringLiteral("kept/versions"));
    }

    void nothingWasEverKept()
    {
        const PolicyHistory history(m_folder);

        QCOMPARE(history.list(), PolicyVersions());
        QVERIFY(!history.load(1));
        QVERIFY(!QFile::exists(m_folder));
    }

    void versionsAreListedNewestFirstAndComeBackAsTheyWere()
    {
        PolicyHistory history(m_folder);
        const PolicyVersion first{.savedAtMs = 1'760'000'000'123,
                                  .origin = PolicyVersion::Origin::Start};
        const PolicyVersion second{.savedAtMs = 1'760'000'001'000,
                                   .message = QStringLiteral("Größer \"und\" \n zwei Zeilen")};
        const PolicyVersion third{.savedAtMs = 1'760'000'002'000,
                                  .origin = PolicyVersion::Origin::File};
        QVERIFY(history.add("one\n", first));
        QVERIFY(history.add("two", second));
        const auto added = history.add("three\n{}\n", third);

        QVERIFY(added);
        QCOMPARE(added.value().number, 3);
        const PolicyVersions found = history.list();
        QCOMPARE(numbersOf(found), QList<int>({3, 2, 1}));
        QCOMPARE(found.versions[0].origin, PolicyVersion::Origin::File);
        QCOMPARE(found.versions[1].message, second.message);
        QCOMPARE(found.versions[1].savedAtMs, second.savedAtMs);
        QCOMPARE(found.versions[2].savedAtMs, first.savedAtMs);
        QCOMPARE(found.versions[2].origin, PolicyVersion::Origin::Start);
        QVERIFY(found.damaged.isEmpty());
        QCOMPARE(history.load(1).value(), QByteArray("one\n"));
        QCOMPARE(history.load(2).value(), QByteArray("two"));
        QCOMPARE(history.load(3).value(), QByteArray("three\n{}\n"));
    }

    void whatServesAlreadyIsNoNewVersion()
    {
        PolicyHistory history(m_folder);
        QVERIFY(history.add("one", {.message = QStringLiteral("first")}));

        const auto again = history.add("one", {.message = QStringLiteral("again")});

        QVERIFY(again);
        QCOMPARE(again.value().number, 1);
        QCOMPARE(again.value().message, QStringLiteral("first"));
        QCOMPARE(history.list().versions.size(), 1);
        // It is one again once another has served in between.
        QVERIFY(history.add("two", {}));
        QCOMPARE(history.add("one", {}).value().number, 3);
    }

    void theOldestGo()
    {
        constexpr int kept = 3;
        PolicyHistory history(m_folder, kept);
        for (int i = 1; i <= 7; ++i)
            QVERIFY(history.add(QByteArray::number(i), {}));

        QCOMPARE(numbersOf(history.list()), QList<int>({7, 6, 5}));
        QCOMPARE(QDir(m_folder).entryList(QDir::Files).size(), kept);
        QVERIFY(!history.load(4));
    }

    void damagedFilesArePassedOverAndTold_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no line") << QByteArray("{\"number\":2}");
        QTest::newRow("not JSON") << QByteArray("nonsense\ntwo");
        QTest::newRow("no seal") << QByteArray("{\"number\":2}\ntwo");
        QTest::newRow("another's seal") << QByteArray("{\"sha256\":\"00\"}\ntwo");
        QTest::newRow("zeros") << QByteArray(4096, '\0');
    }
    void damagedFilesArePassedOverAndTold()
    {
        QFETCH(const QByteArray, content);
        PolicyHistory history(m_folder);
        for (const char *text : {"one", "two", "three"})
            QVERIFY(history.add(text, {}));
        const QStringList files = QDir(m_folder).entryList(QDir::Files, QDir::Name);
        QFile second(QDir(m_folder).filePath(files.at(1)));
        QVERIFY(second.open(QIODevice::WriteOnly | QIODevice::Truncate));
        second.write(content);
        second.close();

        const PolicyVersions found = history.list();

        QCOMPARE(numbersOf(found), QList<int>({3, 1}));
        QCOMPARE(found.damaged.size(), 1);
        QVERIFY(found.damaged.first().contains(files.at(1)));
        QVERIFY(!history.load(2));
    }

    void aDamagedNewestHidesNothingAndItsNumberIsNotGivenAgain()
    {
        PolicyHistory history(m_folder);
        QVERIFY(history.add("one", {}));
        QVERIFY(history.add("two", {}));
        const QStringList files = QDir(m_folder).entryList(QDir::Files, QDir::Name);
        QVERIFY(QFile::resize(QDir(m_folder).filePath(files.at(1)), 5));

        const auto added = history.add("two", {});

        QVERIFY(added);
        QCOMPARE(added.value().number, 3);
        QCOMPARE(numbersOf(history.list()), QList<int>({3, 1}));
    }

    void strangeFilesAreNotVersions()
    {
        PolicyHistory history(m_folder);
        QVERIFY(history.add("one", {}));
        for (const char *name :
             {"notes.txt", "version-.signalbox.txt", "version-x.signalbox.txt", "version-0.txt"}) {
            QFile file(QDir(m_folder).filePath(QLatin1String(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }

        QCOMPARE(numbersOf(history.list()), QList<int>{1});
        QVERIFY(history.list().damaged.isEmpty());
    }

    void versionsAreForTheirOwnerAlone()
    {
        PolicyHistory history(m_folder);
        QVERIFY(history.add("one", {}));

        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
            | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        QCOMPARE(QFileInfo(m_folder).permissions() & others, QFile::Permissions());
        for (const QFileInfo &file : QDir(m_folder).entryInfoList(QDir::Files))
            QCOMPARE(file.permissions() & others, QFile::Permissions());
    }

    void aFolderThatCannotBeMadeIsAFailure()
    {
        QFile inTheWay(m_dir->filePath(QStringLiteral("kept")));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        PolicyHistory history(m_folder);

        const auto added = history.add("one", {});

        QVERIFY(!added);
        QVERIFY(added.error().contains(m_folder));
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_folder;
};

QTEST_GUILESS_MAIN(PolicyHistoryTest)
#include "tst_PolicyHistory.moc"
