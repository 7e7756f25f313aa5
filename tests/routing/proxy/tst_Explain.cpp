// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/Explain.h"
#include "support/Requests.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using signalbox::models::ClientDialect;
using signalbox::models::ErrorClass;
using signalbox::models::Policy;
using signalbox::models::Provider;
using signalbox::models::ProviderDialect;
using signalbox::routing::Endpoint;
using signalbox::routing::explain;
using signalbox::routing::Operation;
using signalbox::routing::RoutePlan;

namespace {

constexpr Endpoint chat{ClientDialect::OpenAiChat, Operation::Generate};
constexpr Endpoint embeddings{ClientDialect::OpenAiEmbeddings, Operation::Embed};

/// A route `smart`: first a Claude target, then two of an OpenAI provider.
RoutePlan plan()
{
    Policy policy;
    Provider openAi;
    openAi.id = QStringLiteral("openai");
    Provider claude;
    claude.id = QStringLiteral("claude");
    claude.dialect = ProviderDialect::Anthropic;
    policy.providers = {openAi, claude};
    const auto node = [](const char *target) {
        return signalbox::models::RouteNode{
            .body = signalbox::models::TargetNode{QString::fromLatin1(target)}};
    };
    signalbox::models::RouteGraph graph;
    graph.start = QStringLiteral("f");
    graph.nodes = {{QStringLiteral("1"), node("claude/c")},
                   {QStringLiteral("2"), node("openai/a")},
                   {QStringLiteral("3"), node("openai/b")},
                   {QStringLiteral("f"),
                    {.body = signalbox::models::FallbackNode{
                         .steps = {{QStringLiteral("1"), {}},
                                   {QStringLiteral("2"), {}},
                                   {QStringLiteral("3"), {ErrorClass::Timeout}}}}}}};
    policy.routes.append({.name = QStringLiteral("smart"), .graph = graph});
    return RoutePlan(std::make_shared<const Policy>(policy));
}

QJsonObject explained(std::string_view body, bool isServed, const Endpoint &endpoint = chat,
                      const QString &route = {})
{
    const auto explanation = explain(plan(), endpoint, signalbox::tests::padded(body), route);
    if (explanation.isServed != isServed)
        return {};
    return QJsonDocument::fromJson(QByteArray::fromStdString(explanation.json)).object();
}

QString text(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString();
}

} // namespace

class ExplainTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyCandidateHasItsReason()
    {
        const QJsonObject decision = explained(R"({"model":"smart"})", true, embeddings);
        QCOMPARE(text(decision, "target"), QStringLiteral("openai/a"));
        QCOMPARE(text(decision, "route"), QStringLiteral("smart"));
        QCOMPARE(decision.value(QLatin1String("served")), QJsonValue(true));

        const QJsonArray candidates = decision.value(QLatin1String("candidates")).toArray();
        QCOMPARE(candidates.size(), 3);
        const QJsonObject other = candidates.at(0).toObject();
        QCOMPARE(other.value(QLatin1String("eligible")), QJsonValue(false));
        QVERIFY(text(other, "reason").contains(QLatin1String("anthropic")));
        QCOMPARE(text(candidates.at(1).toObject(), "reason"),
                 QStringLiteral("first that can serve it"));
        const QJsonObject last = candidates.at(2).toObject();
        QCOMPARE(text(last, "reason"), QStringLiteral("fallback"));
        QCOMPARE(last.value(QLatin1String("after")).toArray(),
                 QJsonArray{QStringLiteral("timeout")});
    }

    void translationIsTold()
    {
        const QJsonObject decision = explained(
            R"({"model":"smart","stream":true,"seed":7,"messages":[{"role":"user","content":"hi"}]})",
            true);
        QCOMPARE(text(decision, "target"), QStringLiteral("claude/c"));
        QCOMPARE(decision.value(QLatin1String("stream")), QJsonValue(true));
        const QJsonArray candidates = decision.value(QLatin1String("candidates")).toArray();
        QCOMPARE(candidates.at(0)[u"translated"], QJsonValue(true));
        QCOMPARE(candidates.at(0)[u"losses"][0][u"field"].toString(), QStringLiteral("seed"));
        QVERIFY(!candidates.at(0)[u"losses"][0][u"reason"].toString().isEmpty());
        QCOMPARE(candidates.at(1)[u"translated"], QJsonValue(false));
    }

    void candidateThatCannotBeToldTheRequestIsPassedOver()
    {
        const QJsonObject decision = explained(
            R"({"model":"smart","n":2,"messages":[{"role":"user","content":"hi"}]})", true);
        QCOMPARE(text(decision, "target"), QStringLiteral("openai/a"));
        const QJsonObject first =
            decision.value(QLatin1String("candidates")).toArray().at(0).toObject();
        QCOMPARE(first.value(QLatin1String("eligible")), QJsonValue(false));
        QCOMPARE(text(first, "field"), QStringLiteral("n"));
    }

    void countThatIsMadeHereIsTold()
    {
        const QJsonObject decision =
            explained(R"({"model":"openai/a","messages":[{"role":"user","content":"hi"}]})", true,
                      {ClientDialect::Anthropic, Operation::CountTokens});
        QCOMPARE(decision[u"candidates"][0][u"counted_here"], QJsonValue(true));
    }

    void nobodyMayFit()
    {
        QVERIFY(explained(R"({"model":"claude/c","input":"a"})", false,
                          {ClientDialect::OpenAiEmbeddings, Operation::Embed})
                    .contains(QLatin1String("problem")));
    }

    void routeCanBeGivenBeside()
    {
        const QJsonObject decision =
            explained(R"({"model":"whatever"})", true, chat, QStringLiteral("openai/x"));

        QCOMPARE(text(decision, "target"), QStringLiteral("openai/x"));
        QCOMPARE(text(decision, "reason"), QStringLiteral("asked for by name"));
    }

    void decidesAsForTheClientThatIsNamed()
    {
        Policy policy = plan().policy();
        signalbox::models::MatchNode match;
        match.when.kind = signalbox::models::Predicate::Kind::Condition;
        match.when.condition = {
            .signal = *signalbox::models::SignalName::fromString(QStringLiteral("client")),
            .values = {QStringLiteral("laptop")}};
        match.then = QStringLiteral("2");
        match.otherwise = QStringLiteral("3");
        auto &graph = policy.routes.front().graph;
        graph.start = QStringLiteral("m");
        graph.nodes.insert(graph.start, {.body = match});
        const RoutePlan matched(std::make_shared<const Policy>(policy));
        const auto targetFor = [&](std::string_view client) {
            const auto told = explain(matched, chat,
                                      signalbox::tests::padded(R"({"model":"smart"})"), {}, client);
            return text(QJsonDocument::fromJson(QByteArray::fromStdString(told.json)).object(),
                        "target");
        };

        QCOMPARE(targetFor("laptop"), QStringLiteral("openai/a"));
        QCOMPARE(targetFor("server"), QStringLiteral("openai/b"));
        QCOMPARE(targetFor({}), QStringLiteral("openai/b"));
    }

    void problemsAreTold_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("word");
        QTest::newRow("no JSON") << QByteArray("hello") << QStringLiteral("JSON");
        QTest::newRow("no model") << QByteArray("{}") << QStringLiteral("names no model");
        QTest::newRow("unknown") << QByteArray(R"({"model":"nope"})") << QStringLiteral("'nope'");
    }

    void problemsAreTold()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, word);
        const QJsonObject decision = explained(body.toStdString(), false);

        QCOMPARE(decision.value(QLatin1String("served")), QJsonValue(false));
        QVERIFY2(text(decision, "problem").contains(word), qPrintable(text(decision, "problem")));
    }
};

QTEST_GUILESS_MAIN(ExplainTest)
#include "tst_Explain.moc"
