// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyReader.h"
#include "models/policy/PolicyWriter.h"
#include "support/PolicyMaker.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <array>

using namespace signalbox::models;
using signalbox::tests::PolicyMaker;

namespace {

QString firstError(const Result<ReadPolicy, QList<PolicyProblem>> &result)
{
    if (result)
        return {};
    const auto error =
        std::ranges::find(result.error(), PolicyProblem::Severity::Error, &PolicyProblem::severity);
    return error->path + u' ' + error->message;
}

} // namespace

class PolicyWriterTest final : public QObject
{
    Q_OBJECT

private slots:
    void anyValidPolicyReadsBackEqual()
    {
        PolicyMaker maker(20);
        for (int round = 0; round < 500; ++round) {
            const Policy policy = maker.make();

            const QByteArray text = writePolicy(policy);
            const auto result = readPolicy(text);

            QVERIFY2(result, qPrintable(firstError(result) + u'\n' + QString::fromUtf8(text)));
            QVERIFY2(result.value().policy == policy, text.constData());
            QCOMPARE(writePolicy(result.value().policy), text);
        }
    }

    void everyKindOfNodeIsAmongThem()
    {
        PolicyMaker maker(20);
        std::array<int, routeNodeKindCount> count{};
        for (int round = 0; round < 500; ++round) {
            const Policy policy = maker.make();
            for (const Route &route : policy.routes) {
                for (const RouteNode &node : route.graph.nodes)
                    ++count[node.body.index()];
            }
        }

        for (const int nodes : count)
            QVERIFY2(nodes > 50, qPrintable(QString::number(nodes)));
    }

    void builtInPolicyReadsBackEqualWithoutAWord()
    {
        const auto result = readPolicy(writePolicy(Policy::builtIn()));

        QVERIFY(result);
        QCOMPARE(result.value().policy, Policy::builtIn());
        QVERIFY(result.value().warnings.isEmpty());
    }

    void exampleIsWrittenForPeople()
    {
        QFile file(QStringLiteral(SIGNALBOX_TEST_DATA "/policies/example.signalbox.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto policy = readPolicy(file.readAll());
        QVERIFY(policy);

        const QByteArray expected =
            "{\n"
            "  \"signalbox\": 1,\n"
            "  \"providers\": [\n"
            "    {\n"
            "      \"id\": \"openai\",\n"
            "      \"dialect\": \"openai\",\n"
            "      \"base_url\": \"https://api.openai.com/v1\",\n"
            "      \"keys\": [\"keychain:openai\"]\n"
            "    },\n"
            "    {\n"
            "      \"id\": \"claude\",\n"
            "      \"dialect\": \"anthropic\",\n"
            "      \"base_url\": \"https://api.anthropic.com\",\n"
            "      \"keys\": [\"env:ANTHROPIC_API_KEY\"]\n"
            "    },\n"
            "    { \"id\": \"sim\", \"dialect\": \"simulated\" }\n"
            "  ],\n"
            "  \"targets\": [{ \"id\": \"gpt\", \"provider\": \"openai\", "
            "\"model\": \"gpt-4o-mini\" }],\n"
            "  \"routes\": [\n"
            "    {\n"
            "      \"name\": \"smart\",\n"
            "      \"graph\": { \"start\": \"n1\", \"nodes\": { \"n1\": { \"kind\": \"target\", "
            "\"target\": \"gpt\" } } }\n"
            "    }\n"
            "  ]\n"
            "}\n";
        QCOMPARE(QString::fromUtf8(writePolicy(policy.value().policy)),
                 QString::fromUtf8(expected));
    }

    void emptyPolicyIsADocument() { QVERIFY(readPolicy(writePolicy(Policy{}))); }

    void textIsEscaped()
    {
        Policy policy = Policy::builtIn();
        policy.providers[0].name = QStringLiteral("a\"b\\c\n\t\u0001\u007fé");

        const QByteArray text = writePolicy(policy);

        QVERIFY2(text.contains("a\\\"b\\\\c\\n\\t\\u0001\\u007fé"), text.constData());
        QCOMPARE(readPolicy(text).value().policy, policy);
    }
};

QTEST_GUILESS_MAIN(PolicyWriterTest)
#include "tst_PolicyWriter.moc"
