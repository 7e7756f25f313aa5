// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ScoreboardKeeper.h"
#include "routing/route/Scoreboard.h"
#include "support/FakeClock.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using routing::Scoreboard;
using routing::ScoreboardKeeper;

namespace {

const QString gpt = QStringLiteral("gpt");

Scoreboard busy(const FakeClock &clock)
{
    Scoreboard board;
    board.score(gpt).attemptBegan();
    board.score(gpt).attemptEnded(models::ErrorClass::None, 100, 200, clock.monotonicNs());
    return board;
}

} // namespace

class ScoreboardKeeperTest final : public QObject
{
    Q_OBJECT

private slots:
    void whatIsSavedComesBack()
    {
        const QTemporaryDir directory;
        const FakeClock clock;
        {
            ScoreboardKeeper keeper(clock);
            Scoreboard board;
            keeper.open(directory.path(), board);
            keeper.save(busy(clock));
        } // waits until it is written
        ScoreboardKeeper keeper(clock);
        Scoreboard board;
        keeper.open(directory.path(), board);
        QCOMPARE(board.score(gpt).ended(), 1);
    }

    void withoutADirectoryNothingIsKept()
    {
        const FakeClock clock;
        ScoreboardKeeper keeper(clock);
        Scoreboard board;
        keeper.open({}, board);
        keeper.save(busy(clock));
        QVERIFY(!QFile::exists(QStringLiteral("scoreboard.bin")));
    }

    void damagedFileIsSetAsideAndSaid()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("scoreboard.bin"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("no scoreboard at all");
        file.close();
        const FakeClock clock;
        ScoreboardKeeper keeper(clock);
        Scoreboard board;

        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral(".+")));
        keeper.open(directory.path(), board);

        QVERIFY(board.scores().empty());
        QVERIFY(!QFile::exists(path));
        QVERIFY(QFile::exists(path + QStringLiteral(".damaged")));
    }
};

QTEST_APPLESS_MAIN(ScoreboardKeeperTest)
#include "tst_ScoreboardKeeper.moc"
