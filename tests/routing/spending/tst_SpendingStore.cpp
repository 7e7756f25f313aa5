// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/spending/SpendingStore.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using signalbox::routing::SpendingStore;

namespace {

signalbox::routing::JournalText text(const QByteArray &bytes)
{
    return [bytes] { return bytes; };
}

} // namespace

class SpendingStoreTest final : public QObject
{
    Q_OBJECT

private slots:
    void whatIsAppendedIsReadAgain()
    {
        const QTemporaryDir directory;
        auto store = std::make_unique<SpendingStore>();
        QVERIFY(store->open(directory.path()).isEmpty());
        QVERIFY(store->isOpenIn(directory.path()));
        QVERIFY(store->wantsSnapshot()); // the file may end in a torn line
        store->replace(text("snapshot\n"));
        store->append(text("one\n"));
        store->append(text(""));
        store->append(text("two\n"));
        QVERIFY(!store->wantsSnapshot());
        store.reset(); // waits for the writer

        SpendingStore again;
        const QByteArray journal = again.open(directory.path());

        QCOMPARE(journal.simplified(), QByteArray("snapshot one two"));
        const QFileInfo file(directory.filePath(QStringLiteral("spending.journal")));
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void snapshotStandsForAllBeforeIt()
    {
        const QTemporaryDir directory;
        auto store = std::make_unique<SpendingStore>();
        QVERIFY(store->open(directory.path()).isEmpty());
        store->append(text("old\n"));
        store->replace(text("new\n"));
        store.reset();

        SpendingStore again;
        QCOMPARE(again.open(directory.path()), QByteArray("new\n"));
    }

    void largeJournalWantsASnapshot()
    {
        const QTemporaryDir directory;
        SpendingStore store;
        QVERIFY(store.open(directory.path()).isEmpty());
        store.replace(text(""));
        QVERIFY(!store.wantsSnapshot());

        store.append(text(QByteArray(2 * 1024 * 1024, 'x') + '\n'));

        QTRY_VERIFY(store.wantsSnapshot());
    }

    void largeSnapshotIsNotAskedForAgainAtOnce()
    {
        const QTemporaryDir directory;
        const QByteArray large(2 * 1024 * 1024, 'x');
        SpendingStore store;
        QVERIFY(store.open(directory.path()).isEmpty());
        store.replace(text(large + '\n'));
        store.append(text("one\n"));
        store.append(text("two\n"));
        // Once the second is there, the first has been looked at.
        const QString path = SpendingStore::pathIn(directory.path());
        QTRY_COMPARE(QFileInfo(path).size(), large.size() + 11);

        QVERIFY(!store.wantsSnapshot());
    }

    void withoutADirectoryNothingIsKept()
    {
        SpendingStore store;

        QVERIFY(store.open({}).isEmpty());
        store.append(text("one\n"));
        store.replace(text("two\n"));

        QVERIFY(!store.isOpen());
        QVERIFY(!store.isOpenIn({}));
    }

    void folderThatIsGoneIsToldOnceAndTriedAgain()
    {
        auto directory = std::make_unique<QTemporaryDir>();
        const QString path = directory->path();
        SpendingStore store;
        QVERIFY(store.open(path).isEmpty());
        store.replace(text(""));
        QTRY_VERIFY(QFile::exists(path + QLatin1String("/spending.journal")));
        directory.reset();
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(QStringLiteral("spending.journal.*cannot be")));

        store.replace(text("one\n"));

        QTRY_VERIFY(store.wantsSnapshot());
    }
};

QTEST_GUILESS_MAIN(SpendingStoreTest)
#include "tst_SpendingStore.moc"
