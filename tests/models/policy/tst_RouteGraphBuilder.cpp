// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/JsonText.h"
#include "models/policy/PolicyBuilder.h"
#include "models/policy/RouteGraphBuilder.h"
#include "models/policy/RouteGraphWriter.h"
#include "models/policy/SchemaValidator.h"

#include <QTest>

using namespace signalbox::models;
using namespace std::chrono_literals;

namespace {

QString operator""_q(const char *text, std::size_t size)
{
    return QString::fromUtf8(text, static_cast<qsizetype>(size));
}

QList<SignalValue> values(std::initializer_list<SignalValue> list)
{
    return {list};
}

Predicate condition(SignalKind kind, Comparison comparison, const QList<SignalValue> &values)
{
    return {.kind = Predicate::Kind::Condition,
            .condition = {{.kind = kind, .argument = {}}, comparison, values}};
}

struct Case
{
    const char *name;
    QByteArray json; ///< the keys of the node
    RouteNodeBody body;
};

PoolNode fullPool()
{
    return {.strategy = Strategy::Balanced,
            .members = {{.target = "a"_q}, {.target = "sim/b"_q, .weight = 2.5, .priority = -1}},
            .limits = {{.measure = Measure::Total, .percentile = 99, .bound = 2000.5},
                       {.measure = Measure::SuccessRate,
                        .isFloor = true,
                        .bound = 0.9,
                        .isHard = true,
                        .samples = 3}},
            .onNone = OnNone::Reject,
            .speed = Measure::TimePerOutputToken,
            .percentile = 90,
            .balance = {.speed = 0, .cost = 2, .accuracy = 3.5, .reliability = 4},
            .exploration = 0.1,
            .tieBand = 0,
            .affinity = {.isOn = true, .keep = 5min, .switchGain = 0.5, .countsCache = false},
            .slow = {.action = SlowRule::Action::Hedge, .after = 800ms}};
}

Predicate nested()
{
    Predicate inverse{.kind = Predicate::Kind::Not};
    inverse.parts = {condition(SignalKind::Stream, Comparison::Equal, values({true}))};
    Predicate any{.kind = Predicate::Kind::Any};
    any.parts = {condition(SignalKind::TaskType, Comparison::In, values({"coding"_q, "math"_q})),
                 inverse};
    Predicate all{.kind = Predicate::Kind::All};
    all.parts = {condition(SignalKind::InputTokens, Comparison::Above, values({8000.0})), any,
                 Predicate{}};
    return all;
}

TableNode fullTable()
{
    const TableCell any{};
    const TableCell equal{false, Comparison::Equal, values({"de"_q})};
    const TableCell in{false, Comparison::In, values({1.0, 2.0})};
    const TableCell below{false, Comparison::Below, values({0.5})};
    const TableCell notIn{false, Comparison::NotIn, values({"en"_q})};
    return {.hit = TableNode::Hit::Collect,
            .columns = {{SignalKind::Language, {}}, {SignalKind::Header, "x-tier"_q}},
            .rows = {{.cells = {equal, any}, .node = "n"_q},
                     {.cells = {any, in}, .node = "n"_q, .priority = -2},
                     {.cells = {notIn, below}, .node = "n"_q}},
            .otherwise = "e"_q};
}

TransformNode fullTransform()
{
    return {.edits = {{"temperature"_q, "0.50"},
                      {"response_format"_q, "{\"type\":\"json\",\"a\":[1,null,true]}"},
                      {"stop"_q, "null"},
                      {"generationConfig.topK"_q, {}}},
            .system = {.text = "Be {{tone}}."_q, .place = SystemPrompt::Place::After},
            .variant = "v2"_q,
            .fromSignals = {{"language"_q, {SignalKind::Language, {}}}},
            .constants = {{"tone"_q, "brief"_q}},
            .node = "n"_q};
}

std::vector<Case> leafCases()
{
    return {
        {"target", R"("kind":"target","target":"sim/a b")", TargetNode{"sim/a b"_q}},
        {"route", R"("kind":"route","route":"other")", SubRouteNode{"other"_q}},
        {"reject", R"("kind":"reject")", RejectNode{}},
        {"reject with all", R"("kind":"reject","status":429,"message":"m","code":"c")",
         RejectNode{429, "m"_q, "c"_q}},
        {"answer", R"("kind":"answer","text":"closed")", AnswerNode{"closed"_q}},
        {"pool", R"("kind":"pool","members":["a"])", PoolNode{.members = {{.target = "a"_q}}}},
        {"pool with affinity", R"("kind":"pool","members":["a"],"affinity":{})",
         PoolNode{.members = {{.target = "a"_q}}, .affinity = {.isOn = true}}},
        {"pool with all",
         R"("kind":"pool","strategy":"balanced",)"
         R"("members":["a",{"target":"sim/b","weight":2.5,"priority":-1}],)"
         R"("limits":[{"measure":"total_ms","percentile":99,"at_most":2000.5},)"
         R"({"measure":"success_rate","at_least":0.9,"hard":true,"samples":3}],)"
         R"("on_none":"reject","speed":"ms_per_token","percentile":90,)"
         R"("balance":{"speed":0,"cost":2,"accuracy":3.5,"reliability":4},)"
         R"("exploration":0.1,"tie_band":0,)"
         R"("affinity":{"keep_min":5,"switch_gain":0.5,"counts_cache":false},)"
         R"("slow":{"action":"hedge","after_ms":800})",
         fullPool()},
    };
}

std::vector<Case> choosingCases()
{
    return {
        {"fallback",
         R"("kind":"fallback","steps":[{"node":"a"},{"node":"b","on":["timeout","not_found"]}],)"
         R"("slow":{"action":"switch","after_ms":5})",
         FallbackNode{.steps = {{.node = "a"_q},
                                {.node = "b"_q, .on = {ErrorClass::Timeout, ErrorClass::NotFound}}},
                      .slow = {SlowRule::Action::Switch, 5ms}}},
        {"match",
         R"("kind":"match","when":{"signal":"language","op":"==","value":"de"},)"
         R"("then":"a","else":"b")",
         MatchNode{condition(SignalKind::Language, Comparison::Equal, values({"de"_q})), "a"_q,
                   "b"_q}},
        {"match with nesting",
         R"("kind":"match","when":{"all":[{"signal":"input_tokens","op":">","value":8000},)"
         R"({"any":[{"signal":"task_type","op":"in","value":["coding","math"]},)"
         R"({"not":{"signal":"stream","op":"==","value":true}}]},{"all":[]}]},)"
         R"("then":"a","else":"b")",
         MatchNode{nested(), "a"_q, "b"_q}},
        {"switch",
         R"("kind":"switch","on":"body./tools/0/name","cases":[{"is":"x","node":"a"},)"
         R"({"is":[1,true,"y"],"node":"b"}],"else":"c")",
         SwitchNode{.on = {SignalKind::Body, "/tools/0/name"_q},
                    .cases = {{values({"x"_q}), "a"_q}, {values({1.0, true, "y"_q}), "b"_q}},
                    .otherwise = "c"_q}},
        {"switch without else", R"("kind":"switch","on":"hour","cases":[{"is":7,"node":"a"}])",
         SwitchNode{.on = {SignalKind::Hour, {}}, .cases = {{values({7.0}), "a"_q}}}},
        {"table",
         R"("kind":"table","hit":"collect","columns":["language","header.X-Tier"],"rows":[)"
         R"({"when":["de",null],"node":"n"},{"when":[null,[1,2]],"node":"n","priority":-2},)"
         R"({"when":[{"op":"not_in","value":["en"]},{"op":"<","value":0.5}],"node":"n"}],)"
         R"("else":"e")",
         fullTable()},
        {"split",
         R"("kind":"split","seed":"s","unit":"client","arms":[)"
         R"({"name":"new","percent":33.333,"node":"a"},{"percent":66.667,"node":"b"}])",
         SplitNode{.seed = "s"_q,
                   .unit = Unit::Client,
                   .arms = {{"new"_q, 33'333, "a"_q}, {{}, 66'667, "b"_q}}}},
    };
}

std::vector<Case> passingCases()
{
    return {
        {"budget", R"("kind":"budget","budget":"b","within":"w")", BudgetNode{"b"_q, "w"_q, {}}},
        {"budget with all", R"("kind":"budget","budget":"b","within":"w","over":"o")",
         BudgetNode{"b"_q, "w"_q, "o"_q}},
        {"rate limit",
         R"("kind":"rate_limit","requests":1,"tokens":1000000000000,"concurrent":3,"window_s":4,)"
         R"("per":"client","within":"w","over":"o")",
         RateLimitNode{{1, 1'000'000'000'000, 3, 4s}, Unit::Client, "w"_q, "o"_q}},
        {"cache", R"("kind":"cache","node":"n")", CacheNode{.node = "n"_q}},
        {"cache with all", R"("kind":"cache","keep_s":5,"max_mib":6,"per_client":true,"node":"n")",
         CacheNode{5s, 6, true, "n"_q}},
        {"transform with all",
         R"("kind":"transform","set":{"temperature":0.50,)"
         R"("response_format":{"type":"json","a":[1,null,true]},"stop":null},)"
         R"("remove":["generationConfig.topK"],)"
         R"("system":{"text":"Be {{tone}}.","place":"after"},"variant":"v2",)"
         R"("variables":{"tone":{"text":"brief"},"language":"language"},"node":"n")",
         fullTransform()},
        {"shadow", R"("kind":"shadow","target":"t","node":"n")",
         ShadowNode{.target = "t"_q, .node = "n"_q}},
        {"shadow with all",
         R"("kind":"shadow","target":"t","percent":0.001,"max_usd_per_day":1.234567,)"
         R"("max_concurrent":2,"node":"n")",
         ShadowNode{"t"_q, 1, 1'234'567, 2, "n"_q}},
    };
}

std::vector<Case> cases()
{
    std::vector<Case> all = leafCases();
    for (const auto &more : {choosingCases(), passingCases()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

/// A policy whose only route has the node `n` with \a keys.
JsonTree withNode(const QByteArray &keys)
{
    return JsonTree::parse(R"({"signalbox":1,"routes":[{"name":"r","graph":{"start":"n","nodes":)"
                           R"({"n":{)"
                           + keys + "}}}}]}");
}

QString inWords(const QList<PolicyProblem> &problems)
{
    QStringList lines;
    for (const PolicyProblem &problem : problems)
        lines.append(problem.path + u' ' + problem.message + u' ' + problem.hint);
    return lines.join(u'\n');
}

} // namespace

Q_DECLARE_METATYPE(RouteNode)

/// Every kind of node between its JSON and its struct.
class RouteGraphBuilderTest final : public QObject
{
    Q_OBJECT

private slots:
    void nodeIsReadAsItsStruct_data()
    {
        QTest::addColumn<QByteArray>("keys");
        QTest::addColumn<RouteNode>("node");

        for (const Case &one : cases()) {
            QTest::newRow(one.name) << one.json << RouteNode{.label = {}, .body = one.body};
            const QByteArray name = QByteArray(one.name) + ", labelled";
            QTest::newRow(name.constData())
                << one.json + R"(,"label":"L")" << RouteNode{.label = "L"_q, .body = one.body};
        }
    }

    void nodeIsReadAsItsStruct()
    {
        QFETCH(const QByteArray, keys);
        QFETCH(const RouteNode, node);
        const JsonTree tree = withNode(keys);
        QVERIFY2(tree.root(), keys.constData());

        const QList<PolicyProblem> problems = validate(tree, JsonSchema::ofPolicy());
        const RouteNode read = buildPolicy(*tree.root()).routes[0].graph.nodes.value("n"_q);

        QVERIFY2(problems.isEmpty(), qPrintable(inWords(problems)));
        QVERIFY(read == node);
    }

    void layoutIsReadAndWritten()
    {
        const QByteArray keys = R"("layout":{"nodes":{"a":[0,-5],"n":[-1000000,1000000]},)"
                                R"("frames":[{"label":"F","nodes":["n"],"color":"blue"}],)"
                                R"("bends":[{"from":"n","port":"then","points":[[1,2],[3,4]]}]})";
        const JsonTree tree = JsonTree::parse(R"({"start":"n","nodes":{},)" + keys + '}');
        const GraphLayout layout{
            .nodes = {{"n"_q, {-1'000'000, 1'000'000}}, {"a"_q, {0, -5}}},
            .frames = {{.label = "F"_q, .nodes = {"n"_q}, .color = "blue"_q}},
            .bends = {{.from = "n"_q, .port = "then"_q, .points = {{1, 2}, {3, 4}}}}};

        const RouteGraph graph = buildRouteGraph(*tree.root());

        QCOMPARE(graph.layout, layout);
        QVERIFY(toCompactJsonText(routeGraphJson(graph)).contains(keys));
    }

    void mutedNodeIsReadAndWritten()
    {
        const JsonTree tree = JsonTree::parse(
            R"({"start":"n","nodes":{"n":{"kind":"cache","node":"m","muted":true}}})");

        const RouteGraph graph = buildRouteGraph(*tree.root());

        QVERIFY(graph.nodes.value("n"_q).isMuted);
        QVERIFY(toCompactJsonText(routeGraphJson(graph)).contains(R"("muted":true)"));
    }

    void everyKindIsAmongThem()
    {
        std::array<bool, routeNodeKindCount> seen{};
        for (const Case &one : cases())
            seen[one.body.index()] = true;

        for (const bool isSeen : seen)
            QVERIFY(isSeen);
    }

    void nodeIsWrittenAsItIsRead_data() { nodeIsReadAsItsStruct_data(); }

    void nodeIsWrittenAsItIsRead()
    {
        QFETCH(const RouteNode, node);
        const RouteGraph graph{.start = "n"_q, .nodes = {{"n"_q, node}}};

        const JsonValue written = routeGraphJson(graph);

        QVERIFY(buildRouteGraph(written) == graph);
    }
};

QTEST_GUILESS_MAIN(RouteGraphBuilderTest)
#include "tst_RouteGraphBuilder.moc"
