// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyReader.h"

#include <QTest>

using namespace signalbox::models;

namespace {

/// A policy whose only route has one node; \a keys begin on line 5.
QByteArray withNode(const QByteArray &keys)
{
    return "{ \"signalbox\": 1,\n  \"routes\": [ { \"name\": \"r\",\n    \"graph\": { \"start\": "
           "\"n\", \"nodes\": {\n      \"n\": {\n"
        + keys + "\n} } } } ] }";
}

/// "LINE PATH: MESSAGE HINT", a line for each; PATH from the node on where it leads there.
QString inWords(const QList<PolicyProblem> &problems)
{
    QStringList lines;
    for (const PolicyProblem &problem : problems) {
        QString path = problem.path;
        path.replace(QStringLiteral("/routes/0/graph/nodes/n"), QStringLiteral("n"));
        const QString words =
            problem.hint.isEmpty() ? problem.message : problem.message + u' ' + problem.hint;
        lines.append(QStringLiteral("%1 %2: %3").arg(problem.line).arg(path, words));
    }
    return lines.join(u'\n');
}

struct Row
{
    const char *name;
    const char *keys; ///< of the node
    const char *words; ///< of the problems
};

const Row choosing[] = {
    {"kind of a slip", R"("kind": "ratelimit", "within": "n")",
     "5 n/kind: \"ratelimit\" is not a known value. Did you mean \"rate_limit\"?"},
    {"kind of nothing near", R"("kind": "zzzzzzzz")",
     "5 n/kind: \"zzzzzzzz\" is not a known value. Known here: \"target\", \"fallback\", "
     "\"match\", \"switch\", \"table\", \"pool\", \"split\", \"budget\", \"rate_limit\", "
     "\"cache\", \"transform\", \"shadow\", \"route\", \"reject\", \"answer\"."},
    {"label", "\"kind\": \"reject\",\n\"label\": 1",
     "6 n/label: Expected a string, found a number. What people call this node. Left out, the id "
     "is shown."},
    {"slow",
     R"("kind": "fallback", "steps": [{ "node": "n" }], "slow": { "action": "stop", "after_ms": 0 })",
     "5 n/slow/action: \"stop\" is not a known value. Known here: \"switch\", \"hedge\".\n"
     "5 n/slow/after_ms: 0 is too small; the least is 1. Milliseconds without a first byte of "
     "the answer."},
    {"match without else", R"("kind": "match", "when": { "all": [] }, "then": "n")",
     "4 n: \"else\" is missing in a match node."},
    {"match with a slip", R"("kind": "match", "when": { "all": [] }, "thn": "n", "else": "n")",
     "4 n: \"then\" is missing in a match node.\n"
     "5 n/thn: Unknown key \"thn\" in a match node. Did you mean \"then\"?"},
    {"condition of no form",
     "\"kind\": \"match\", \"then\": \"n\", \"else\": \"n\",\n\"when\": { \"signl\": \"hour\", "
     "\"op\": \"<\", \"value\": 1 }",
     "6 n/when: One of \"all\", \"any\", \"not\", \"signal\" is missing. Did you mean \"signal\"?"},
    {"condition of two forms",
     R"("kind": "match", "then": "n", "else": "n", "when": { "all": [], "not": { "any": [] } })",
     "5 n/when: Only one of \"all\", \"not\" may be given."},
    {"condition that is a text", R"("kind": "match", "then": "n", "else": "n", "when": "always")",
     "5 n/when: Expected an object, found a string. A comparison of a signal with a value, or "
     "other conditions joined by all, any or not."},
    {"condition deep within",
     "\"kind\": \"match\", \"then\": \"n\", \"else\": \"n\", \"when\": { \"any\": [\n{ \"not\": { "
     "\"all\": [\n{ \"signal\": \"hour\", \"op\": \"=\", \"value\": 1 } ] } } ] }",
     "7 n/when/any/0/not/all/0/op: \"=\" is not a known value. Did you mean \"==\"?"},
    {"in with one value",
     R"("kind": "match", "then": "n", "else": "n", "when": { "signal": "hour", "op": "in", "value": 1 })",
     "5 n/when/value: Expected an array, found a number. With in and not_in the value is an "
     "array."},
    {"== with an array",
     R"("kind": "match", "then": "n", "else": "n", "when": { "signal": "hour", "op": "==", "value": [1] })",
     "5 n/when/value: Expected true or false, a number or a string, found an array. One value; "
     "an array goes with in and not_in only."},
    {"exists with a text",
     R"("kind": "match", "then": "n", "else": "n", "when": { "signal": "client", "op": "exists", "value": "yes" })",
     "5 n/when/value: Expected true or false, found a string. With exists the value is true "
     "(there is one) or false (there is none)."},
    {"regex with a number",
     R"("kind": "match", "then": "n", "else": "n", "when": { "signal": "client", "op": "regex", "value": 7 })",
     "5 n/when/value: Expected a string, found a number. With glob, regex, contains and "
     "starts_with the value is a text."},
    {"null in a list",
     R"("kind": "match", "then": "n", "else": "n", "when": { "signal": "client", "op": "in", "value": ["a", null] })",
     "5 n/when/value/1: Expected true or false, a number or a string, found null. A text, a "
     "number, or true or false."},
    {"switch by nothing", R"("kind": "switch", "cases": [{ "is": null, "node": "n" }])",
     "4 n: \"on\" is missing in a switch node.\n"
     "5 n/cases/0/is: Expected true or false, a number, a string or an array, found null. One "
     "value, or an array of values."},
    {"switch without cases", R"("kind": "switch", "on": "hour", "cases": [])",
     "5 n/cases: This list may not be empty. The values and where they lead; the first case that "
     "has the value counts."},
    {"table",
     "\"kind\": \"table\", \"hit\": \"all\", \"columns\": [\"hour\", \"hour\"],\n\"rows\": [{ "
     "\"when\": [{ \"op\": \"in\", \"value\": 1 }, true], \"node\": 5 }]",
     "5 n/hit: \"all\" is not a known value. Known here: \"first\", \"unique\", \"collect\".\n"
     "5 n/columns/1: \"hour\" is listed twice.\n"
     "6 n/rows/0/when/0/value: Expected an array, found a number. With in and not_in the value is "
     "an array.\n"
     "6 n/rows/0/node: Expected a string, found a number. An id is made of letters, digits, `_`, "
     "`.` and `-`, at most 128 of them."},
    {"cell with a slip",
     R"("kind": "table", "columns": ["hour"], "rows": [{ "when": [{ "op": "<", "val": 1 }], "node": "n", "priority": 1.5 }])",
     "5 n/rows/0/when/0: \"value\" is missing.\n"
     "5 n/rows/0/when/0/val: Unknown key \"val\". Known here: \"value\".\n"
     "5 n/rows/0/priority: Expected a whole number, found a fraction. A whole number; lower ones "
     "go first."},
};

const Row pools[] = {
    {"slip in a pool", R"("kind": "pool", "members": ["t"], "strategie": "fastest")",
     "5 n/strategie: Unknown key \"strategie\" in a pool node. Did you mean \"strategy\"?"},
    {"key of another kind", R"("kind": "pool", "members": ["t"], "targt": "t")",
     "5 n/targt: Unknown key \"targt\" in a pool node. Known here: \"label\", \"strategy\", "
     "\"limits\", \"on_none\", \"speed\", \"percentile\", \"balance\", \"exploration\", "
     "\"tie_band\", \"affinity\", \"slow\"."},
    {"strategy", R"("kind": "pool", "members": ["t"], "strategy": "fastst")",
     "5 n/strategy: \"fastst\" is not a known value. Did you mean \"fastest\"?"},
    {"members", R"("kind": "pool", "members": ["t", 1, { "target": "u", "wieght": 2 }, "t"])",
     "5 n/members/1: Expected a string or an object, found a number. The id of a target or "
     "provider/model, or an object with its weight and priority.\n"
     "5 n/members/2/wieght: Unknown key \"wieght\". Did you mean \"weight\"?\n"
     "5 n/members/3: \"t\" is listed twice."},
    {"limit without a bound",
     R"("kind": "pool", "members": ["t"], "limits": [{ "measure": "ttft_ms" }])",
     "5 n/limits/0: One of \"at_most\", \"at_least\" is missing."},
    {"limit with two bounds",
     R"("kind": "pool", "members": ["t"], "limits": [{ "measure": "ttft_ms", "at_most": 2, "at_least": 1 }])",
     "5 n/limits/0: Only one of \"at_most\", \"at_least\" may be given."},
    {"limit",
     R"("kind": "pool", "members": ["t"], "limits": [{ "measure": "ttft", "percentile": 96, "at_most": -1, "hard": 1, "samples": -1 }])",
     "5 n/limits/0/measure: \"ttft\" is not a known value. Known here: \"ttft_ms\", "
     "\"total_ms\", \"ms_per_token\", \"success_rate\", \"accuracy\", \"cost_usd\", "
     "\"input_price_per_m\", \"in_flight\".\n"
     "5 n/limits/0/percentile: Expected 50, 75, 90, 95 or 99. The share of measurements that were "
     "no greater, in per cent; 50 is the median.\n"
     "5 n/limits/0/at_most: -1 is too small; the least is 0. A number in the unit of the "
     "measure.\n"
     "5 n/limits/0/hard: Expected true or false, found a number. A hard limit excludes a member; "
     "any other puts it behind those that meet it.\n"
     "5 n/limits/0/samples: -1 is too small; the least is 0. Fewer measurements than these do "
     "not count."},
    {"speed",
     R"("kind": "pool", "members": ["t"], "speed": "total", "on_none": "refuse", "exploration": 2)",
     "5 n/speed: \"total\" is not a known value. Known here: \"ttft_ms\", \"total_ms\", "
     "\"ms_per_token\".\n"
     "5 n/on_none: \"refuse\" is not a known value. Known here: \"cheapest\", \"first\", "
     "\"reject\".\n"
     "5 n/exploration: 2 is too large; the most is 1. A share between 0 (never) and 1 (always)."},
    {"balance", R"("kind": "pool", "members": ["t"], "balance": { "costs": 1 })",
     "5 n/balance/costs: Unknown key \"costs\". Did you mean \"cost\"?"},
    {"affinity", R"("kind": "pool", "members": ["t"], "affinity": true)",
     "5 n/affinity: Expected an object, found true or false. A conversation stays with its "
     "target. Left out: every request is on its own."},
};

const Row passing[] = {
    {"split",
     R"("kind": "split", "unit": "all", "arms": [{ "percent": 33.3333, "node": "n" }, { "node": "n" }])",
     "5 n/unit: \"all\" is not a known value. Known here: \"conversation\", \"client\", "
     "\"request\".\n"
     "5 n/arms/0/percent: 33.3333 is not a multiple of 0.001. Between 0 and 100, with at most "
     "three decimals.\n"
     "5 n/arms/1: \"percent\" is missing."},
    {"budget", R"("kind": "budget", "budgt": "b", "within": "n")",
     "4 n: \"budget\" is missing in a budget node.\n"
     "5 n/budgt: Unknown key \"budgt\" in a budget node. Did you mean \"budget\"?"},
    {"rate limit",
     R"("kind": "rate_limit", "within": "n", "requests": "10", "window_s": 0, "per": "key")",
     "5 n/requests: Expected a whole number, found a string. The most requests within the "
     "window; 0 is no limit.\n"
     "5 n/window_s: 0 is too small; the least is 1. The length of the sliding window in "
     "seconds.\n"
     "5 n/per: \"key\" is not a known value. Known here: \"conversation\", \"client\", "
     "\"request\", \"all\"."},
    {"cache", R"("kind": "cache", "keep_s": 0, "max_mb": 5, "node": "n")",
     "5 n/keep_s: 0 is too small; the least is 1. Seconds that an answer is kept.\n"
     "5 n/max_mb: Unknown key \"max_mb\" in a cache node. Did you mean \"max_mib\"?"},
    {"transform",
     "\"kind\": \"transform\", \"node\": \"n\", \"set\": { \".a\": 1 }, \"remove\": "
     "[\"b..c\"],\n\"system\": { \"text\": \"\", \"place\": \"front\" },\n\"variables\": { \"a "
     "b\": \"hour\", \"c\": 1, \"d\": { \"txt\": \"x\" } }",
     "5 n/set/.a: This text has the wrong form. A field of the request's body, or fields joined "
     "by dots: temperature, generationConfig.topK.\n"
     "5 n/remove/0: This text has the wrong form. A field of the request's body, or fields "
     "joined by dots: temperature, generationConfig.topK.\n"
     "6 n/system/text: This text may not be empty. The text; {{name}} stands for a variable.\n"
     "6 n/system/place: \"front\" is not a known value. Known here: \"replace\", \"before\", "
     "\"after\".\n"
     "7 n/variables/a b: This text has the wrong form. A variable name is made of letters, "
     "digits, `_`, `.` and `-`, at most 128 of them.\n"
     "7 n/variables/c: Expected a string or an object, found a number. The name of a signal, or "
     "an object with a text.\n"
     "7 n/variables/d: \"text\" is missing.\n"
     "7 n/variables/d/txt: Unknown key \"txt\". Did you mean \"text\"?"},
    {"shadow",
     R"("kind": "shadow", "target": "t", "node": "n", "percent": 101, "max_usd_per_day": 0.0000001, "max_concurrent": 0)",
     "5 n/percent: 101 is too large; the most is 100. Between 0 and 100, with at most three "
     "decimals.\n"
     "5 n/max_usd_per_day: 0.0000001 is not a multiple of 0.000001. US dollars, with at most six "
     "decimals.\n"
     "5 n/max_concurrent: 0 is too small; the least is 1. The most copies at the same time; "
     "further ones are left out."},
    {"route", R"("kind": "route", "target": "other")",
     "4 n: \"route\" is missing in a route node.\n"
     "5 n/target: Unknown key \"target\" in a route node. Known here: \"label\", \"route\"."},
    {"reject", R"("kind": "reject", "status": 200, "text": "no")",
     "5 n/status: 200 is too small; the least is 400. The HTTP status.\n"
     "5 n/text: Unknown key \"text\" in a reject node. Known here: \"label\", \"message\", "
     "\"code\"."},
    {"answer", R"("kind": "answer")", "4 n: \"text\" is missing in an answer node."},
};

struct PartRow
{
    const char *name;
    const char *text; ///< of the part, from line 2 on
    const char *words;
};

const PartRow parts[] = {
    {"key item",
     R"("providers": [{ "id": "s", "dialect": "simulated", "keys": [1, { "kee": "env:A" }, { "key": "A" }] }])",
     "2 /providers/0/keys/0: Expected a string or an object, found a number. keychain:NAME or "
     "env:NAME, or an object with the key and how much it may do.\n"
     "2 /providers/0/keys/1: \"key\" is missing.\n"
     "2 /providers/0/keys/1/kee: Unknown key \"kee\". Did you mean \"key\"?\n"
     "2 /providers/0/keys/2/key: This text has the wrong form. Write keychain:NAME for a key in "
     "the keychain or env:NAME for one in an environment variable. The key itself never belongs "
     "in this file."},
    {"target",
     "\"targets\": [{ \"id\": \"t\", \"provider\": \"p\", \"model\": \"m\",\n\"context_window\": "
     "0, \"input_price_per_m\": -1,\n\"expected_accuracy\": { \"codng\": 0.5, \"math\": 50 } }]",
     "3 /targets/0/context_window: 0 is too small; the least is 1. Tokens that fit, prompt and "
     "answer together. Left out: as the built-in table of models has it.\n"
     "3 /targets/0/input_price_per_m: -1 is too small; the least is 0. US dollars per million "
     "tokens.\n"
     "4 /targets/0/expected_accuracy/codng: \"codng\" is not a known value. Did you mean "
     "\"coding\"?\n"
     "4 /targets/0/expected_accuracy/math: 50 is too large; the most is 1. A share between 0 "
     "(never) and 1 (always)."},
    {"budget",
     R"("budgets": [{ "id": "b", "period": "year", "usd": 0, "on_limit": "downgrade", "clients": [] }])",
     "2 /budgets/0/period: \"year\" is not a known value. Known here: \"day\", \"week\", "
     "\"month\".\n"
     "2 /budgets/0/usd: 0 is too small; the least is 0.000001. US dollars, with at most six "
     "decimals.\n"
     "2 /budgets/0/on_limit: \"downgrade\" is not a known value. Known here: \"reject\", "
     "\"warn\".\n"
     "2 /budgets/0/clients: Unknown key \"clients\". Did you mean \"client\"?"},
    {"budget with a route",
     R"("budgets": [{ "id": "b", "period": "day", "usd": 1, "on_limit": { "rout": "r" } }])",
     "2 /budgets/0/on_limit: \"route\" is missing.\n"
     "2 /budgets/0/on_limit/rout: Unknown key \"rout\". Did you mean \"route\"?"},
    {"client",
     R"("clients": [{ "name": " a", "key": "env:A", "expires": "2026-02-30", "limits": { "request": 1 } }])",
     "2 /clients/0/name: This text has the wrong form. The name of a client key, without control "
     "characters or space around it.\n"
     "2 /clients/0/expires: This is not a date of the calendar. The last day that the key is good "
     "for, as YYYY-MM-DD. Left out: it does not expire.\n"
     "2 /clients/0/limits/request: Unknown key \"request\". Did you mean \"requests\"?"},
    {"breaker", R"("breaker": { "on": "yes", "failure_share": 50, "window": 1 })",
     "2 /breaker/on: Expected true or false, found a string. Whether there is a breaker at all.\n"
     "2 /breaker/failure_share: 50 is too large; the most is 1. A share between 0 (never) and 1 "
     "(always).\n"
     "2 /breaker/window: Unknown key \"window\". Did you mean \"window_s\"?"},
    {"retry", R"("retry": { "total_ms": -1 })",
     "2 /retry/total_ms: -1 is too small; the least is 0. A time in milliseconds, at most one "
     "day."},
};

} // namespace

/// How a mistake in a node or in one of the parts beside the graphs is told.
class RouteGraphProblemTest final : public QObject
{
    Q_OBJECT

private slots:
    void mistakeInANodeIsTold_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("words");

        const auto rows = [](const auto &list) {
            for (const Row &row : list)
                QTest::newRow(row.name) << withNode(row.keys) << QString::fromUtf8(row.words);
        };
        rows(choosing);
        rows(pools);
        rows(passing);
        for (const PartRow &row : parts)
            QTest::newRow(row.name) << QByteArray("{ \"signalbox\": 1,\n") + row.text + "\n}"
                                    << QString::fromUtf8(row.words);
    }

    void mistakeInANodeIsTold()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, words);

        const auto result = readPolicy(text);

        QVERIFY(!result);
        QCOMPARE(inWords(result.error()), words);
    }
};

QTEST_GUILESS_MAIN(RouteGraphProblemTest)
#include "tst_RouteGraphProblem.moc"
