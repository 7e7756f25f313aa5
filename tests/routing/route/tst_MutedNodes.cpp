// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/NodeEdits.h"
#include "support/PolicyMaker.h"
#include "support/WalkedRoute.h"

#include <QTest>

using namespace signalbox::models;
using namespace signalbox::tests;
using signalbox::routing::PlanNode;
using signalbox::routing::RoutePlan;

namespace {

RouteNode muted(const RouteNodeBody &body)
{
    return {.body = body, .isMuted = true};
}

QString idOf(const RoutePlan &plan, int node)
{
    return node == PlanNode::none
        ? QString()
        : plan.routeName(plan.node(node).route) + u'.' + plan.node(node).id;
}

/// Where every node leads, but for those that \a policy mutes; a line for each.
QStringList linksOf(const Policy &policy, const Policy &original)
{
    const RoutePlan plan(std::make_shared<const Policy>(policy));
    QStringList lines;
    for (int i = 0; i < plan.nodeCount(); ++i) {
        const PlanNode &node = plan.node(i);
        if (original.routes[node.route].graph.nodes[node.id].isMuted)
            continue;
        QString line = idOf(plan, i) + u':';
        for (const int next : node.next)
            line += u' ' + idOf(plan, next);
        lines.append(line);
    }
    std::optional<signalbox::routing::Candidate> madeUp;
    for (const Route &route : policy.routes)
        lines.append(route.name + u' ' + idOf(plan, plan.resolve(route.name, madeUp)->start));
    lines.sort();
    return lines;
}

} // namespace

/// A muted node is walked past, exactly as if it had been taken out.
class MutedNodesTest final : public QObject
{
    Q_OBJECT

private slots:
    void mutedNodeIsWalkedPast_data()
    {
        QTest::addColumn<RouteNodeBody>("body");

        QTest::newRow("cache") << RouteNodeBody(CacheNode{.node = s("end")});
        QTest::newRow("transform") << RouteNodeBody(TransformNode{.node = s("end")});
        QTest::newRow("shadow") << RouteNodeBody(ShadowNode{.target = s("b"), .node = s("end")});
        QTest::newRow("budget") << RouteNodeBody(
            BudgetNode{.budget = s("daily"), .within = s("end"), .over = s("other")});
        QTest::newRow("rate limit") << RouteNodeBody(
            RateLimitNode{.limits = {.requests = 1}, .within = s("end"), .over = {}});
    }

    void mutedNodeIsWalkedPast()
    {
        QFETCH(const RouteNodeBody, body);
        Walked walked({{s("start"), fallback({{s("middle"), {}}})},
                       {s("middle"), muted(body)},
                       {s("end"), target("a")},
                       {s("other"), target("b")}});
        walked.world.rooms.insert(s("middle"), {.fits = false});

        QCOMPARE(walked.first(), s("a"));
        QVERIFY(walked.passed().isEmpty());
    }

    void onlyTheSwitchDecides()
    {
        const BudgetNode budget{.budget = s("daily"), .within = s("end"), .over = s("other")};
        Walked walked(
            {{s("start"), {.body = budget}}, {s("end"), target("a")}, {s("other"), target("b")}});
        walked.world.rooms.insert(s("start"), {.fits = false});

        QCOMPARE(walked.first(), s("b")); // not muted
    }

    void mutedNodesInARowAndAtTheStartAreWalkedPast()
    {
        Walked walked({{s("start"), muted(CacheNode{.node = s("second")})},
                       {s("second"), muted(TransformNode{.node = s("third")})},
                       {s("third"), {.body = CacheNode{.node = s("end")}}},
                       {s("end"), target("a")}});

        QCOMPARE(walked.first(), s("a"));
        QCOMPARE(walked.passed(), QStringList{s("third")});
    }

    void mutedStartOfASubRouteIsWalkedPast()
    {
        Walked walked({{s("start"), {.body = SubRouteNode{s("sub")}}}},
                      {{.name = s("sub"),
                        .graph = {.start = s("first"),
                                  .nodes = {{s("first"), muted(CacheNode{.node = s("end")})},
                                            {s("end"), target("c")}}}}});

        QCOMPARE(walked.first(), s("c"));
        QVERIFY(walked.passed().isEmpty());
    }

    void mutedCircleOfADraftEnds()
    {
        Walked walked({{s("start"), muted(CacheNode{.node = s("second")})},
                       {s("second"), muted(CacheNode{.node = s("start")})}});

        QCOMPARE(walked.first(), s("exhausted"));
    }

    void anyGraphLeadsAsIfItsMutedNodesWereTakenOut()
    {
        PolicyMaker maker(5);
        int mutedNodes = 0;
        for (int round = 0; round < 200; ++round) {
            const Policy policy = maker.make();
            Policy without = policy;
            for (Route &route : without.routes) {
                QStringList ids;
                for (auto node = route.graph.nodes.cbegin(); node != route.graph.nodes.cend();
                     ++node) {
                    if (node->isMuted)
                        ids.append(node.key());
                }
                mutedNodes += static_cast<int>(ids.size());
                route.graph = removeNodes(route.graph, ids).takeValue();
            }

            QCOMPARE(linksOf(policy, policy), linksOf(without, policy));
        }
        QVERIFY(mutedNodes > 50);
    }

    void layoutHasNoSay()
    {
        PolicyMaker maker(6);
        int layouts = 0;
        for (int round = 0; round < 100; ++round) {
            const Policy policy = maker.make();
            Policy without = policy;
            for (Route &route : without.routes) {
                layouts += route.graph.layout.isEmpty() ? 0 : 1;
                route.graph.layout = {};
            }

            QCOMPARE(linksOf(without, policy), linksOf(policy, policy));
        }
        QVERIFY(layouts > 20);
    }
};

QTEST_GUILESS_MAIN(MutedNodesTest)
#include "tst_MutedNodes.moc"
