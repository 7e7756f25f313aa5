// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/SampleTraffic.h"
#include "ui/providers/CheckWords.h"
#include "ui/providers/ProviderPresets.h"
#include "ui/providers/ProviderUsage.h"

#include <QTest>
#include <QUrl>

using namespace signalbox;

class ProviderUsageTest final : public QObject
{
    Q_OBJECT

private slots:
    void usageNamesTargetsAndRoutes()
    {
        const models::Policy policy = tests::samplePolicy();

        const auto openai = ui::usageOf(policy, QStringLiteral("openai"));
        const auto claude = ui::usageOf(policy, QStringLiteral("anthropic"));

        QCOMPARE(openai.targets, QStringList{QStringLiteral("gpt-mini")});
        QCOMPARE(openai.weakenedRoutes, QStringList{QStringLiteral("smart")});
        QVERIFY(openai.lostRoutes.isEmpty());
        QCOMPARE(claude.lostRoutes, QStringList{QStringLiteral("claude")});
    }

    void removalLeavesNothingThatPointsToIt()
    {
        const models::Policy left =
            ui::withoutProvider(tests::samplePolicy(), QStringLiteral("openai"));

        QVERIFY(!left.provider(QStringLiteral("openai")));
        QVERIFY(!left.target(QStringLiteral("gpt-mini")));
        const models::Route *smart = left.route(QStringLiteral("smart"));
        QVERIFY(smart);
        QVERIFY(!smart->graph.nodes.contains(QStringLiteral("gpt-mini")));
        const models::RouteNode start = smart->graph.nodes.value(smart->graph.start);
        const auto &steps = std::get<models::FallbackNode>(start.body).steps;
        QCOMPARE(steps.size(), size_t(1));
        QCOMPARE(steps.front().node, QStringLiteral("llama-fast"));
    }

    void targetsWrittenAsProviderAndModelCountToo()
    {
        models::Policy policy = tests::samplePolicy();
        models::Route route;
        route.name = QStringLiteral("direct");
        route.graph.start = QStringLiteral("only");
        const models::RouteNode node{.body = models::TargetNode{QStringLiteral("groq/some/model")}};
        route.graph.nodes.insert(route.graph.start, node);
        policy.routes.append(route);

        const auto usage = ui::usageOf(policy, QStringLiteral("groq"));

        QCOMPARE(usage.lostRoutes, QStringList{QStringLiteral("direct")});
        QVERIFY(
            !ui::withoutProvider(policy, QStringLiteral("groq")).route(QStringLiteral("direct")));
    }

    void presetsHaveUsableAddressesAndUniqueIds()
    {
        QStringList ids;
        for (const auto &preset : ui::providerPresets()) {
            const QUrl url(preset.baseUrl, QUrl::StrictMode);
            QVERIFY2(url.isValid() && !url.host().isEmpty(), qPrintable(preset.baseUrl));
            QVERIFY(!preset.baseUrl.endsWith(QLatin1Char('/')));
            QVERIFY(!ids.contains(preset.id));
            ids.append(preset.id);
            const bool isCloud = preset.kind == ui::ProviderPreset::Kind::Cloud;
            QCOMPARE(url.scheme(), isCloud ? QStringLiteral("https") : QStringLiteral("http"));
            QCOMPARE(preset.keyPage.isEmpty(), !isCloud);
        }
        QCOMPARE(ids.size(), 17);
    }

    void secondProviderOfOnePresetGetsItsOwnId()
    {
        models::Policy policy = tests::samplePolicy();

        const auto provider = ui::providerFrom(ui::providerPresets().first(), policy);

        QCOMPARE(provider.id, QStringLiteral("openai-2"));
        QCOMPARE(provider.displayName(), QStringLiteral("OpenAI"));
        QVERIFY(ui::presetOf(provider));
    }

    void everyCheckResultIsExplained()
    {
        using Problem = routing::ProviderCheckResult::Problem;
        const models::Policy policy = tests::samplePolicy();
        QStringList texts;
        for (int i = 0; i <= static_cast<int>(Problem::NotAnApi); ++i) {
            routing::ProviderCheckResult result;
            result.kind = static_cast<Problem>(i);
            result.ok = i == 0;
            result.status = 401;

            const QString text = ui::checkText(policy.providers.first(), result);

            QVERIFY(!text.isEmpty());
            QVERIFY(!text.contains(QLatin1String("%1")));
            QVERIFY(!texts.contains(text));
            texts.append(text);
        }
    }
};

QTEST_GUILESS_MAIN(ProviderUsageTest)
#include "tst_ProviderUsage.moc"
