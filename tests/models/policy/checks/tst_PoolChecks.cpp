// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/PolicyTexts.h"

#include <QTest>

using signalbox::tests::graphText;
using signalbox::tests::problemsOf;

/// What is odd about a pool.
class PoolChecksTest final : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problems");
        const auto pool = [](const char *name, const QByteArray &fields, const char *problems) {
            QTest::newRow(name) << graphText("'start':{'kind':'pool'," + fields + "}")
                                << QString::fromUtf8(problems);
        };
        pool("fine", "'members':['a','b']", "");
        pool("unknown member", "'members':['a',{'target':'c'}]",
             "E @/nodes/start/members/1/target: There is no target \"c\".");
        pool("member of no provider", "'members':['q/m']",
             "E @/nodes/start/members/0: There is no provider \"q\".");
        pool("member twice", "'members':['a',{'target':'a','priority':1}]",
             "E @/nodes/start/members/1/target: \"a\" is a member already.");
        pool("member by another name", "'members':['a','p/m']",
             "W @/nodes/start/members/1: \"p/m\" is the same model of the same provider as the "
             "member \"a\".");
        pool("no weight", "'strategy':'weighted','members':[{'target':'a','weight':0}]",
             "E @/nodes/start/members: The weights of all members are 0.");
        pool("weight for nothing", "'members':[{'target':'a','weight':2},'b']",
             "W @/nodes/start/members/0/weight: The strategy \"priority\" does not use this.");
        pool("fields for nothing",
             "'strategy':'round_robin','members':['a','b'],'speed':'total_ms','percentile':95,"
             "'balance':{},'exploration':0.1,'tie_band':0.2,'on_none':'first'",
             "W @/nodes/start/speed: The strategy \"round_robin\" does not use this.\n"
             "W @/nodes/start/percentile: The strategy \"round_robin\" does not use this.\n"
             "W @/nodes/start/balance: The strategy \"round_robin\" does not use this.\n"
             "W @/nodes/start/exploration: The strategy \"round_robin\" does not use this.\n"
             "W @/nodes/start/tie_band: The strategy \"round_robin\" does not use this.\n"
             "W @/nodes/start/on_none: Without limits every member meets them; this has no "
             "effect.");
        pool("nothing counts",
             "'strategy':'balanced','members':['a','b'],"
             "'balance':{'speed':0,'cost':0,'accuracy':0,'reliability':0}",
             "E @/nodes/start/balance: Nothing counts: all of these are 0.");
        pool("share in percent",
             "'members':['a','b'],'limits':[{'measure':'success_rate','at_least':95}]",
             "E @/nodes/start/limits/0/at_least: \"success_rate\" is between 0 and 1.");
        pool("limits of numbers that are known",
             "'members':['a','b'],"
             "'limits':[{'measure':'cost_usd','at_most':1,'percentile':50,'samples':3}]",
             "W @/nodes/start/limits/0/percentile: \"cost_usd\" does not use this.\n"
             "W @/nodes/start/limits/0/samples: \"cost_usd\" does not use this.");
        pool("floor above the ceiling",
             "'members':['a','b'],'limits':[{'measure':'accuracy','at_most':0.5},"
             "{'measure':'accuracy','at_least':0.6}]",
             "E @/nodes/start/limits/1: Nothing can meet this and limit 1: the floor is above the "
             "ceiling.");
        pool("slow without another member",
             "'members':['a'],'slow':{'action':'switch','after_ms':300000}",
             "W @/nodes/start/slow/after_ms: The provider \"p\" gives up waiting for a first byte "
             "after 300000 ms itself; this comes too late.\n"
             "W @/nodes/start/slow: There is no other member to go to when this one is slow.");
    }

    void saysWhatIsWrong()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, problems);

        QCOMPARE(problemsOf(text), problems);
    }
};

QTEST_GUILESS_MAIN(PoolChecksTest)
#include "tst_PoolChecks.moc"
