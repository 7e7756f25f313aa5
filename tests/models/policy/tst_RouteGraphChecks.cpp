// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/RouteGraphChecks.h"
#include "support/PolicyTexts.h"

#include <QElapsedTimer>
#include <QTest>

using namespace signalbox::models;
using signalbox::tests::graphText;
using signalbox::tests::policyText;
using signalbox::tests::problemsOf;

namespace {

constexpr auto ends = ",'x':{'kind':'target','target':'a'},'y':{'kind':'target','target':'b'}";
constexpr auto end = ",'x':{'kind':'target','target':'a'}";

} // namespace

class RouteGraphChecksTest final : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problems");
        const auto row = [](const char *name, const QByteArray &text, const char *problems) {
            QTest::newRow(name) << text << QString::fromUtf8(problems);
        };
        const auto node = [&row](const char *name, const QByteArray &start, const char *problems) {
            row(name, graphText("'start':" + start + ends), problems);
        };
        const auto one = [&row](const char *name, const QByteArray &start, const char *problems) {
            row(name, graphText("'start':" + start + end), problems);
        };
        addLinks(row, one);
        addFallbacks(node, one);
        addOthers(node, one);
        addSubRoutes(row);
    }

    void saysWhatIsWrong()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, problems);

        QCOMPARE(problemsOf(text), problems);
    }

    void soundPartsAreCheckedBesideBrokenOnes()
    {
        const QString problems =
            problemsOf(policyText("'listen':{'port':'x'},"
                                  "'providers':[{'id':'p','dialekt':'openai'}],"
                                  "'targets':[{'id':'a','provider':'p','model':'m'},"
                                  "{'id':'b','provider':'q','model':'m'}],"
                                  "'routes':[{'name':'s','graph':{'start':'n'}},"
                                  "{'name':'r','graph':{'start':'n','nodes':"
                                  "{'n':{'kind':'route','route':'s'},"
                                  "'m':{'kind':'target','target':'c'}}}}]"));

        QVERIFY2(problems.contains(QLatin1String("E /listen/port: ")), qPrintable(problems));
        QVERIFY2(problems.contains(QLatin1String("E /providers/0/dialekt: ")),
                 qPrintable(problems));
        QVERIFY2(
            problems.contains(QLatin1String("E /targets/1/provider: There is no provider \"q\".")),
            qPrintable(problems));
        QVERIFY2(!problems.contains(QLatin1String("There is no provider \"p\".")),
                 qPrintable(problems));
        QVERIFY2(!problems.contains(QLatin1String("There is no route")), qPrintable(problems));
        QVERIFY2(problems.contains(
                     QLatin1String("E /routes/1/graph/nodes/m/target: There is no target \"c\".")),
                 qPrintable(problems));
    }

    void namesOfAListThatCannotBeReadAreNotMissed()
    {
        const QString problems = problemsOf(
            policyText("'providers':{},'targets':[{'id':'a','provider':'p','model':'m'}]"));

        QVERIFY2(problems.startsWith(QLatin1String("E /providers: ")), qPrintable(problems));
        QVERIFY2(!problems.contains(u'\n'), qPrintable(problems));
    }

    void longChainsAreWalkedWithoutRecursion()
    {
        QByteArray nodes;
        constexpr int count = 100'000;
        for (int i = 0; i < count; ++i)
            nodes += (i == 0 ? QByteArray("'start") : QByteArray("'n" + QByteArray::number(i)))
                + "':{'kind':'cache','node':'n" + QByteArray::number(i + 1) + "'},";
        nodes += "'n" + QByteArray::number(count) + "':{'kind':'target','target':'a'}";
        QElapsedTimer timer;
        timer.start();

        const QString problems = problemsOf(graphText(nodes));

        QCOMPARE(problems,
                 QStringLiteral("E @/start: The longest way through this graph has more "
                                "than 64 nodes."));
        QVERIFY(timer.elapsed() < 60'000);
        qInfo("%lld ms", timer.elapsed());
    }

    void tablesThatAreTooLargeSaySo()
    {
        QByteArray rows;
        QByteArray covering;
        for (int i = 0; i < 4'000; ++i) {
            const QByteArray number = QByteArray::number(i);
            rows += QByteArray(i == 0 ? "" : ",") + "{'when':[{'op':'!=','value':'t" + number
                + "'},{'op':'>','value':" + number
                + "},{'op':'<','value':" + QByteArray::number(4'000 - i) + "}],'node':'x'}";
            covering += QByteArray(i == 0 ? "" : ",") + "{'when':[{'op':'>=','value':" + number
                + "},{'op':'<=','value':5}],'node':'x'},{'when':[{'op':'>=','value':" + number
                + "},{'op':'>','value':5}],'node':'x'}";
        }

        const QString order =
            problemsOf(graphText("'start':{'kind':'table','columns':['header.x','input_tokens',"
                                 "'messages'],'rows':["
                                 + rows + "],'else':'x'}" + end));
        const QString gaps = problemsOf(
            graphText("'start':{'kind':'table','hit':'collect','columns':['input_tokens',"
                      "'messages'],'rows':["
                      + covering + "]}" + end));

        QCOMPARE(order.section(u'\n', -1),
                 QStringLiteral("W @/nodes/start/rows: This table is too large to be checked for "
                                "rows that get into each other's way."));
        QCOMPARE(gaps,
                 QStringLiteral("W @/nodes/start/rows: This table is too large to be checked "
                                "for gaps."));
    }

    void hostilePredicatesOfManyNodesAreBounded()
    {
        QByteArray rows;
        for (int i = 0; i < 300; ++i)
            rows += QByteArray(i == 0 ? "" : ",") + "{'when':[{'op':'regex','value':'\\\\pL{"
                + QByteArray::number(700 + i) + "}'}],'node':'x'}";
        QElapsedTimer timer;
        timer.start();

        const QString problems = problemsOf(graphText(
            "'start':{'kind':'table','columns':['last_text'],'rows':[" + rows + "]}" + end));

        QCOMPARE(problems.count(QLatin1String("pattern too large")), 30);
        QCOMPARE(problems.count(QLatin1String("too large; those from here on were not checked")),
                 1);
        QVERIFY(timer.elapsed() < 60'000);
        qInfo("%lld ms", timer.elapsed());
    }

private:
    template<typename Row, typename One>
    void addLinks(Row row, One one)
    {
        row("no start", graphText("'x':{'kind':'target','target':'a'}"),
            "E @/start: There is no node \"start\" in this graph.");
        one("match", "{'kind':'match','when':{'all':[]},'then':'z','else':'x'}",
            "E @/nodes/start/then: There is no node \"z\" in this graph.\n"
            "W @/nodes/start/when: This always holds; \"else\" is never taken.");
        one("switch", "{'kind':'switch','on':'model','cases':[{'is':'m','node':'z'}],'else':'x'}",
            "E @/nodes/start/cases/0/node: There is no node \"z\" in this graph.");
        one("table",
            "{'kind':'table','columns':['model'],'rows':[{'when':['m'],'node':'z'}],"
            "'else':'x'}",
            "E @/nodes/start/rows/0/node: There is no node \"z\" in this graph.");
        one("split",
            "{'kind':'split','arms':[{'percent':50,'node':'z'},{'percent':50,'node':'x'}]}",
            "E @/nodes/start/arms/0/node: There is no node \"z\" in this graph.");
        one("budget", "{'kind':'budget','budget':'money','within':'x','over':'z'}",
            "E @/nodes/start/over: There is no node \"z\" in this graph.");
        one("rate limit", "{'kind':'rate_limit','requests':1,'within':'z','over':'x'}",
            "E @/nodes/start/within: There is no node \"z\" in this graph.");
        row("cache", graphText("'start':{'kind':'cache','node':'z'}"),
            "E @/nodes/start/node: There is no node \"z\" in this graph.");
        row("transform", graphText("'start':{'kind':'transform','variant':'v','node':'z'}"),
            "E @/nodes/start/node: There is no node \"z\" in this graph.");
        row("shadow", graphText("'start':{'kind':'shadow','target':'b','node':'z'}"),
            "E @/nodes/start/node: There is no node \"z\" in this graph.");
        row("nothing leads there",
            graphText("'start':{'kind':'target','target':'a'},"
                      "'x':{'kind':'target','target':'a'}"),
            "W @/nodes/x: Nothing leads to the node \"x\".");
        row("circle of two kinds",
            graphText("'start':{'kind':'cache','node':'x'},'x':{'kind':'rate_limit','requests':1,"
                      "'within':'start'}"),
            "E @/nodes/start: The nodes go in a circle: \"start\" -> \"x\" -> \"start\".");
        row("decided before",
            graphText("'start':{'kind':'match','when':{'signal':'stream','op':'==','value':true},"
                      "'then':'c','else':'x'},'c':{'kind':'cache','node':'m'},"
                      "'m':{'kind':'match','when':{'signal':'stream','op':'==','value':true},"
                      "'then':'y','else':'z'},'x':{'kind':'target','target':'a'},"
                      "'y':{'kind':'target','target':'b'},'z':{'kind':'answer','text':'no'}"),
            "W @/nodes/m/when: The node \"start\" has asked this already: it always holds here.");
    }

    template<typename Node, typename One>
    void addFallbacks(Node node, One one)
    {
        node("first step after a failure",
             "{'kind':'fallback','steps':[{'node':'x','on':['timeout']},{'node':'y'}]}",
             "W @/nodes/start/steps/0/on: The first step is always tried; this has no effect.");
        one("the same step twice", "{'kind':'fallback','steps':[{'node':'x'},{'node':'x'}]}",
            "W @/nodes/start/steps/1/node: Step 1 leads to the node \"x\" already.");
        one("slow without another step",
            "{'kind':'fallback','steps':[{'node':'x'}],'slow':{'action':'switch','after_ms':5}}",
            "W @/nodes/start/slow: There is no other step to go to when this one is slow.");
        node("slow after the provider's own limit",
             "{'kind':'fallback','steps':[{'node':'x'},{'node':'y'}],"
             "'slow':{'action':'hedge','after_ms':300000}}",
             "W @/nodes/start/slow/after_ms: The provider \"p\" gives up waiting for a first byte "
             "after 300000 ms itself; this comes too late.");
    }

    template<typename Node, typename One>
    void addOthers(Node node, One one)
    {
        one("both ways",
            "{'kind':'match','when':{'signal':'stream','op':'==','value':true},"
            "'then':'x','else':'x'}",
            "W @/nodes/start/else: Both ways lead to the node \"x\".");
        one("case for a number",
            "{'kind':'switch','on':'hour','cases':[{'is':[1,'x'],'node':'x'}],'else':'x'}",
            "E @/nodes/start/cases/0/is/1: \"hour\" is a number; this is a string.");
        node("case twice",
             "{'kind':'switch','on':'hour','cases':[{'is':[1,2],'node':'x'},"
             "{'is':2,'node':'y'}],'else':'y'}",
             "W @/nodes/start/cases/1/is: Case 1 has this value already.");
        one("no case for it", "{'kind':'switch','on':'stream','cases':[{'is':true,'node':'x'}]}",
            "W @/nodes/start/cases: No case has stream false.");
        node("all cases",
             "{'kind':'switch','on':'stream','cases':[{'is':[true,false],'node':'x'}],'else':'y'}",
             "W @/nodes/start/else: The cases take everything; this is never reached.");
        node("less than all",
             "{'kind':'split','arms':[{'percent':33.333,'node':'x'},"
             "{'percent':66.666,'node':'y'}]}",
             "E @/nodes/start/arms: The arms make 99.999 % together, not 100 %.");
        node("exactly all",
             "{'kind':'split','arms':[{'percent':0.1,'node':'x'},"
             "{'percent':99.9,'node':'y'}]}",
             "");
        node("arm for nobody",
             "{'kind':'split','arms':[{'percent':0,'node':'x'},"
             "{'percent':100,'node':'y'}]}",
             "W @/nodes/start/arms/0/percent: Nothing goes to this arm.");
        node("arms of one name",
             "{'kind':'split','arms':[{'percent':50,'node':'x','name':'n'},"
             "{'percent':50,'node':'y','name':'n'}]}",
             "E @/nodes/start/arms/1/name: Arm 1 is called \"n\" already.");
        one("no such budget", "{'kind':'budget','budget':'mony','within':'x'}",
            "E @/nodes/start/budget: There is no budget \"mony\".");
        one("over as within", "{'kind':'budget','budget':'money','within':'x','over':'x'}",
            "W @/nodes/start/over: Both ways lead to the node \"x\".");
        one("no limit", "{'kind':'rate_limit','within':'x'}",
            "W @/nodes/start: This node limits nothing.");
        one("no such shadow", "{'kind':'shadow','target':'c','percent':0,'node':'x'}",
            "E @/nodes/start/target: There is no target \"c\".\n"
            "W @/nodes/start/percent: Nothing is sent to the shadow.");
        addTransforms(one);
    }

    template<typename One>
    void addTransforms(One one)
    {
        one("no change", "{'kind':'transform','node':'x'}",
            "W @/nodes/start: This node changes nothing.");
        one("the model", "{'kind':'transform','set':{'model':'m'},'node':'x'}",
            "E @/nodes/start/set/model: A transform may not change the field \"model\".");
        one("the messages", "{'kind':'transform','remove':['messages','stream'],'node':'x'}",
            "E @/nodes/start/remove/0: A transform may not change the field \"messages\".\n"
            "E @/nodes/start/remove/1: A transform may not change the field \"stream\".");
        one("system as a parameter", "{'kind':'transform','set':{'system':'s'},'node':'x'}",
            "W @/nodes/start/set/system: \"system\" is where only some dialects have the system "
            "prompt.");
        one("set and removed",
            "{'kind':'transform','set':{'top_p':1},'remove':['top_p'],'node':'x'}",
            "E @/nodes/start/remove/0: \"top_p\" is set and removed.");
        one("no such variable",
            "{'kind':'transform','system':{'text':'{{{{ {{ lang }} {{lang}}'},'node':'x'}",
            "E @/nodes/start/system/text: There is no variable \"lang\".");
        one("variable for nothing",
            "{'kind':'transform','system':{'text':'s'},'variables':{'lang':'language',"
            "'l':'languge'},'node':'x'}",
            "W @/nodes/start/variables/lang: Nothing uses the variable \"lang\".\n"
            "E @/nodes/start/variables/l: There is no signal \"languge\".\n"
            "W @/nodes/start/variables/l: Nothing uses the variable \"l\".");
    }

    template<typename Row>
    void addSubRoutes(Row row)
    {
        row("no such route", graphText("'start':{'kind':'route','route':'s'}"),
            "E @/nodes/start/route: There is no route \"s\".");
        row("itself", graphText("'start':{'kind':'route','route':'r'}"),
            "E @/nodes/start/route: The routes go in a circle: \"r\" -> \"r\".");
        const auto route = [](const QByteArray &name, const QByteArray &to) -> QByteArray {
            return "{'name':'" + name
                + "','graph':{'start':'n','nodes':{'n':{'kind':'route','route':'" + to + "'}}}}";
        };
        row("two routes", policyText("'routes':[" + route("r", "s") + "," + route("s", "r") + "]"),
            "E @/nodes/n/route: The routes go in a circle: \"r\" -> \"s\" -> \"r\".");
        const auto chain = [](const QByteArray &name, int nodes,
                              const QByteArray &last) -> QByteArray {
            QByteArray text = "{'name':'" + name + "','graph':{'start':'n0','nodes':{";
            for (int i = 0; i < nodes; ++i)
                text += "'n" + QByteArray::number(i) + "':{'kind':'cache','node':'n"
                    + QByteArray::number(i + 1) + "'},";
            return text + "'n" + QByteArray::number(nodes) + "':" + last + "}}}";
        };
        row("too long together",
            policyText("'routes':[" + chain("r", 40, "{'kind':'route','route':'s'}") + ","
                       + chain("s", 40, "{'kind':'answer','text':'t'}") + "]"),
            "E @/start: The longest way through this graph has more than 64 nodes.");
        row("long enough",
            policyText("'routes':[" + chain("r", 31, "{'kind':'route','route':'s'}") + ","
                       + chain("s", 31, "{'kind':'answer','text':'t'}") + "]"),
            "");
    }
};

QTEST_GUILESS_MAIN(RouteGraphChecksTest)
#include "tst_RouteGraphChecks.moc"
