// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ModelCatalog.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::routing;
using models::Ability;
using Answer = models::ModelFacts::Answer;

namespace {

models::Provider provider(const QString &id, models::ProviderDialect dialect, const QString &url)
{
    models::Provider provider;
    provider.id = id;
    provider.dialect = dialect;
    provider.baseUrl = url;
    return provider;
}

/// A route through two makers' models, and the targets by themselves.
RoutePlan plan()
{
    auto policy = std::make_shared<models::Policy>();
    policy->providers = {provider(QStringLiteral("openai"), models::ProviderDialect::OpenAi,
                                  QStringLiteral("https://api.openai.com/v1")),
                         provider(QStringLiteral("claude"), models::ProviderDialect::Anthropic,
                                  QStringLiteral("https://api.anthropic.com"))};
    policy->providers.first().models = {QStringLiteral("text-embedding-3-small")};
    policy->targets = {{.id = QStringLiteral("gpt"),
                        .provider = QStringLiteral("openai"),
                        .model = QStringLiteral("gpt-4o-mini")},
                       {.id = QStringLiteral("haiku"),
                        .provider = QStringLiteral("claude"),
                        .model = QStringLiteral("claude-3-haiku-20240307")}};
    models::Route route;
    route.name = QStringLiteral("smart");
    models::FallbackNode fallback;
    fallback.steps = {{.node = QStringLiteral("a"), .on = {}},
                      {.node = QStringLiteral("b"), .on = {}}};
    route.graph.start = QStringLiteral("n");
    route.graph.nodes = {
        {QStringLiteral("n"), {.body = fallback}},
        {QStringLiteral("a"), {.body = models::TargetNode{QStringLiteral("gpt")}}},
        {QStringLiteral("b"), {.body = models::TargetNode{QStringLiteral("haiku")}}}};
    policy->routes = {route};
    return RoutePlan(policy);
}

} // namespace

class ModelCatalogTest final : public QObject
{
    Q_OBJECT

private slots:
    void routeIsWhatAllItsTargetsAre()
    {
        const RoutePlan routes = plan();
        ModelCatalog catalog;
        catalog.setBooks(models::PriceBook::shipped(), models::ModelTable::shipped());

        const auto smart = catalog.find(QStringLiteral("smart"), routes, 0);

        QVERIFY(smart);
        QCOMPARE(smart->owner, QStringLiteral("signalbox"));
        QCOMPARE(smart->servedBy,
                 (QStringList{QStringLiteral("openai/gpt-4o-mini"),
                              QStringLiteral("claude/claude-3-haiku-20240307")}));
        QCOMPARE(smart->facts.can(Ability::Tools), Answer::Yes);
        QCOMPARE(smart->facts.can(Ability::JsonSchema), Answer::No);
        QCOMPARE(smart->facts.maxOutput, 4096);
        QCOMPARE(smart->facts.contextWindow, 128'000);
        QVERIFY(!smart->prices); // they differ
    }

    void targetHasItsModelsPrice()
    {
        const RoutePlan routes = plan();
        ModelCatalog catalog;
        catalog.setBooks(models::PriceBook::shipped(), models::ModelTable::shipped());

        const auto gpt = catalog.find(QStringLiteral("gpt"), routes, 0);

        QVERIFY(gpt && gpt->prices);
        QCOMPARE(gpt->owner, QStringLiteral("openai"));
        QCOMPARE(gpt->prices->input, 150'000);
        QCOMPARE(catalog.find(QStringLiteral("gpt"), routes, 0)->facts, gpt->facts); // remembered
    }

    void everyNameIsListed()
    {
        const RoutePlan routes = plan();
        ModelCatalog catalog;

        QStringList names;
        for (const ListedModel &model : catalog.list(routes, 0))
            names.append(model.name);

        QCOMPARE(names, routes.names());
        QVERIFY(!catalog.find(QStringLiteral("nowhere"), routes, 0));
    }

    void withoutBooksAllIsUnknown()
    {
        const RoutePlan routes = plan();
        ModelCatalog catalog;

        const auto gpt = catalog.find(QStringLiteral("gpt"), routes, 0);

        QVERIFY(gpt);
        QCOMPARE(gpt->facts, models::ModelFacts());
        QVERIFY(!gpt->prices);
    }
};

QTEST_APPLESS_MAIN(ModelCatalogTest)
#include "tst_ModelCatalog.moc"
