// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyReader.h"

#include <QElapsedTimer>
#include <QTest>

using namespace signalbox::models;

namespace {

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

QString firstProblem(const Result<ReadPolicy, QList<PolicyProblem>> &result)
{
    return result ? QString() : result.error().constFirst().message;
}

/// A policy with one match node whose condition is \a levels deep: each opens with \a open.
QByteArray withCondition(int levels, const QByteArray &open, const QByteArray &close)
{
    QByteArray condition = R"({"signal":"hour","op":"<","value":7})";
    return withGraph(R"({"start":"m","nodes":{"t":{"kind":"target","target":"t"},)"
                     R"("m":{"kind":"match","then":"t","else":"t","when":)"
                     + open.repeated(levels - 1) + condition + close.repeated(levels - 1) + "}}}");
}

} // namespace

/// Policies far larger than people write: generated ones, and mistakes repeated by a script.
class PolicyReaderScaleTest final : public QObject
{
    Q_OBJECT

private slots:
    void tenThousandTargetsAreRead()
    {
        QByteArray text =
            R"({"signalbox":1,"providers":[{"id":"sim","dialect":"simulated"}],"targets":[)";
        QByteArray nodes;
        QByteArray steps;
        for (int i = 0; i < 10'000; ++i) {
            const QByteArray id = QByteArray::number(i);
            const char *comma = i > 0 ? "," : "";
            text += comma + filled(R"({"id":"t%1","provider":"sim","model":"sim-fast"})", id);
            nodes += filled(R"(,"n%1":{"kind":"target","target":"t%1"})", id);
            steps += comma + filled(R"({"node":"n%1"})", id);
        }
        text +=
            R"(],"routes":[{"name":"r","graph":{"start":"f","nodes":{"f":{"kind":"fallback","steps":[)"
            + steps + "]}" + nodes + "}}}]}";

        QElapsedTimer timer;
        timer.start();
        const auto result = readPolicy(text);
        qInfo("10,000 targets, %lld KiB: %lld ms", static_cast<long long>(text.size() / 1024),
              static_cast<long long>(timer.elapsed()));

        QVERIFY2(result, qPrintable(firstProblem(result)));
        QCOMPARE(result.value().policy.targets.size(), 10'000);
    }

    void tenThousandWrongReferencesAreReportedQuickly()
    {
        QByteArray text =
            R"({"signalbox":1,"providers":[{"id":"sim","dialect":"simulated"}],"routes":[{"name":"r","graph":{"start":"f","nodes":{"f":{"kind":"target","target":"sim/a"})";
        for (int i = 0; i < 10'000; ++i)
            text += filled(R"(,"node%1":{"kind":"fallback","steps":[{"node":"nodee%1"}]})",
                           QByteArray::number(i));
        text += "}}}]}";

        const auto result = readPolicy(text);

        QVERIFY(!result);
        QVERIFY(result.error().size() >= 10'000);
    }

    void conditionsNestAsDeepAsTheModelAllows_data()
    {
        QTest::addColumn<QByteArray>("open");
        QTest::addColumn<QByteArray>("close");

        QTest::newRow("not") << QByteArray(R"({"not":)") << QByteArray("}");
        QTest::newRow("all") << QByteArray(R"({"all":[)") << QByteArray("]}");
        QTest::newRow("any") << QByteArray(R"({"any":[)") << QByteArray("]}");
    }

    void conditionsNestAsDeepAsTheModelAllows()
    {
        QFETCH(const QByteArray, open);
        QFETCH(const QByteArray, close);
        const int most = Predicate::maximumDepth;

        const auto within = readPolicy(withCondition(most, open, close));
        const auto beyond = readPolicy(withCondition(most + 1, open, close));
        const auto far = readPolicy(withCondition(10'000, open, close));
        const auto unclosed = readPolicy(withCondition(10'000, open, {}));

        QVERIFY2(within, qPrintable(firstProblem(within)));
        QVERIFY(!beyond);
        QCOMPARE(beyond.error().size(), 1);
        QCOMPARE(firstProblem(beyond),
                 QStringLiteral("Here a condition is nested more than 32 levels deep."));
        QVERIFY(beyond.error()[0].path.startsWith(QLatin1String("/routes/0/graph/nodes/m/when/")));
        QVERIFY(!far);
        QCOMPARE(firstProblem(far), QStringLiteral("The file is nested more than 96 levels deep."));
        QVERIFY(!unclosed);
    }

    void hundredThousandNodesAreRead()
    {
        QByteArray nodes;
        QByteArray steps;
        for (int i = 0; i < 100'000; ++i) {
            const QByteArray id = QByteArray::number(i);
            nodes += filled(R"(,"n%1":{"kind":"target","target":"t"})", id);
            steps += (i > 0 ? "," : "") + filled(R"({"node":"n%1"})", id);
        }
        const QByteArray text =
            withGraph(R"({"start":"f","nodes":{"f":{"kind":"fallback","steps":[)" + steps + "]}"
                      + nodes + "}}");

        QElapsedTimer timer;
        timer.start();
        const auto result = readPolicy(text);
        qInfo("100,000 nodes, %lld KiB: %lld ms", static_cast<long long>(text.size() / 1024),
              static_cast<long long>(timer.elapsed()));

        QVERIFY2(result, qPrintable(firstProblem(result)));
        QCOMPARE(result.value().policy.routes[0].graph.nodes.size(), 100'001);
    }

    void tenMegabytesOfConditionsAreRead()
    {
        // Two cells of a table that list a value for most of their length.
        const QByteArray cell =
            '[' + QByteArray(R"("0123456789012345",)").repeated(9'999) + R"("0123456789012345"])";
        QByteArray rows;
        for (int i = 0; i < 28; ++i)
            rows += (i > 0 ? "," : "") + filled(R"({"when":[%1,%1],"node":"t"})", cell);
        const QByteArray text =
            withGraph(R"({"start":"d","nodes":{"t":{"kind":"target","target":"t"},"d":{"kind":)"
                      R"("table","columns":["client","header.x"],"else":"t","rows":[)"
                      + rows + "]}}}");
        QVERIFY(text.size() > 10'000'000);

        QElapsedTimer timer;
        timer.start();
        const auto result = readPolicy(text);
        qInfo("%lld KiB: %lld ms", static_cast<long long>(text.size() / 1024),
              static_cast<long long>(timer.elapsed()));

        QVERIFY2(result, qPrintable(firstProblem(result)));
    }

    void hundredThousandMistakesAreAllReported()
    {
        QByteArray nodes = R"("n":{"kind":"target","target":"t"})";
        for (int i = 0; i < 100'000; ++i)
            nodes += filled(R"(,"n%1":{"kind":"pol","strategie":[]})", QByteArray::number(i));

        QElapsedTimer timer;
        timer.start();
        const auto result = readPolicy(withGraph(R"({"start":"n","nodes":{)" + nodes + "}}"));
        qInfo("100,000 mistakes: %lld ms", static_cast<long long>(timer.elapsed()));

        QVERIFY(!result);
        QCOMPARE(result.error().size(), 100'000);
    }

    void overlongListIsRefused()
    {
        const QByteArray parts = QByteArray(R"({"all":[]},)").repeated(1'000) + R"({"all":[]})";

        const auto result =
            readPolicy(withGraph(R"({"start":"m","nodes":{"t":{"kind":"target","target":"t"},)"
                                 R"("m":{"kind":"match","then":"t","else":"t","when":{"any":[)"
                                 + parts + "]}}}}"));

        QVERIFY(!result);
        QCOMPARE(firstProblem(result), QStringLiteral("This list has more than 1000 entries."));
    }

    void overlongChainIsRefused()
    {
        QByteArray nodes = R"("n0":{"kind":"target","target":"t"})";
        for (int i = 1; i < 5'000; ++i)
            nodes += ",\"n" + QByteArray::number(i)
                + filled("\":"
                         R"({"kind":"fallback","steps":[{"node":"n%1"}]})",
                         QByteArray::number(i - 1));

        const auto shortChain =
            readPolicy(withGraph("{\"start\":\"n63\",\"nodes\":{" + nodes + "}}"));
        const auto longChain =
            readPolicy(withGraph("{\"start\":\"n64\",\"nodes\":{" + nodes + "}}"));

        QVERIFY2(shortChain, qPrintable(firstProblem(shortChain)));
        QVERIFY(!longChain);
    }
};

QTEST_GUILESS_MAIN(PolicyReaderScaleTest)
#include "tst_PolicyReaderScale.moc"
