// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyReader.h"
#include "routing/proxy/Explain.h"
#include "routing/proxy/ModelCatalog.h"
#include "support/PolicyTexts.h"
#include "support/Requests.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::routing;

namespace {

/// Every look at it takes a second.
class HurriedClock final : public models::Clock
{
public:
    [[nodiscard]] qint64 monotonicNs() const override { return m_nowNs += 1'000'000'000; }
    [[nodiscard]] qint64 wallMs() const override { return 1'700'000'000'000; }

private:
    mutable qint64 m_nowNs = 1'000'000'000'000;
};

/// A pool of the cheapest of two, behind a rule that reads the text.
std::shared_ptr<const models::Policy> policy()
{
    const auto read = models::readPolicy(tests::policyText(
        "'providers':[{'id':'p','dialect':'simulated'}],"
        "'targets':[{'id':'dear','provider':'p','model':'m',"
        "'input_price_per_m':10,'output_price_per_m':30},"
        "{'id':'cheap','provider':'p','model':'n',"
        "'input_price_per_m':1,'output_price_per_m':3}],"
        "'routes':[{'name':'r','graph':{'start':'mood','nodes':{"
        "'mood':{'kind':'match','when':{'signal':'sentiment','op':'<','value':-0.9},"
        "'then':'one','else':'pool'},"
        "'one':{'kind':'target','target':'dear'},"
        "'pool':{'kind':'pool','strategy':'cheapest','members':"
        "['dear','cheap']}}}}]"));
    return read ? std::make_shared<const models::Policy>(read.value().policy) : nullptr;
}

} // namespace

class LiveWorldTest final : public QObject
{
    Q_OBJECT

private slots:
    // Otherwise a busy machine would draw the cheapest by chance, and budgets would reserve
    // nothing.
    void moneyIsCountedEvenWhenReadingTakesTooLong_data()
    {
        QTest::addColumn<double>("random");
        QTest::newRow("first by chance") << 0.0;
        QTest::newRow("last by chance") << 0.99;
    }

    void moneyIsCountedEvenWhenReadingTakesTooLong()
    {
        QFETCH(const double, random);
        const auto shared = policy();
        QVERIFY(shared);
        const RoutePlan plan(shared);
        ModelCatalog catalog;
        PlanBooks books(catalog);
        RoutingState state;
        state.scoreboard.setPolicy(*shared, 0);
        const HurriedClock clock;
        ServedPath served;
        served.kind = ServedPath::Kind::Dialect;
        served.endpoint = {models::ClientDialect::OpenAiChat, Operation::Generate};
        HttpRequest request = tests::RequestBuilder("/v1/chat/completions")
                                  .body("{\"model\":\"r\",\"messages\":[{\"role\":\"user\","
                                        "\"content\":\"Good morning, how are you?\"}]}")
                                  .build();

        const Explanation explanation =
            explain({.plan = plan,
                     .state = state,
                     .books = books,
                     .clock = clock,
                     .access = {},
                     .random = [random] { return random; }},
                    ClientCall::read(std::move(request), std::move(served)), {}, {});

        QCOMPARE(explanation.target, QStringLiteral("cheap"));
    }
};

QTEST_GUILESS_MAIN(LiveWorldTest)
#include "tst_LiveWorld.moc"
