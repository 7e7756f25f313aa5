// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyReader.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace signalbox::models;

namespace {

QByteArray testPolicy(const char *name)
{
    QFile file(QStringLiteral(SIGNALBOX_TEST_DATA "/policies/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A policy with one provider, whose further keys are \a extra. (moc takes two slashes in a raw
/// string for a comment; JSON allows to escape them.)
QByteArray withProvider(const QByteArray &extra)
{
    return QByteArray(R"({ "signalbox": 1, "providers": [ { "id": "p", )") + extra + " } ] }";
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

class PolicyReaderTest final : public QObject
{
    Q_OBJECT

private slots:
    void exampleIsReadWhole()
    {
        const auto result = readPolicy(testPolicy("example.signalbox.json"));

        QVERIFY2(result, qPrintable(result ? QString() : inWords(result.error())));
        QVERIFY2(result.value().warnings.isEmpty(), qPrintable(inWords(result.value().warnings)));
        const Policy &policy = result.value().policy;
        QCOMPARE(policy.providers.size(), 3);
        QCOMPARE(policy.providers[0].keys,
                 (QList<KeyReference>{{KeyReference::Source::Keychain, QStringLiteral("openai")}}));
        QCOMPARE(policy.providers[1].dialect, ProviderDialect::Anthropic);
        QCOMPARE(policy.providers[1].keys[0].source, KeyReference::Source::Environment);
        QCOMPARE(policy.providers[2].simulated.tokensPerSecond, 80.0);
        QCOMPARE(policy.target(QStringLiteral("gpt"))->model, QStringLiteral("gpt-4o-mini"));
        const RouteNode node =
            policy.route(QStringLiteral("smart"))->graph.nodes.value(QStringLiteral("n1"));
        QCOMPARE(std::get<TargetNode>(node.body).target, QStringLiteral("gpt"));
    }

    void everySettingIsRead()
    {
        const auto result = readPolicy(testPolicy("every-setting.signalbox.json"));

        QVERIFY2(result, qPrintable(result ? QString() : inWords(result.error())));
        const Policy &policy = result.value().policy;
        QCOMPARE(policy.listen, (ListenSettings{QStringLiteral("::1"), 0}));
        const Provider &provider = policy.providers[0];
        QCOMPARE(provider.name, QStringLiteral("Mine"));
        QCOMPARE(provider.dialect, ProviderDialect::OpenAiResponses);
        QCOMPARE(provider.baseUrl, QStringLiteral("https://example.com:8443/prefix/v1"));
        QCOMPARE(provider.keys.size(), 2);
        QCOMPARE(provider.keyHeader, QStringLiteral("api-key"));
        QCOMPARE(provider.apiVersion, QStringLiteral("2024-10-21"));
        QCOMPARE(provider.headers, (QList<HeaderField>{{"X-Team", "blue"}, {"X-Also", ""}}));
        QCOMPARE(provider.timeouts.connect.count(), 1);
        QCOMPARE(provider.timeouts.firstByte.count(), 2);
        QCOMPARE(provider.timeouts.idle.count(), 3);
        QCOMPARE(provider.timeouts.total.count(), 0);
        QCOMPARE(provider.maxConnections, 5);
        QVERIFY(provider.http2);
        QVERIFY(!provider.requestStreamUsage);
        QCOMPARE(provider.quirks, QStringList{QStringLiteral("mistral")});
        QCOMPARE(provider.models, (QStringList{QStringLiteral("a/b"), QStringLiteral("c")}));
        const SimulatedSettings expected{.ttftMs = 1.5,
                                         .ttftJitterMs = 2,
                                         .tokensPerSecond = 3,
                                         .outputTokens = 4,
                                         .seed = 4294967295U,
                                         .rateLimitedShare = 0.1,
                                         .serverErrorShare = 0.2,
                                         .overloadedShare = 0.3,
                                         .stallShare = 0.15,
                                         .cutShare = 0.25,
                                         .inputPricePerMillion = 5,
                                         .outputPricePerMillion = 6,
                                         .models = {QStringLiteral("m")}};
        QCOMPARE(policy.providers[1].simulated, expected);
        const RouteNode node = policy.routes[0].graph.nodes.value(QStringLiteral("f"));
        QCOMPARE(node.kind(), RouteNodeKind::Fallback);
        const auto &fallback = std::get<FallbackNode>(node.body);
        QCOMPARE(fallback.steps.size(), std::size_t(2));
        QVERIFY((fallback.steps[1].on
                 == std::vector{ErrorClass::RateLimited, ErrorClass::Authentication}));
        QCOMPARE(policy.retry.retries, 3);
        QCOMPARE(policy.retry.baseDelay.count(), 10);
        QCOMPARE(policy.retry.maxDelay.count(), 20);
        QCOMPARE(policy.capture, (CaptureSettings{CaptureBodies::Errors, 7, 8, 9}));
        QCOMPARE(policy.limits.bodyMib, 10);
    }

    void smallestPolicyHasTheDefaults()
    {
        const auto result = readPolicy(R"({"signalbox":1})");

        QVERIFY(result);
        QCOMPARE(result.value().policy, Policy{});
    }

    void slashesAtTheEndOfTheUrlAreDropped()
    {
        const auto result = readPolicy(
            withProvider(R"("dialect": "openai", "base_url": "http:\/\/localhost/v1\/\/")"));

        QVERIFY(result);
        QCOMPARE(result.value().policy.providers[0].baseUrl, QStringLiteral("http://localhost/v1"));
    }
};

QTEST_GUILESS_MAIN(PolicyReaderTest)
#include "tst_PolicyReader.moc"
