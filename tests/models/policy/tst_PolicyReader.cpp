// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/JsonText.h"
#include "models/policy/PolicyBuilder.h"
#include "models/policy/PolicyReader.h"
#include "models/policy/SchemaValidator.h"

#include <QFile>
#include <QSet>
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

const JsonValue &schemaDefinitions()
{
    static const JsonTree tree = [] {
        QFile file(
            QStringLiteral(SIGNALBOX_SOURCE_DIR "/resources/schema/signalbox-1.schema.json"));
        return JsonTree::parse(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
    }();
    return *tree.root()->member(u"$defs");
}

/// Every default in the schema's definition at \a path, as members of an object.
QByteArray defaultsOf(const QString &path)
{
    const QStringList steps = path.split(u'/');
    const JsonValue *definition = schemaDefinitions().member(steps[0]);
    if (steps.size() > 1)
        definition = definition->member(u"properties")->member(steps[1]);
    QByteArrayList members;
    for (const JsonMember &property : definition->member(u"properties")->members) {
        const JsonValue *schema = &property.value;
        const JsonValue *reference = schema->member(u"$ref");
        if (!schema->member(u"default") && reference)
            schema = schemaDefinitions().member(reference->text.section(u'/', -1));
        if (const JsonValue *standard = schema->member(u"default"))
            members.append('"' + property.key.toUtf8() + "\":" + toCompactJsonText(*standard));
    }
    return members.join(',');
}

/// The policy with the part \a text, unchecked.
Policy built(const QByteArray &text)
{
    const JsonTree tree = JsonTree::parse("{\"signalbox\":1," + text + "}");
    if (!tree.root() || !validate(tree, JsonSchema::ofPolicy()).isEmpty())
        qFatal("The row is no policy: %s", text.constData());
    return buildPolicy(*tree.root());
}

/// A part that has what it needs and nothing besides; @ is where the defaults of a definition go.
struct DefaultsRow
{
    const char *definition;
    const char *text;
};

const DefaultsRow defaultsRows[] = {
    {"listen", R"("listen":{@})"},
    {"retry", R"("retry":{@})"},
    {"breaker", R"("breaker":{@})"},
    {"capture", R"("capture":{@})"},
    {"limits", R"("limits":{@})"},
    {"provider", R"("providers":[{"id":"s","dialect":"simulated"@}])"},
    {"simulated", R"("providers":[{"id":"s","dialect":"simulated","simulated":{@}}])"},
    {"provider/timeouts", R"("providers":[{"id":"s","dialect":"simulated","timeouts":{@}}])"},
    {"limitedKey", R"("providers":[{"id":"s","dialect":"simulated","keys":[{"key":"env:A"@}]}])"},
    {"budget", R"("budgets":[{"id":"b","period":"day","usd":1@}])"},
    {"rateLimits", R"("clients":[{"name":"c","key":"env:A","limits":{@}}])"},
};

const DefaultsRow nodeDefaultsRows[] = {
    {"tableNode", R"("kind":"table","columns":["hour"],"rows":[{"when":[null],"node":"n"}]@)"},
    {"tableRow", R"("kind":"table","columns":["hour"],"rows":[{"when":[null],"node":"n"@}])"},
    {"poolNode", R"("kind":"pool","members":["t"]@)"},
    {"poolMember", R"("kind":"pool","members":[{"target":"t"@}])"},
    {"poolLimit", R"("kind":"pool","members":["t"],"limits":[{"measure":"ttft_ms","at_most":1@}])"},
    {"balance", R"("kind":"pool","members":["t"],"balance":{@})"},
    {"affinity", R"("kind":"pool","members":["t"],"affinity":{@})"},
    {"splitNode", R"("kind":"split","arms":[{"percent":100,"node":"n"}]@)"},
    {"rateLimitNode", R"("kind":"rate_limit","within":"n"@)"},
    {"cacheNode", R"("kind":"cache","node":"n"@)"},
    {"transformNode/system", R"("kind":"transform","node":"n","system":{"text":"a"@})"},
    {"shadowNode", R"("kind":"shadow","target":"t","node":"n"@)"},
    {"rejectNode", R"("kind":"reject"@)"},
};

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

    void everySettingOfKeysTargetsAndSpendingIsRead()
    {
        const auto result = readPolicy(testPolicy("every-setting.signalbox.json"));

        QVERIFY2(result, qPrintable(result ? QString() : inWords(result.error())));
        const Policy &policy = result.value().policy;
        QCOMPARE(policy.providers[0].keys[1].toString(), QStringLiteral("keychain:second"));
        QCOMPARE(policy.providers[0].keyLimits,
                 (QList<RateLimits>{{}, {60, 90'000, 4, std::chrono::seconds(30)}}));
        QCOMPARE(policy.providers[1].keyLimits, QList<RateLimits>());
        const Target target{QStringLiteral("t"),
                            QStringLiteral("s"),
                            QStringLiteral("m"),
                            128'000,
                            0.25,
                            1.5,
                            {{QStringLiteral("coding"), 0.9}, {QStringLiteral("all"), 0.7}}};
        QCOMPARE(policy.targets, QList<Target>{target});
        const Budget daily{.id = QStringLiteral("daily"),
                           .period = Budget::Period::Day,
                           .microDollars = 12'345'678,
                           .route = QStringLiteral("r"),
                           .provider = QStringLiteral("p"),
                           .client = QStringLiteral("Ann"),
                           .onLimit = Budget::OnLimit::Downgrade,
                           .downgradeRoute = QStringLiteral("plain")};
        const Budget each{.id = QStringLiteral("each"),
                          .period = Budget::Period::Week,
                          .microDollars = 20'000'000,
                          .isPerClient = true,
                          .onLimit = Budget::OnLimit::Warn,
                          .reserve = Budget::Reserve::Most};
        const Budget all{.id = QStringLiteral("all"),
                         .period = Budget::Period::Month,
                         .microDollars = 1'000'000'000};
        QCOMPARE(policy.budgets, (QList<Budget>{daily, each, all}));
        const ClientKey ann{.name = QStringLiteral("Ann"),
                            .key = {KeyReference::Source::Environment, QStringLiteral("ANN_KEY")},
                            .expires = QDate(2099, 12, 31),
                            .limits = {100, 500'000, 8, std::chrono::seconds(120)},
                            .routes = {QStringLiteral("r"), QStringLiteral("plain")}};
        const ClientKey ben{.name = QStringLiteral("Ben"),
                            .key = {KeyReference::Source::Keychain, QStringLiteral("ben")}};
        QCOMPARE(policy.clients, (QList<ClientKey>{ann, ben}));
        QCOMPARE(policy.retry.total.count(), 30);
        using std::chrono::seconds;
        const BreakerSettings breaker{.isOn = false,
                                      .window = seconds(61),
                                      .minimumRequests = 6,
                                      .failureShare = 0.25,
                                      .consecutiveFailures = 7,
                                      .open = seconds(11),
                                      .maxOpen = seconds(301),
                                      .probes = 2,
                                      .probeInterval = seconds(12)};
        QCOMPARE(policy.breaker, breaker);
    }

    void everyKindOfNodeIsAmongEverySetting()
    {
        const auto result = readPolicy(testPolicy("every-setting.signalbox.json"));

        QVERIFY(result);
        QSet<int> kinds;
        for (const RouteNode &node : result.value().policy.routes[0].graph.nodes)
            kinds.insert(static_cast<int>(node.kind()));
        QCOMPARE(kinds.size(), routeNodeKindCount);
    }

    void routingExampleIsRead()
    {
        const auto result = readPolicy(testPolicy("routing.signalbox.json"));

        QVERIFY2(result, qPrintable(result ? QString() : inWords(result.error())));
        QVERIFY2(result.value().warnings.isEmpty(), qPrintable(inWords(result.value().warnings)));
        const Policy &policy = result.value().policy;
        QCOMPARE(policy.targets.size(), 8);
        QVERIFY(policy.routes[0].graph.nodes.size() > 12);
        for (const Provider &provider : policy.providers)
            QCOMPARE(provider.dialect, ProviderDialect::Simulated);
    }

    void defaultsOfTheSchemaAreTheModels_data()
    {
        QTest::addColumn<QString>("definition");
        QTest::addColumn<QByteArray>("text");

        for (const DefaultsRow &row : defaultsRows)
            QTest::newRow(row.definition)
                << QString::fromLatin1(row.definition) << QByteArray(row.text);
        for (const DefaultsRow &row : nodeDefaultsRows)
            QTest::newRow(row.definition)
                << QString::fromLatin1(row.definition)
                << "\"routes\":[{\"name\":\"r\",\"graph\":{\"start\":\"n\",\"nodes\":{\"n\":{"
                    + QByteArray(row.text) + "}}}}]";
    }

    void defaultsOfTheSchemaAreTheModels()
    {
        QFETCH(const QString, definition);
        QFETCH(const QByteArray, text);

        const QByteArray defaults = defaultsOf(definition);
        const Policy without = built(QByteArray(text).replace('@', ""));
        const QByteArray members = (text.contains("{@") ? "" : ",") + defaults;
        const Policy with = built(QByteArray(text).replace('@', members));

        QVERIFY(!defaults.isEmpty());
        QVERIFY2(with == without, defaults.constData());
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
