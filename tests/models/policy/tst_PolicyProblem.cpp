// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyReader.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace signalbox::models;

namespace {

/// A policy with one provider, whose further keys are \a extra. (moc takes two slashes in a raw
/// string for a comment; JSON allows to escape them.)
QByteArray withProvider(const QByteArray &extra)
{
    return QByteArray(R"({ "signalbox": 1, "providers": [ { "id": "p", )") + extra + " } ] }";
}

/// A policy with a provider `sim`, a target `t`, and a route whose graph is \a graph.
QByteArray withGraph(const QByteArray &graph)
{
    return R"({ "signalbox": 1, "providers": [ { "id": "sim", "dialect": "simulated" } ], )"
           R"("targets": [ { "id": "t", "provider": "sim", "model": "sim-fast" } ], )"
           R"("routes": [ { "name": "r", "graph": )"
        + graph + " } ] }";
}

/// \a format with each %1 replaced: raw strings with an odd number of quotes are more than moc
/// reads.
QByteArray filled(const char *format, const QByteArray &value)
{
    return QByteArray(format).replace("%1", value);
}

QList<PolicyProblem> problemsOf(const QByteArray &bytes)
{
    const auto result = readPolicy(bytes);
    return result ? result.value().warnings : result.error();
}

QString inWords(const QList<PolicyProblem> &problems)
{
    QStringList lines;
    for (const PolicyProblem &problem : problems)
        lines.append(QStringLiteral("%1%2 %3: %4 %5")
                         .arg(problem.severity == PolicyProblem::Severity::Error ? u'E' : u'W')
                         .arg(problem.line)
                         .arg(problem.path, problem.message, problem.hint));
    return lines.join(u'\n');
}

} // namespace

/// What is wrong with a document, and how it is told.
class PolicyProblemTest final : public QObject
{
    Q_OBJECT

private slots:
    void errorIsFound_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("words");

        const auto row = [](const char *name, const QByteArray &text, const char *path,
                            const char *words) {
            QTest::newRow(name) << text << QString::fromLatin1(path) << QString::fromLatin1(words);
        };
        row("no version", "{}", "", "\"signalbox\" is missing");
        row("version 0", R"({"signalbox": 0})", "/signalbox", "Expected 1");
        row("version 2", R"({"signalbox": 2, "flags": []})", "/signalbox", "version 2");
        row("version as text", R"({"signalbox": "1"})", "/signalbox", "is not a known value");
        row("unknown key", R"({"signalbox": 1, "provider": []})", "/provider", "\"providers\"");
        row("unknown key in listen", R"({"signalbox": 1, "listen": {"prot": 1}})", "/listen/prot",
            "Did you mean \"port\"");
        row("unknown key, nothing near", R"({"signalbox": 1, "listen": {"zzzzzzz": 1}})",
            "/listen/zzzzzzz", "Known here: \"address\", \"port\"");
        row("camel case", withProvider(R"("dialect": "openai", "baseUrl": "http:\/\/a")"),
            "/providers/0/baseUrl", "\"base_url\"");
        row("port too large", R"({"signalbox": 1, "listen": {"port": 70000}})", "/listen/port",
            "the most is 65535");
        row("port a fraction", R"({"signalbox": 1, "listen": {"port": 1.5}})", "/listen/port",
            "a whole number");
        row("foreign address", R"({"signalbox": 1, "listen": {"address": "0.0.0.0"}})",
            "/listen/address", "TLS");
        row("unknown dialect", withProvider(R"("dialect": "opnai", "base_url": "http:\/\/a")"),
            "/providers/0/dialect", "\"openai\"");
        row("no base URL", withProvider(R"("dialect": "openai")"), "/providers/0",
            "\"base_url\" is missing");
        row("ftp", withProvider(R"("dialect": "openai", "base_url": "ftp:\/\/a")"),
            "/providers/0/base_url", "http");
        row("no host", withProvider(R"("dialect": "openai", "base_url": "https:\/\/\/v1")"),
            "/providers/0/base_url", "host");
        row("bare host", withProvider(R"("dialect": "openai", "base_url": "api.openai.com")"),
            "/providers/0/base_url", "http");
        row("space in URL", withProvider(R"("dialect": "openai", "base_url": "http:\/\/a /v1")"),
            "/providers/0/base_url", "http");
        row("user info", withProvider(R"("dialect": "openai", "base_url": "http:\/\/u:p@a")"),
            "/providers/0/base_url", "password");
        row("query", withProvider(R"("dialect": "gemini", "base_url": "http:\/\/a/?key=1")"),
            "/providers/0/base_url", "query");
        row("plain key",
            withProvider(
                R"("dialect": "openai", "base_url": "http:\/\/a", "keys": ["sk-abcdef1234567890"])"),
            "/providers/0/keys/0", "keychain:NAME");
        row("key behind the prefix",
            withProvider(
                R"("dialect": "openai", "base_url": "http:\/\/a", "keys": ["keychain:sk-abcdef1234567890"])"),
            "/providers/0/keys/0", "This is a key");
        row("bad variable name",
            withProvider(
                R"("dialect": "openai", "base_url": "http:\/\/a", "keys": ["env:MY KEY"])"),
            "/providers/0/keys/0", "wrong form");
        row("key in a header",
            withProvider(
                R"("dialect": "openai", "base_url": "http:\/\/a", "headers": {"Authorization": "x"})"),
            "/providers/0/headers/Authorization", "header");
        row("framing header",
            withProvider(
                R"("dialect": "openai", "base_url": "http:\/\/a", "headers": {"Content-Length": "1"})"),
            "/providers/0/headers/Content-Length", "itself");
        row("line break in a header",
            withProvider(
                R"("dialect": "openai", "base_url": "http:\/\/a", "headers": {"X": "a\r\nb"})"),
            "/providers/0/headers/X", "wrong form");
        row("final line break in a header",
            withProvider(
                R"("dialect": "openai", "base_url": "http:\/\/a", "headers": {"X": "a\n"})"),
            "/providers/0/headers/X", "wrong form");
        row("header twice",
            withProvider(
                R"("dialect": "openai", "base_url": "http:\/\/a", "headers": {"X": "a", "x": "b"})"),
            "/providers/0/headers/x", "twice");
        row("shares above one",
            withProvider(
                R"("dialect": "simulated", "simulated": {"stall_share": 0.6, "cut_share": 0.5})"),
            "/providers/0/simulated", "more than 1");
        row("id with a slash",
            R"({"signalbox":1,"providers":[{"id":"a/b","dialect":"simulated"}]})",
            "/providers/0/id", "wrong form");
        row("id with a line break",
            R"({"signalbox":1,"providers":[{"id":"a\n","dialect":"simulated"}]})",
            "/providers/0/id", "wrong form");
        row("provider twice",
            R"({"signalbox":1,"providers":[{"id":"a","dialect":"simulated"},{"id":"a","dialect":"simulated"}]})",
            "/providers/1/id", "/providers/0/id");
        row("unknown provider",
            R"({"signalbox":1,"providers":[{"id":"openai","dialect":"simulated"}],"targets":[{"id":"t","provider":"opneai","model":"m"}]})",
            "/targets/0/provider", "Did you mean \"openai\"");
        row("route named as a target",
            R"({"signalbox":1,"providers":[{"id":"s","dialect":"simulated"}],"targets":[{"id":"t","provider":"s","model":"m"}],"routes":[{"name":"t","graph":{"start":"n","nodes":{"n":{"kind":"target","target":"t"}}}}]})",
            "/routes/0/name", "/targets/0/id");
        row("route with a slash",
            R"({"signalbox":1,"routes":[{"name":"a/b","graph":{"start":"n","nodes":{}}}]})",
            "/routes/0/name", "slash");
        row("unknown kind",
            withGraph(R"({"start":"n","nodes":{"n":{"kind":"targt","target":"t"}}})"),
            "/routes/0/graph/nodes/n/kind", "Did you mean \"target\"");
        row("no kind", withGraph(R"({"start":"n","nodes":{"n":{"target":"t"}}})"),
            "/routes/0/graph/nodes/n", "\"kind\" is missing");
        row("kind a number", withGraph(R"({"start":"n","nodes":{"n":{"kind":1}}})"),
            "/routes/0/graph/nodes/n/kind", "a string");
        row("steps on a target",
            withGraph(R"({"start":"n","nodes":{"n":{"kind":"target","target":"t","steps":[]}}})"),
            "/routes/0/graph/nodes/n/steps", "Unknown key");
        row("unknown target",
            withGraph(R"({"start":"n","nodes":{"n":{"kind":"target","target":"tt"}}})"),
            "/routes/0/graph/nodes/n/target", "Did you mean \"t\"");
        row("unknown provider/model",
            withGraph(R"({"start":"n","nodes":{"n":{"kind":"target","target":"sin/x"}}})"),
            "/routes/0/graph/nodes/n/target", "Did you mean \"sim\"");
        row("no model",
            withGraph(R"({"start":"n","nodes":{"n":{"kind":"target","target":"sim/"}}})"),
            "/routes/0/graph/nodes/n/target", "No model");
        row("unknown start",
            withGraph(R"({"start":"m","nodes":{"n":{"kind":"target","target":"t"}}})"),
            "/routes/0/graph/start", "no node \"m\"");
        row("no nodes", withGraph(R"({"start":"n","nodes":{}})"), "/routes/0/graph/start",
            "no node \"n\"");
        row("empty fallback",
            withGraph(R"({"start":"n","nodes":{"n":{"kind":"fallback","steps":[]}}})"),
            "/routes/0/graph/nodes/n/steps", "empty");
        row("unknown node",
            withGraph(R"({"start":"n","nodes":{"n":{"kind":"fallback","steps":[{"node":"x"}]}}})"),
            "/routes/0/graph/nodes/n/steps/0/node", "no node \"x\"");
        row("unknown error class",
            withGraph(
                R"({"start":"n","nodes":{"n":{"kind":"fallback","steps":[{"node":"n","on":["timout"]}]}}})"),
            "/routes/0/graph/nodes/n/steps/0/on/0", "Did you mean \"timeout\"");
        row("self loop",
            withGraph(R"({"start":"n","nodes":{"n":{"kind":"fallback","steps":[{"node":"n"}]}}})"),
            "/routes/0/graph/nodes/n", "\"n\" -> \"n\"");
        row("cycle",
            withGraph(
                R"({"start":"a","nodes":{"a":{"kind":"fallback","steps":[{"node":"b"}]},"b":{"kind":"fallback","steps":[{"node":"c"}]},"c":{"kind":"fallback","steps":[{"node":"b"}]}}})"),
            "/routes/0/graph/nodes/b", "\"b\" -> \"c\" -> \"b\"");
        row("cycle nobody reaches",
            withGraph(
                R"({"start":"n","nodes":{"n":{"kind":"target","target":"t"},"b":{"kind":"fallback","steps":[{"node":"b"}]}}})"),
            "/routes/0/graph/nodes/b", "\"b\" -> \"b\"");
    }

    void errorIsFound()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, path);
        QFETCH(const QString, words);

        const auto result = readPolicy(text);

        QVERIFY(!result);
        const QString all = inWords(result.error());
        const bool found = std::ranges::any_of(result.error(), [&](const PolicyProblem &problem) {
            return problem.path == path && QString(problem.message + problem.hint).contains(words)
                && problem.severity == PolicyProblem::Severity::Error;
        });
        QVERIFY2(found, qPrintable(all));
        QVERIFY2(!all.contains(QLatin1String("abcdef1234567890")), qPrintable(all));
    }

    void warningIsGiven_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("path");

        const auto row = [](const char *name, const QByteArray &text, const char *path) {
            QTest::newRow(name) << text << QString::fromLatin1(path);
        };
        row("slash at the end",
            withProvider(R"("dialect": "openai", "base_url": "http:\/\/localhost/")"),
            "/providers/0/base_url");
        row("keys in the clear",
            withProvider(
                R"("dialect": "openai", "base_url": "http:\/\/a.example", "keys": ["env:A"])"),
            "/providers/0/base_url");
        row("simulated URL", withProvider(R"("dialect": "simulated", "base_url": "http:\/\/a")"),
            "/providers/0/base_url");
        row("simulated settings elsewhere",
            withProvider(R"("dialect": "openai", "base_url": "http:\/\/a", "simulated": {})"),
            "/providers/0/simulated");
        row("unreachable node",
            withGraph(
                R"({"start":"n","nodes":{"n":{"kind":"target","target":"t"},"m":{"kind":"target","target":"t"}}})"),
            "/routes/0/graph/nodes/m");
        row("first step with classes",
            withGraph(
                R"({"start":"n","nodes":{"n":{"kind":"fallback","steps":[{"node":"m","on":["timeout"]}]},"m":{"kind":"target","target":"t"}}})"),
            "/routes/0/graph/nodes/n/steps/0/on");
        row("delays", R"({"signalbox": 1, "retry": {"base_delay_ms": 9000}})", "/retry");
        row("byte order mark", "\xEF\xBB\xBF{\"signalbox\": 1}", "");
    }

    void warningIsGiven()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, path);

        const auto result = readPolicy(text);

        QVERIFY2(result, qPrintable(result ? QString() : inWords(result.error())));
        QCOMPARE(result.value().warnings.size(), 1);
        QCOMPARE(result.value().warnings[0].path, path);
        QCOMPARE(result.value().warnings[0].severity, PolicyProblem::Severity::Warning);
    }

    void loopbackAndEncryptedKeysAreFine_data()
    {
        QTest::addColumn<QByteArray>("url");

        for (const char *url : {"http://127.0.0.1:8080/v1", "http://127.9.9.9", "http://localhost",
                                "http://[::1]:11434", "https://example.com"})
            QTest::newRow(url) << QByteArray(url);
    }

    void loopbackAndEncryptedKeysAreFine()
    {
        QFETCH(const QByteArray, url);

        const QByteArray text = withProvider(
            filled(R"("dialect": "openai", "keys": ["env:A"], "base_url": "%1")", url));

        const auto problems = problemsOf(text);
        QVERIFY2(problems.isEmpty(), qPrintable(inWords(problems)));
    }

    void problemsCarryTheirLinesInOrder_data()
    {
        QTest::addColumn<QByteArray>("lineBreak");

        QTest::newRow("LF") << QByteArray("\n");
        QTest::newRow("CRLF") << QByteArray("\r\n");
    }

    void problemsCarryTheirLinesInOrder()
    {
        QFETCH(const QByteArray, lineBreak);
        const QByteArray text =
            R"({|  "signalbox": 1,|  "listen": {|    "prot": 1,|    "port": -1|  },|)"
            R"(  "targets": [|    { "id": "a" }|  ]|})";

        const auto result = readPolicy(QByteArray(text).replace("|", lineBreak));

        QVERIFY(!result);
        QList<int> lines;
        for (const PolicyProblem &problem : result.error())
            lines.append(problem.line);
        QCOMPARE(lines, (QList<int>{4, 5, 8, 8}));
    }

    void newerVersionHasOnlyThatProblem()
    {
        const auto result = readPolicy(R"({"signalbox": 2, "unknown": 1, "listen": 3})");

        QVERIFY(!result);
        QCOMPARE(result.error().size(), 1);
    }

    void longListOfKeysNeverShowsOne()
    {
        const QString key = QStringLiteral("aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC2dF");
        const QString text =
            QStringLiteral(
                R"({"signalbox":1,"%1":1,"listen":{"address":"%1","port":"%1"},)"
                R"("providers":[{"id":"%1","dialect":"%1","base_url":"https:\/\/%1@x/?k=%1",)"
                R"("keys":["%1",{"%1":"%1"}],"headers":{"%1":"%1"},"name":["%1"]}],)"
                R"("targets":[{"id":"t","provider":"%1","model":"m"}]})")
                .arg(key);

        const auto result = readPolicy(text.toUtf8());

        QVERIFY(!result);
        QVERIFY2(!inWords(result.error()).contains(key), qPrintable(inWords(result.error())));
    }
};

QTEST_GUILESS_MAIN(PolicyProblemTest)
#include "tst_PolicyProblem.moc"
