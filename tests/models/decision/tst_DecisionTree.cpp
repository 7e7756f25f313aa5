// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/decision/DecisionTree.h"
#include "models/policy/RouteGraph.h"
#include "models/traffic/ExchangeRecord.h"

#include <QTest>

#include <memory>
#include <string>

using namespace signalbox::models;

class DecisionTreeTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyNodeIsReadInOrder()
    {
        const DecisionTree tree = DecisionTree::fromJson(
            "{\"served\": true, \"route\": \"smart\", \"target\": \"gpt\", \"path\": ["
            "{\"node\": \"n1\", \"kind\": \"match\", \"took\": \"else\", \"next\": \"b\"},"
            "{\"node\": \"b\", \"kind\": \"budget\", \"budget\": \"daily\", \"used_usd\": 1.2,"
            " \"limit_usd\": 5, \"took\": \"within\", \"next\": \"p\"},"
            "{\"node\": \"p\", \"kind\": \"pool\", \"strategy\": \"fastest\", \"percentile\": "
            "50}]}");

        QCOMPARE(tree.origin, DecisionTree::Origin::Kept);
        QCOMPARE(tree.damage, DecisionTree::Damage::None);
        QCOMPARE(tree.path.size(), std::size_t(3));
        QCOMPARE(tree.path.at(0).kind, RouteNodeKind::Match);
        QCOMPARE(tree.path.at(1).usedUsd, 1.2);
        QCOMPARE(tree.path.at(1).limitUsd, 5.0);
        QCOMPARE(tree.path.at(2).strategy, QStringLiteral("fastest"));
        QCOMPARE(tree.path.at(2).percentile, 50);
    }

    void conditionsKeepBothSidesAndWhetherTheyWereLookedAt()
    {
        const DecisionTree tree = DecisionTree::fromJson(
            "{\"served\": true, \"path\": [{\"kind\": \"match\", \"when\": {\"all\": ["
            "{\"signal\": \"input_tokens\", \"op\": \">\", \"value\": 8000, \"left\": 812,"
            " \"holds\": false},"
            "{\"not\": {\"signal\": \"client\", \"op\": \"==\", \"value\": \"ci\","
            " \"holds\": null}, \"holds\": null}], \"holds\": false}}]}");

        const DecisionCondition &when = tree.path.at(0).when.value();
        QCOMPARE(when.kind, DecisionCondition::Kind::All);
        QCOMPARE(when.holds, false);
        QCOMPARE(when.parts.size(), std::size_t(2));
        QCOMPARE(when.parts.at(0).left.toInt(), 812);
        QCOMPARE(when.parts.at(0).right.toInt(), 8000);
        QCOMPARE(when.parts.at(1).kind, DecisionCondition::Kind::Not);
        QVERIFY(!when.parts.at(1).holds);
        QCOMPARE(when.parts.at(1).parts.at(0).signal, QStringLiteral("client"));
    }

    void membersKeepWhyTheyWonOrLost()
    {
        const DecisionTree tree = DecisionTree::fromJson(
            "{\"served\": true, \"path\": [{\"kind\": \"pool\", \"members\": ["
            "{\"target\": \"gpt\", \"verdict\": \"chosen\", \"why\": \"best\", \"figure\": 412.0,"
            " \"unit\": \"ms\", \"samples\": 38, \"cost_usd\": 0.00021, \"in_flight\": 2},"
            "{\"target\": \"haiku\", \"verdict\": \"behind\", \"why\": \"limit\", \"limit\":"
            " {\"measure\": \"ttft_ms\", \"percentile\": 95, \"at_most\": 2000, \"value\": 3100}},"
            "{\"target\": \"big\", \"verdict\": \"excluded\", \"why\": \"obstacle\","
            " \"obstacle\": \"breaker\", \"detail\": \"open for 8 s more\"}]}]}");

        const auto &members = tree.path.at(0).members;
        QCOMPARE(members.at(0).verdict, DecisionCandidate::Verdict::Chosen);
        QCOMPARE(members.at(0).figure, 412.0);
        QCOMPARE(members.at(0).inFlight, 2);
        QVERIFY(!members.at(0).successRate);
        QVERIFY(!members.at(1).limit->isFloor);
        QCOMPARE(members.at(1).limit->bound, 2000.0);
        QCOMPARE(members.at(1).limit->value, 3100.0);
        QCOMPARE(members.at(2).obstacle, QStringLiteral("breaker"));
    }

    void keysOfLaterVersionsAreKept()
    {
        const DecisionTree tree = DecisionTree::fromJson(
            "{\"served\": true, \"path\": [{\"kind\": \"oracle\", \"mood\": 3}]}");

        QVERIFY(!tree.path.at(0).kind);
        QCOMPARE(tree.path.at(0).kindName, QStringLiteral("oracle"));
        QCOMPARE(tree.path.at(0).more.size(), std::size_t(1));
        QCOMPARE(tree.path.at(0).more.at(0).name, QStringLiteral("mood"));
    }

    void whatIsBrokenLeavesTheRest_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<DecisionTree::Damage>("damage");
        QTest::newRow("empty") << QByteArray() << DecisionTree::Damage::NotJson;
        QTest::newRow("an array") << QByteArray("[]") << DecisionTree::Damage::NotJson;
        QTest::newRow("cut off") << QByteArray("{\"served\": tr") << DecisionTree::Damage::NotJson;
        QTest::newRow("no keys") << QByteArray("{}") << DecisionTree::Damage::None;
        QTest::newRow("path is text")
            << QByteArray("{\"path\": \"x\"}") << DecisionTree::Damage::Partly;
        QTest::newRow("node is a number") << QByteArray("{\"path\": [1, {\"kind\": \"target\"}]}")
                                          << DecisionTree::Damage::Partly;
        QTest::newRow("status is text")
            << QByteArray("{\"attempts\": [{\"status\": \"x\"}]}") << DecisionTree::Damage::Partly;
        QTest::newRow("a vast number")
            << QByteArray("{\"attempts\": [{\"status\": 1e300}]}") << DecisionTree::Damage::None;
        QByteArray deep("{\"path\": [{\"when\": ");
        for (int i = 0; i < 200; ++i)
            deep += "{\"not\": ";
        deep += "{}" + QByteArray(200, '}') + "}]}";
        QTest::newRow("nested too deep") << deep << DecisionTree::Damage::Partly;
    }
    void whatIsBrokenLeavesTheRest()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const DecisionTree::Damage, damage);

        const DecisionTree tree = DecisionTree::fromJson(json);

        QCOMPARE(tree.damage, damage);
        QCOMPARE(tree.json, json);
    }

    void everyBeginningOfADecisionIsRead()
    {
        const QByteArray whole(
            "{\"served\": true, \"path\": [{\"kind\": \"split\", \"bucket\": 41231}],"
            " \"attempts\": [{\"target\": \"gpt\", \"outcome\": \"success\", \"ms\": 130}]}");

        for (qsizetype size = 0; size < whole.size(); ++size)
            QCOMPARE(DecisionTree::fromJson(whole.left(size)).damage,
                     DecisionTree::Damage::NotJson);
        QCOMPARE(DecisionTree::fromJson(whole).attempts.at(0).durationMs, 130.0);
    }

    void recordWithoutDecisionTellsWhatItKnows_data()
    {
        QTest::addColumn<QString>("route");
        QTest::addColumn<DecisionTree::Origin>("origin");
        QTest::newRow("old") << QStringLiteral("smart") << DecisionTree::Origin::NotKept;
        QTest::newRow("by name") << QString() << DecisionTree::Origin::ByName;
    }
    void recordWithoutDecisionTellsWhatItKnows()
    {
        QFETCH(const QString, route);
        QFETCH(const DecisionTree::Origin, origin);
        ExchangeRecord record;
        record.route = route;
        record.target = QStringLiteral("gpt");
        record.reason = QStringLiteral("first of its chain");
        record.attempts.push_back({.target = record.target,
                                   .provider = {},
                                   .model = {},
                                   .errorClass = ErrorClass::RateLimited,
                                   .status = 429,
                                   .durationUs = 130'000,
                                   .error = {},
                                   .providerRequestId = {}});

        const DecisionTree tree = DecisionTree::fromRecord(record);

        QCOMPARE(tree.origin, origin);
        QCOMPARE(tree.target, record.target);
        QCOMPARE(tree.reason, record.reason);
        QCOMPARE(tree.attempts.size(), std::size_t(1));
        QCOMPARE(tree.attempts.at(0).outcome, QStringLiteral("rate_limited"));
        QCOMPARE(tree.attempts.at(0).durationMs, 130.0);
        QCOMPARE(tree.attempts.at(0).firstByteMs, -1.0);
    }

    void brokenDecisionOfARecordIsCompletedFromIt()
    {
        ExchangeRecord record;
        record.target = QStringLiteral("gpt");
        record.reason = QStringLiteral("first of its chain");
        record.decision = std::make_shared<const DecisionText>("{\"served\":");

        const DecisionTree tree = DecisionTree::fromRecord(record);

        QCOMPARE(tree.damage, DecisionTree::Damage::NotJson);
        QCOMPARE(tree.reason, record.reason);
        QCOMPARE(tree.target, record.target);
    }
};

QTEST_GUILESS_MAIN(DecisionTreeTest)
#include "tst_DecisionTree.moc"
