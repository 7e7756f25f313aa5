// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/FallbackClasses.h"
#include "models/policy/JsonTree.h"
#include "models/policy/NodeLinks.h"
#include "models/policy/NodePorts.h"
#include "models/policy/PolicyNames.h"
#include "models/policy/PolicyWriter.h"
#include "support/PolicyMaker.h"

#include <QTest>

using namespace signalbox::models;
using signalbox::tests::PolicyMaker;

namespace {

QString operator""_q(const char *text, std::size_t size)
{
    return QString::fromUtf8(text, static_cast<qsizetype>(size));
}

/// "then>a else>b over?" : ports, where they lead, a question mark for those that are optional.
QString inWords(const RouteNode &node)
{
    QStringList words;
    for (const NodePort &port : portsOf(node))
        words.append(port.id
                     + (port.need == NodePort::Need::Optional ? QStringLiteral("?") : QString())
                     + u'>' + port.node);
    return words.join(QStringLiteral(", "));
}

const JsonValue *valueAt(const JsonValue *value, const QString &path)
{
    for (const QString &token : path.split(u'/').mid(1)) {
        if (value)
            value = value->kind == JsonValue::Kind::Array ? &value->items[token.toULongLong()]
                                                          : value->member(token);
    }
    return value;
}

SplitArm arm(int share, const QString &node)
{
    return {.name = {}, .share = share, .node = node};
}

} // namespace

class NodePortsTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyKindNamesItsPorts_data()
    {
        QTest::addColumn<RouteNode>("node");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("usual");
        const auto row = [](const char *name, const RouteNodeBody &body, const QString &words,
                            const QString &usual) {
            QTest::newRow(name) << RouteNode{.body = body} << words << usual;
        };

        row("target", TargetNode{"t"_q}, {}, {});
        row("pool", PoolNode{}, {}, {});
        row("route", SubRouteNode{"r"_q}, {}, {});
        row("reject", RejectNode{}, {}, {});
        row("answer", AnswerNode{"hello"_q}, {}, {});
        row("match", MatchNode{.when = {}, .then = "a"_q, .otherwise = "b"_q}, "then>a, else>b"_q,
            "b"_q);
        row("switch",
            SwitchNode{.on = {},
                       .cases = {{.values = {}, .node = "a"_q}, {.values = {}, .node = "b"_q}},
                       .otherwise = {}},
            "case 1>a, case 2>b, else?>"_q, {});
        row("table",
            TableNode{.columns = {}, .rows = {{.cells = {}, .node = "a"_q}}, .otherwise = "b"_q},
            "row 1>a, else?>b"_q, "b"_q);
        row("fallback", FallbackNode{.steps = {{.node = "a"_q}, {.node = "b"_q}}},
            "step 1>a, step 2>b"_q, "a"_q);
        row("split", SplitNode{.arms = {arm(1, "a"_q), arm(99'999, "b"_q)}}, "arm 1>a, arm 2>b"_q,
            "b"_q);
        row("budget", BudgetNode{.budget = "x"_q, .within = "a"_q, .over = {}},
            "within>a, over?>"_q, "a"_q);
        row("rate limit", RateLimitNode{.limits = {}, .within = "a"_q, .over = "b"_q},
            "within>a, over?>b"_q, "a"_q);
        row("cache", CacheNode{.node = "a"_q}, "node>a"_q, "a"_q);
        row("transform", TransformNode{.node = "a"_q}, "node>a"_q, "a"_q);
        row("shadow", ShadowNode{.target = "t"_q, .node = "a"_q}, "node>a"_q, "a"_q);
        row("only one way", SwitchNode{.on = {}, .cases = {{.values = {}, .node = "a"_q}}},
            "case 1>a, else?>"_q, "a"_q);
    }

    void everyKindNamesItsPorts()
    {
        QFETCH(const RouteNode, node);
        QFETCH(const QString, words);
        QFETCH(const QString, usual);

        QCOMPARE(inWords(node), words);
        QCOMPARE(defaultSuccessor(node), usual);
    }

    void portsAreTheLinksAndTheirPathsLeadToThem()
    {
        PolicyMaker maker(3);
        int seen = 0;
        for (int round = 0; round < 100; ++round) {
            const Policy policy = maker.make();
            const JsonTree tree = JsonTree::parse(writePolicy(policy));
            for (qsizetype route = 0; route < policy.routes.size(); ++route) {
                const RouteGraph &graph = policy.routes[route].graph;
                for (auto node = graph.nodes.cbegin(); node != graph.nodes.cend(); ++node) {
                    const std::vector<NodePort> ports = portsOf(*node);
                    std::size_t place = 0;
                    forEachLink(*node, [&](const QString &link) {
                        QVERIFY(place < ports.size());
                        QCOMPARE(ports[place++].node, link);
                    });
                    QCOMPARE(place, ports.size());
                    for (const NodePort &port : ports) {
                        const JsonValue *value = valueAt(
                            tree.root(),
                            QStringLiteral("/routes/%1/graph/nodes/%2").arg(route).arg(node.key())
                                + port.path);
                        QCOMPARE(value ? value->text : QString(), port.node);
                        QVERIFY(port.need == NodePort::Need::Optional || value);
                        ++seen;
                    }
                }
            }
        }
        QVERIFY(seen > 500);
    }

    void linkBehindAPortCanBeChanged()
    {
        RouteNode node{.body = SwitchNode{.on = {}, .cases = {{}, {}}, .otherwise = "z"_q}};

        *linkOf(node, "case 2"_q) = "a"_q;

        QCOMPARE(inWords(node), "case 1>, case 2>a, else?>z"_q);
        QVERIFY(!linkOf(node, "case 3"_q));
        QVERIFY(!linkOf(node, "then"_q));
    }

    void listsCanHaveMorePorts()
    {
        QStringList kinds;
        for (int kind = 0; kind < routeNodeKindCount; ++kind) {
            if (canAddPorts(static_cast<RouteNodeKind>(kind)))
                kinds.append(nameOf(routeNodeKindNames, static_cast<RouteNodeKind>(kind)));
        }

        QCOMPARE(kinds.join(u' '), "fallback switch table split"_q);
    }

    void stepsCarryTheirFailures()
    {
        const RouteNode node{
            .body = FallbackNode{.steps = {{.node = "a"_q, .on = {ErrorClass::Timeout}},
                                           {.node = "b"_q, .on = {ErrorClass::BadRequest}},
                                           {.node = "c"_q}}}};

        const auto ports = portsOf(node);

        QVERIFY(ports[0].on.empty()); // always tried
        QCOMPARE(ports[1].on, std::vector{ErrorClass::BadRequest});
        QCOMPARE(ports[2].on.size(), fallbackErrorClasses.size() - 1);
        QVERIFY(std::ranges::find(ports[2].on, ErrorClass::BadRequest) == ports[2].on.end());
    }

    void everyFailureLeadsToTheNextStepThatTakesIt()
    {
        const FallbackNode node{.steps = {{.node = "a"_q},
                                          {.node = "b"_q, .on = {ErrorClass::Timeout}},
                                          {.node = "c"_q}}};
        const auto wayOf = [&node](ErrorClass errorClass, std::size_t after) {
            const auto ports = errorClassPortsOf(node, after);
            return std::ranges::find(ports, errorClass, &ErrorClassPort::errorClass)->node;
        };

        QCOMPARE(errorClassPortsOf(node).size(), fallbackErrorClasses.size());
        QCOMPARE(wayOf(ErrorClass::Timeout, 0), "b"_q);
        QCOMPARE(wayOf(ErrorClass::Timeout, 1), "c"_q);
        QCOMPARE(wayOf(ErrorClass::Timeout, 2), QString());
        QCOMPARE(wayOf(ErrorClass::ServerError, 0), "c"_q);
        QCOMPARE(wayOf(ErrorClass::BadRequest, 0), QString());
    }
};

QTEST_GUILESS_MAIN(NodePortsTest)
#include "tst_NodePorts.moc"
