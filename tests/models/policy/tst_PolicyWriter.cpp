// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyReader.h"
#include "models/policy/PolicyWriter.h"

#include <QFile>
#include <QTest>

#include <random>

using namespace signalbox::models;

namespace {

/// Makes valid policies at random, the same ones for the same seed.
class PolicyMaker
{
public:
    explicit PolicyMaker(unsigned seed)
        : m_random(seed)
    {}

    Policy make()
    {
        Policy policy;
        if (chance())
            policy.schema = QStringLiteral("../signalbox-1.schema.json");
        if (chance())
            policy.listen = {.address = QStringLiteral("::1"),
                             .port = static_cast<quint16>(below(65536))};
        const int providers = 1 + below(4);
        for (int i = 0; i < providers; ++i)
            policy.providers.append(provider(i));
        const int targets = below(5);
        for (int i = 0; i < targets; ++i)
            policy.targets.append({.id = name("t", i),
                                   .provider = policy.providers[below(providers)].id,
                                   .model = text()});
        const int routes = below(4);
        for (int i = 0; i < routes; ++i)
            policy.routes.append({.name = name("r:", i), .graph = graph(policy)});
        if (chance())
            policy.retry = {.retries = below(20),
                            .baseDelay = std::chrono::milliseconds(below(1000)),
                            .maxDelay = std::chrono::milliseconds(1000 + below(1000))};
        if (chance())
            policy.capture = {.bodies = static_cast<CaptureBodies>(below(3)),
                              .maxBodyKib = below(5000),
                              .retentionDays = below(400),
                              .maxStoreMib = 1 + below(5000)};
        policy.limits.bodyMib = chance() ? 1 + below(1024) : policy.limits.bodyMib;
        return policy;
    }

private:
    int below(int limit) { return static_cast<int>(m_random() % static_cast<unsigned>(limit)); }
    bool chance() { return below(2) == 1; }
    double share() { return below(1000) / 5000.0; }
    std::chrono::milliseconds time() { return std::chrono::milliseconds(below(86'400'001)); }
    static QString name(const char *prefix, int i)
    {
        return QLatin1String(prefix) + QString::number(i);
    }

    /// Any characters that a model or a header value may have.
    QString text()
    {
        const QString letters = QStringLiteral("aZ09 /\\\"'{}[]:,~.-_é€中😀\u2028");
        QString result;
        const int length = 1 + below(20);
        for (int i = 0; i < length; ++i)
            result += letters[below(static_cast<int>(letters.size()))];
        // Halves of a surrogate pair are no text, and UTF-8 has none.
        return u'a' + QString::fromUtf8(result.toUtf8()).trimmed() + u'z';
    }

    Provider provider(int i)
    {
        Provider provider;
        provider.id = name("p", i);
        provider.name = chance() ? text() : QString();
        provider.dialect = static_cast<ProviderDialect>(below(8));
        const bool isSimulated = provider.dialect == ProviderDialect::Simulated;
        if (!isSimulated)
            provider.baseUrl = QStringLiteral("https://example.com:%1/v1").arg(1 + below(65535));
        const int keys = below(3);
        for (int key = 0; key < keys; ++key)
            provider.keys.append(
                {.source = static_cast<KeyReference::Source>(below(2)), .name = name("K", key)});
        const int headers = below(3);
        for (int header = 0; header < headers; ++header)
            provider.headers.append(
                {.name = name("x-", header).toUtf8(), .value = text().toUtf8()});
        provider.keyHeader = chance() ? QStringLiteral("api-key") : QString();
        provider.apiVersion = chance() ? QStringLiteral("2024-10-21") : QString();
        if (chance())
            provider.timeouts = {
                .connect = time(), .firstByte = time(), .idle = time(), .total = time()};
        provider.maxConnections = 1 + below(65535);
        provider.http2 = chance();
        provider.requestStreamUsage = chance();
        if (chance())
            provider.quirks = QStringList{QStringLiteral("groq"), QStringLiteral("vllm")};
        if (chance())
            provider.models = QStringList{text() + u'1', text() + u'2'};
        if (isSimulated || chance())
            provider.simulated = simulated();
        return provider;
    }

    SimulatedSettings simulated()
    {
        SimulatedSettings settings;
        settings.ttftMs = below(100'000) / 7.0;
        settings.ttftJitterMs = below(100'000) / 3.0;
        settings.tokensPerSecond = below(100'000) / 9.0;
        settings.outputTokens = below(1'000'000);
        settings.seed = static_cast<quint32>(m_random());
        settings.rateLimitedShare = share();
        settings.serverErrorShare = share();
        settings.overloadedShare = share();
        settings.stallShare = share();
        settings.cutShare = share();
        settings.inputPricePerMillion = below(1000) / 11.0;
        settings.outputPricePerMillion = below(1000) / 13.0;
        if (chance())
            settings.models = chance() ? QStringList() : QStringList{text()};
        return settings;
    }

    /// Every node but the first is a step of the one before it.
    RouteGraph graph(const Policy &policy)
    {
        RouteGraph graph;
        const int nodes = 1 + below(6);
        graph.start = name("n", 0);
        for (int i = 0; i < nodes; ++i) {
            RouteNode node;
            if (i + 1 < nodes) {
                FallbackNode fallback;
                fallback.steps.push_back({.node = name("n", i + 1), .on = {}});
                if (chance())
                    fallback.steps.push_back(
                        {.node = name("n", nodes - 1),
                         .on = {ErrorClass::Timeout, ErrorClass::RateLimited}});
                node.body = fallback;
            } else if (!policy.targets.isEmpty() && chance()) {
                node.body =
                    TargetNode{policy.targets[below(static_cast<int>(policy.targets.size()))].id};
            } else {
                node.body = TargetNode{policy.providers[0].id + u'/' + text()};
            }
            graph.nodes.insert(name("n", i), node);
        }
        return graph;
    }

    std::mt19937 m_random;
};

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

            QVERIFY2(result,
                     result ? ""
                            : qPrintable(result.error().constFirst().message + u'\n'
                                         + QString::fromUtf8(text)));
            QVERIFY2(result.value().policy == policy, text.constData());
            QCOMPARE(writePolicy(result.value().policy), text);
        }
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
