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
