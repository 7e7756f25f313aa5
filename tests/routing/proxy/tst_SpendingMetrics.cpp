// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/RateUnits.h"
#include "routing/proxy/SpendingMetrics.h"
#include "routing/route/RoutePlan.h"
#include "routing/spending/BudgetLedger.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace signalbox;
using namespace signalbox::routing;
using models::Unit;

namespace {

constexpr qint64 noon = 1'767'268'800'000; ///< 2026-01-01, UTC
constexpr qint64 now = 1'000'000'000'000;

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

/// \a line with the quotes that a metric has.
std::string quoted(std::string line)
{
    std::ranges::replace(line, '\'', '"');
    return line;
}

/// A route through one limit for each unit, a client, and a provider with a limited key.
models::Policy policy()
{
    models::Policy policy = models::Policy::builtIn();
    models::RouteGraph graph{.start = s("all"), .nodes = {}};
    const auto limit = [&](const char *id, Unit per, const char *within) {
        models::RateLimitNode node{.limits = {.requests = 10}, .per = per, .within = s(within)};
        graph.nodes.insert(s(id), {.body = node});
    };
    limit("all", Unit::All, "each");
    limit("each", Unit::Client, "talk");
    limit("talk", Unit::Conversation, "target");
    graph.nodes.insert(s("target"), {.body = models::TargetNode{s("sim-fast")}});
    policy.routes = {{.name = s("auto"), .graph = graph}};
    policy.clients = {{.name = s("ci \"x\""), .limits = {.tokens = 500, .concurrent = 3}}};
    policy.providers.front().keys = {*models::KeyReference::fromString(s("env:KEY"))};
    policy.providers.front().keyLimits = {{.requests = 7}};
    return policy;
}

struct Sample
{
    RoutePlan plan{std::make_shared<const models::Policy>(policy())};
    BudgetLedger budgets{QTimeZone::utc()};
    RateLimiter limiter;
    RateLimiter keyLimiter;
    QString firstRunClient = s("default");

    [[nodiscard]] std::string text() const
    {
        return spendingMetricsText({.plan = plan,
                                    .budgets = budgets,
                                    .limiter = limiter,
                                    .keyLimiter = keyLimiter,
                                    .firstRunClient = firstRunClient},
                                   {.nowNs = now, .wallMs = noon});
    }
    [[nodiscard]] const PlanNode &node(const char *id) const
    {
        for (int index = 0; index < plan.nodeCount(); ++index) {
            if (plan.node(index).id == s(id))
                return plan.node(index);
        }
        return plan.node(0);
    }
};

} // namespace

class SpendingMetricsTest final : public QObject
{
    Q_OBJECT

private slots:
    void budgetsAreWrittenToTheLastMicroDollar()
    {
        Sample sample;
        sample.budgets.setBudgets(
            {{.id = s("daily"), .microDollars = 12'345'678},
             {.id = s("each"), .microDollars = 1'000'000, .isPerClient = true}});
        const std::array<int, 2> both{0, 1};
        BudgetReservation done = sample.budgets.reserve(both, s("ci"), 5, noon);
        sample.budgets.settle(done, 1'000'001);
        const BudgetReservation running = sample.budgets.reserve(both, s("ci"), 42, noon);

        const std::string text = sample.text();

        for (const char *line :
             {"signalbox_budget_limit_usd{budget=\"daily\"} 12.345678\n",
              "signalbox_budget_spent_usd{budget=\"daily\"} 1.000001\n",
              "signalbox_budget_reserved_usd{budget=\"daily\"} 0.000042\n",
              "signalbox_budget_reset_seconds{budget=\"daily\"} 43200\n",
              "signalbox_budget_limit_usd{budget=\"each\",client=\"ci\"} 1.000000\n",
              "signalbox_budget_spent_usd{budget=\"each\",client=\"ci\"} 1.000001\n"})
            QVERIFY2(text.find(line) != std::string::npos, line);
    }

    void limitsAreWrittenWithWhatIsUsed()
    {
        Sample sample;
        const models::RateLimits any{.requests = 100};
        std::vector<RateAdmission> running;
        const auto take = [&](RateLimiter &limiter, quint64 unit, int times, qint64 tokens = 0) {
            for (int i = 0; i < times; ++i)
                running.push_back(limiter.tryBegin(any, unit, tokens, now));
        };
        take(sample.limiter, nodeRateUnit(sample.node("all"), {}), 4);
        take(sample.limiter, nodeRateUnit(sample.node("each"), "default"), 1);
        take(sample.keyLimiter, clientRateUnit(s("ci \"x\"")), 2, 30);
        take(sample.keyLimiter, keyRateUnit(s("sim"), s("env:KEY")), 5);

        const std::string text = sample.text();

        for (const char *line : {
                 "signalbox_rate_limit{route='auto',node='all',limit='requests'} 10",
                 "signalbox_rate_limit_used{route='auto',node='all',limit='requests'} 4",
                 "signalbox_rate_limit_used{route='auto',node='each',client='default',limit='"
                 "requests'} 1",
                 "signalbox_rate_limit_used{route='auto',node='each',client='ci "
                 "\\'x\\'',limit='requests'} 0",
                 "signalbox_rate_limit{route='auto',node='talk',limit='requests'} 10",
                 "signalbox_client_limit{client='ci \\'x\\'',limit='tokens'} 500",
                 "signalbox_client_limit_used{client='ci \\'x\\'',limit='tokens'} 60",
                 "signalbox_client_limit_used{client='ci \\'x\\'',limit='concurrent'} 2",
                 "signalbox_key_limit{provider='sim',key='0',limit='requests'} 7",
                 "signalbox_key_limit_used{provider='sim',key='0',limit='requests'} 5",
             })
            QVERIFY2(text.find(quoted(line) + '\n') != std::string::npos,
                     (quoted(line) + "\n" + text).c_str());
        QVERIFY(text.find("signalbox_rate_limit_used{route=\"auto\",node=\"talk\"")
                == std::string::npos);
    }

    void everyLineIsWellFormed()
    {
        Sample sample;
        sample.budgets.setBudgets({{.id = s("daily"), .microDollars = 1}});
        const QString labels = s("(\\{([a-z_]+=\"([^\"\\\\]|\\\\.)*\",?)+\\})?");
        const QRegularExpression line(s("^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+") + labels
                                      + s(" [0-9.]+)$"));

        const QString text = QString::fromStdString(sample.text());

        for (const QString &one : text.trimmed().split(QLatin1Char('\n')))
            QVERIFY2(line.match(one).hasMatch(), qPrintable(one));
    }
};

QTEST_GUILESS_MAIN(SpendingMetricsTest)
#include "tst_SpendingMetrics.moc"
