// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/LayoutChecks.h"
#include "support/PolicyTexts.h"

#include <QTest>

using signalbox::models::readPolicy;
using signalbox::tests::json;
using signalbox::tests::problemsOf;

namespace {

/// A graph from the match `start` to the targets `x` and `y`, with the keys \a layout of its
/// layout.
QByteArray layoutText(const QByteArray &layout)
{
    return json("{'signalbox':1,'providers':[{'id':'p','dialect':'simulated'}],"
                "'routes':[{'name':'r','graph':{'start':'start','nodes':{"
                "'start':{'kind':'match','when':{'signal':'stream','op':'==','value':true},"
                "'then':'x','else':'y'},'x':{'kind':'target','target':'p/m'},"
                "'y':{'kind':'target','target':'p/n'}},'layout':{"
                + layout + "}}}]}");
}

} // namespace

class LayoutChecksTest final : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("layout");
        QTest::addColumn<QString>("problems");
        const auto row = [](const char *name, const char *layout, const char *problems) {
            QTest::newRow(name) << QByteArray(layout) << QString::fromUtf8(problems);
        };
        row("nothing", "", "");
        row("fine",
            "'nodes':{'x':[1,-2],'start':[0,0]},'frames':[{'label':'','nodes':[]},"
            "{'label':'A','nodes':['x','y'],'color':'red'}],"
            "'bends':[{'from':'start','port':'else','points':[[1,2],[3,4]]}]",
            "");
        row("place of an unknown node", "'nodes':{'z':[1,2]}",
            "W @/layout/nodes/z: There is no node \"z\" in this graph.");
        row("frame of an unknown node", "'frames':[{'label':'A','nodes':['x','z']}]",
            "W @/layout/frames/0/nodes/1: There is no node \"z\" in this graph.");
        row("bends of an unknown node", "'bends':[{'from':'z','port':'then','points':[[1,2]]}]",
            "W @/layout/bends/0/from: There is no node \"z\" in this graph.");
        row("bends of an unknown output",
            "'bends':[{'from':'start','port':'case 1','points':[[1,2]]}]",
            "W @/layout/bends/0/port: The node \"start\" has no output \"case 1\".");
        row("half a place", "'nodes':{'x':[1]}",
            "E @/layout/nodes/x: This list has less than 2 entries.");
        row("broken number", "'nodes':{'x':[1.5,2]}",
            "E @/layout/nodes/x/0: Expected a whole number, found a fraction.");
        row("too far", "'nodes':{'x':[1,1000001]}",
            "E @/layout/nodes/x/1: 1000001 is too large; the most is 1000000.");
    }

    void saysWhatIsWrong()
    {
        QFETCH(const QByteArray, layout);
        QFETCH(const QString, problems);

        QCOMPARE(problemsOf(layoutText(layout)), problems);
    }

    void slipsAreGuessed()
    {
        const auto read = readPolicy(layoutText("'nodes':{'strat':[1,2]}"));

        QCOMPARE(read.value().warnings.constFirst().hint,
                 QStringLiteral("Did you mean \"start\"?"));
    }

    void onlyNodesThatGoOnCanBeMuted_data()
    {
        QTest::addColumn<QByteArray>("node");
        QTest::addColumn<bool>("isAllowed");

        QTest::newRow("cache") << QByteArray("'kind':'cache','node':'x'") << true;
        QTest::newRow("transform") << QByteArray("'kind':'transform','node':'x'") << true;
        QTest::newRow("shadow") << QByteArray("'kind':'shadow','target':'b','node':'x'") << true;
        QTest::newRow("budget") << QByteArray("'kind':'budget','budget':'money','within':'x'")
                                << true;
        QTest::newRow("rate limit")
            << QByteArray("'kind':'rate_limit','requests':1,'within':'x'") << true;
        QTest::newRow("target") << QByteArray("'kind':'target','target':'b'") << false;
        QTest::newRow("fallback") << QByteArray("'kind':'fallback','steps':[{'node':'x'}]")
                                  << false;
    }

    void onlyNodesThatGoOnCanBeMuted()
    {
        QFETCH(const QByteArray, node);
        QFETCH(const bool, isAllowed);

        const auto read = readPolicy(signalbox::tests::graphText(
            "'start':{" + node + ",'muted':true},'x':{'kind':'target','target':'a'}"));

        QCOMPARE(read.hasValue(), isAllowed);
        if (isAllowed)
            QVERIFY(read.value().policy.routes[0].graph.nodes[QStringLiteral("start")].isMuted);
    }
};

QTEST_GUILESS_MAIN(LayoutChecksTest)
#include "tst_LayoutChecks.moc"
