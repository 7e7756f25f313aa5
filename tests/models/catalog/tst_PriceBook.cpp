// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/catalog/PriceBook.h"

#include <QDateTime>
#include <QTest>

#include <random>

using namespace signalbox::models;

namespace {

constexpr auto million = 1'000'000;

Provider providerAt(const QString &baseUrl, ProviderDialect dialect = ProviderDialect::OpenAi)
{
    Provider provider;
    provider.id = QStringLiteral("mine");
    provider.dialect = dialect;
    provider.baseUrl = baseUrl;
    return provider;
}

qint64 msAt(const QString &time)
{
    return QDateTime::fromString(time, Qt::ISODate).toMSecsSinceEpoch();
}

/// JSON with its quotes written as apostrophes; moc does not see past raw strings.
QByteArray quoted(const char *json)
{
    return QByteArray(json).replace('\'', '"');
}

const auto today = QStringLiteral("2026-11-23T12:00:00Z");

std::optional<Price> findShipped(const Provider &provider, const QString &model,
                                 const QString &time = today)
{
    static const auto book = PriceBook::shipped();
    PriceLookup lookup(book);
    return lookup.find(provider, model, msAt(time));
}

} // namespace

class PriceBookTest final : public QObject
{
    Q_OBJECT

private slots:
    void shippedTableKnowsTheUsualProviders_data()
    {
        QTest::addColumn<QString>("baseUrl");
        QTest::addColumn<QString>("model");
        QTest::addColumn<qint64>("input"); // -1: no price
        QTest::newRow("OpenAI") << "https://api.openai.com/v1"
                                << "gpt-4o-mini" << 150'000LL;
        QTest::newRow("OpenAI, dated") << "https://api.openai.com/v1"
                                       << "gpt-4o-mini-2024-07-18" << 150'000LL;
        QTest::newRow("Anthropic") << "https://api.anthropic.com"
                                   << "claude-3-5-haiku-20241022" << 800'000LL;
        QTest::newRow("other case") << "https://api.openai.com/v1"
                                    << "GPT-4o-Mini" << 150'000LL;
        QTest::newRow("Azure sells OpenAI's") << "https://x.openai.azure.com/openai/v1"
                                              << "gpt-4o-mini" << 150'000LL;
        QTest::newRow("unknown address, known name") << "http://127.0.0.1:9000/v1"
                                                     << "gpt-4o-mini" << 150'000LL;
        QTest::newRow("unknown address, another's model") << "https://proxy.example/v1"
                                                          << "claude-3-5-haiku-latest" << 800'000LL;
        QTest::newRow("unknown name") << "http://127.0.0.1:9000/v1"
                                      << "my-own-model" << -1LL;
        QTest::newRow("known address without that model") << "https://api.anthropic.com"
                                                          << "gpt-4o-mini" << -1LL;
    }
    void shippedTableKnowsTheUsualProviders()
    {
        QFETCH(QString, baseUrl);
        QFETCH(QString, model);
        QFETCH(qint64, input);

        const auto price = findShipped(providerAt(baseUrl), model);

        QCOMPARE(price ? price->prices.input : -1, input);
        if (price) {
            QCOMPARE(price->source, QStringLiteral("genai-prices"));
            QVERIFY(price->date.startsWith(QLatin1String("20")));
        }
    }

    void dialectDecidesForAnUnknownAddress()
    {
        const auto local = [](ProviderDialect dialect) {
            return providerAt(QStringLiteral("http://127.0.0.1:1234"), dialect);
        };

        QVERIFY(findShipped(local(ProviderDialect::Gemini), QStringLiteral("gemini-2.5-pro")));
        QVERIFY(findShipped(local(ProviderDialect::Anthropic), QStringLiteral("claude-3-5-haiku")));
        QVERIFY(!findShipped(local(ProviderDialect::Ollama), QStringLiteral("gpt-4o-mini")));
    }

    void priceChangesAtItsDate()
    {
        const Provider google =
            providerAt(QStringLiteral("https://generativelanguage.googleapis.com/v1beta"),
                       ProviderDialect::Gemini);
        const QString model = QStringLiteral("gemini-3.6-flash");

        QCOMPARE(findShipped(google, model, QStringLiteral("2026-12-31T23:59:59Z"))->prices.input,
                 750'000);
        QCOMPARE(findShipped(google, model, QStringLiteral("2027-01-01T00:00:00Z"))->prices.input,
                 1'500'000);
    }

    void priceChangesWithTheHour()
    {
        const Provider deepseek = providerAt(QStringLiteral("https://api.deepseek.com"));
        const QString model = QStringLiteral("deepseek-chat");

        const auto night = findShipped(deepseek, model, QStringLiteral("2026-11-23T20:00:00Z"));
        const auto day = findShipped(deepseek, model, QStringLiteral("2026-11-23T08:00:00Z"));

        QVERIFY(night && day);
        QVERIFY(night->prices.input < day->prices.input);
    }

    void longInputHasItsOwnPrice()
    {
        Price price;
        price.prices = {.input = 3 * million, .cachedInput = 300'000, .output = 15 * million};
        price.tiers = {{.above = 200'000, .prices = {.input = 6 * million}}};

        QCOMPARE(cost(price, {.input = 200'000, .output = 0})->microDollars, 600'000);
        QCOMPARE(cost(price, {.input = 200'001, .output = 0})->microDollars, 1'200'006);
        QCOMPARE(cost(price, {.input = 200'001, .output = 1'000})->microDollars, 1'215'006);
    }

    void cachedAndWrittenTokensArePartOfTheInput()
    {
        Price price;
        price.prices = {.input = 3 * million,
                        .cachedInput = 300'000,
                        .cacheWrite = 3'750'000,
                        .output = 15 * million};

        const auto parts = costParts(
            price, {.input = 1'000, .cachedInput = 600, .cacheWriteInput = 100, .output = 10});

        QCOMPARE(parts->input.microDollars, 900);
        QCOMPARE(parts->cachedInput.microDollars, 180);
        QCOMPARE(parts->cacheWrite.microDollars, 375);
        QCOMPARE(parts->output.microDollars, 150);
        QCOMPARE(parts->total.microDollars, 1'605);
    }

    void unlistedCachePriceIsThatOfInput()
    {
        Price price;
        price.prices = {.input = million, .output = million};

        QCOMPARE(cost(price, {.input = 100, .cachedInput = 90, .output = 1})->microDollars, 101);
    }

    void unknownIsNeverZero()
    {
        Price price;
        price.prices = {.input = million, .output = million};
        QVERIFY(!cost(price, {}));
        QVERIFY(!cost(price, {.output = 5}));
        QVERIFY(!cost(price, {.input = 5}));

        price.prices.output = TokenPrices::unlisted;
        QVERIFY(!cost(price, {.input = 5, .output = 5}));
        QCOMPARE(cost(price, {.input = 5})->microDollars, 5);
    }

    void partsSumToTheTotal()
    {
        std::mt19937_64 random(5);
        const auto upTo = [&random](qint64 limit) {
            return static_cast<qint64>(random() % static_cast<quint64>(limit + 1));
        };
        for (int i = 0; i < 20'000; ++i) {
            Price price;
            price.prices = {.input = upTo(2'000'003),
                            .cachedInput = upTo(200'003),
                            .cacheWrite = upTo(3'000'001),
                            .output = upTo(20'000'003),
                            .reasoning = upTo(20'000'003),
                            .perThousandRequests = upTo(5'000'001)};
            TokenUsage usage;
            usage.input = upTo(3'000);
            usage.cachedInput = upTo(usage.input);
            usage.cacheWriteInput = upTo(usage.input - usage.cachedInput);
            usage.output = upTo(3'000);
            usage.reasoning = upTo(usage.output);
            const auto parts = costParts(price, usage);
            QVERIFY(parts);

            const Money sum = parts->input + parts->cachedInput + parts->cacheWrite + parts->output
                + parts->requests;
            QCOMPARE(sum.microDollars, parts->total.microDollars);
            const double exact =
                (double(usage.input - usage.cachedInput - usage.cacheWriteInput)
                     * double(price.prices.input)
                 + double(usage.cachedInput) * double(price.prices.cachedInput)
                 + double(usage.cacheWriteInput) * double(price.prices.cacheWrite)
                 + double(usage.output - usage.reasoning) * double(price.prices.output)
                 + double(usage.reasoning) * double(price.prices.reasoning))
                    / million
                + double(price.prices.perThousandRequests) / 1000.0;
            QVERIFY(std::abs(double(parts->total.microDollars) - exact) <= 0.5001);
        }
    }

    void impossibleUsageNeitherOverflowsNorIsNegative()
    {
        Price price;
        price.prices = {.input = 600LL * million, .output = 600LL * million};
        constexpr qint64 huge = std::numeric_limits<qint64>::max();

        QVERIFY(cost(price, {.input = huge, .cachedInput = huge, .output = huge})->microDollars
                > 0);
        const auto parts =
            costParts(price, {.input = 10, .cachedInput = 50, .cacheWriteInput = 50, .output = 0});
        QCOMPARE(parts->total.microDollars, 6'000);
    }

    void usersFileComesBeforeTheShippedTable()
    {
        const auto book = PriceBook::fromJson(
            quoted(
                "{ 'signalbox_prices': 1, 'source': 'contract', 'date': '2026-11-01', 'providers': "
                "[ { 'id': 'openai', 'models': [ { 'id': 'gpt-4o-mini', 'match': { 'equals': "
                "'gpt-4o-mini' }, 'prices': [ { 'input': 100000, 'output': 400000 } ] } ] }, { "
                "'id': 'home', 'url': 'http://10\\\\.0\\\\.0\\\\.5', 'models': [ { 'id': 'any', "
                "'match': { 'regex': '.' }, 'prices': [ { 'input': 0, 'output': 0 } ] } ] } ] }"),
            *PriceBook::shipped());
        QVERIFY(book);
        PriceLookup lookup(book.value());
        const Provider openai = providerAt(QStringLiteral("https://api.openai.com/v1"));

        const auto own = lookup.find(openai, QStringLiteral("gpt-4o-mini"), msAt(today));
        const auto shipped = lookup.find(openai, QStringLiteral("gpt-4o"), msAt(today));
        const auto home = lookup.find(providerAt(QStringLiteral("http://10.0.0.5:8000/v1")),
                                      QStringLiteral("llama"), msAt(today));

        QCOMPARE(own->prices.input, 100'000);
        QCOMPARE(own->source, QStringLiteral("contract"));
        QCOMPARE(shipped->prices.input, 2'500'000);
        QCOMPARE(home->prices.input, 0);
    }

    void badFileSaysWhereAndWhat_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("where");
        const auto model = [](const QByteArray &fields) -> QByteArray {
            return quoted("{'signalbox_prices':1,'providers':[{'id':'p','models':[{") + fields
                + "}]}]}";
        };
        QTest::newRow("no JSON") << QByteArray("{\n\n oops") << "line 3";
        QTest::newRow("something else") << QByteArray("{}") << "signalbox_prices";
        QTest::newRow("newer") << quoted("{'signalbox_prices':2}") << "signalbox_prices";
        QTest::newRow("no providers") << quoted("{'signalbox_prices':1}") << "providers";
        QTest::newRow("no object")
            << quoted("{'signalbox_prices':1,'providers':[3]}") << "providers[0]";
        QTest::newRow("no id") << model(quoted("'match':{'equals':'m'},'prices':[]"))
                               << "providers[0].models[0].id";
        QTest::newRow("unknown rule") << model(quoted("'id':'m','match':{'like':'m'},'prices':[]"))
                                      << "providers[0].models[0].match";
        QTest::newRow("broken regex") << model(quoted("'id':'m','match':{'regex':'('},'prices':[]"))
                                      << "providers[0].models[0].match.regex";
        QTest::newRow("nested rule")
            << model(quoted("'id':'m','match':{'or':[{'equals':1}]},'prices':[]"))
            << "providers[0].models[0].match.or[0].equals";
        QTest::newRow("dollars") << model(
            quoted("'id':'m','match':{'equals':'m'},'prices':[{'input':0.15}]"))
                                 << "providers[0].models[0].prices[0].input";
        QTest::newRow("negative") << model(
            quoted("'id':'m','match':{'equals':'m'},'prices':[{'output':-1}]"))
                                  << "providers[0].models[0].prices[0].output";
        QTest::newRow("no date") << model(
            quoted("'id':'m','match':{'equals':'m'},'prices':[{'from':'soon'}]"))
                                 << "providers[0].models[0].prices[0].from";
        QTest::newRow("no times") << model(
            quoted("'id':'m','match':{'equals':'m'},'prices':[{'daily':['1']}]"))
                                  << "providers[0].models[0].prices[0].daily";
    }
    void badFileSaysWhereAndWhat()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, where);

        const auto book = PriceBook::fromJson(json);

        QVERIFY(!book);
        QCOMPARE(book.error().where, where);
        QVERIFY(!book.error().what.isEmpty());
    }

    void estimateLeavesAReportedCostAlone()
    {
        PriceLookup lookup(PriceBook::shipped());
        const Provider openai = providerAt(QStringLiteral("https://api.openai.com/v1"));
        ExchangeRecord record;
        record.model = QStringLiteral("gpt-4o-mini");
        record.usage = {.input = million, .output = 0};
        record.costSource = CostSource::Reported;
        record.cost = {7};

        lookup.estimate(openai, record);
        QCOMPARE(record.cost.microDollars, 7);
        record.costSource = CostSource::Unknown;
        lookup.estimate(openai, record);
        QCOMPARE(record.cost.microDollars, 150'000);
        QVERIFY(record.costSource == CostSource::Estimated);
    }

    void estimateWithoutUsageOrPriceStaysUnknown()
    {
        PriceLookup lookup(PriceBook::shipped());
        const Provider openai = providerAt(QStringLiteral("https://api.openai.com/v1"));
        ExchangeRecord record;
        record.model = QStringLiteral("gpt-4o-mini");

        lookup.estimate(openai, record);
        QVERIFY(record.costSource == CostSource::Unknown);
        record.usage = {.input = 5, .output = 5};
        record.model = QStringLiteral("nobody-knows");
        lookup.estimate(openai, record);
        QVERIFY(record.costSource == CostSource::Unknown);
    }

    void simulatedProviderCostsWhatItsSettingsSay()
    {
        PriceLookup lookup(PriceBook::shipped());
        Provider simulated;
        simulated.dialect = ProviderDialect::Simulated;
        simulated.simulated.inputPricePerMillion = 0.15;
        simulated.simulated.outputPricePerMillion = 0.60;

        const auto price = lookup.find(simulated, QStringLiteral("sim-fast"), msAt(today));

        QCOMPARE(price->prices.input, 150'000);
        QCOMPARE(price->prices.output, 600'000);
    }
};

QTEST_GUILESS_MAIN(PriceBookTest)
#include "tst_PriceBook.moc"
