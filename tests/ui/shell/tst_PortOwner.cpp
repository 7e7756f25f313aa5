// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/Wait.h"
#include "ui/shell/PortOwner.h"

#include <QCoreApplication>
#include <QTcpServer>
#include <QTest>

#include <optional>

using namespace signalbox;

class PortOwnerTest final : public QObject
{
    Q_OBJECT

private slots:
    void listeningSocketsAreFoundInTheTable()
    {
        // Port 4141 is 102D. Line 1 listens, line 2 is a connection, line 3 another port.
        const QByteArray table =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  "
            "timeout inode\n"
            "   0: 0100007F:102D 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000  "
            "      0 51234 1 0000 100 0 0 10 0\n"
            "   1: 0100007F:102D 0100007F:D9F2 01 00000000:00000000 00:00000000 00000000  1000  "
            "      0 51299 1 0000 20 4 30 10 -1\n"
            "   2: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0  "
            "      0 4711 1 0000 100 0 0 10 0\n";

        QCOMPARE(ui::listeningInodes(table, 4141), QSet<qint64>{51234});
        QCOMPARE(ui::listeningInodes(table, 81), QSet<qint64>{});
        QCOMPARE(ui::listeningInodes("garbage\n\n a b c", 4141), QSet<qint64>{});
    }

    void ownerOfAPortIsNamedAndAFreeOneFound()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        std::optional<ui::PortOwner> answer;

        ui::findPortOwner(taken.serverPort(), this,
                          [&](const ui::PortOwner &owner) { answer = owner; });

        QTRY_VERIFY(answer.has_value());
#ifdef Q_OS_LINUX
        QCOMPARE(answer->pid, QCoreApplication::applicationPid());
        QVERIFY(!answer->program.isEmpty());
#endif
        QVERIFY(answer->nextFree > taken.serverPort());
    }

    void nobodyIsToldWhenTheAskerIsGone()
    {
        bool wasTold = false;
        {
            QObject asker;
            ui::findPortOwner(1, &asker, [&](const ui::PortOwner &) { wasTold = true; });
        }
        std::optional<ui::PortOwner> later;
        ui::findPortOwner(1, this, [&](const ui::PortOwner &owner) { later = owner; });
        QTRY_VERIFY(later.has_value());

        QVERIFY(!wasTold);
    }
};

QTEST_GUILESS_MAIN(PortOwnerTest)
#include "tst_PortOwner.moc"
