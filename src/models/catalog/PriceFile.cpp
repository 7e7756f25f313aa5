// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/catalog/PriceFile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace signalbox::models {

namespace {

constexpr int priceVersion = 1;
const auto versionKey = QLatin1String("signalbox_prices");
// Beyond any price there is; keeps products of tokens and price within 63 bits.
constexpr double highestPrice = 9e9;

/// Walks the document and remembers the first fault; everything after it is of no interest.
class PriceFileReader
{
public:
    std::vector<ProviderPrices> read(const QJsonObject &root);
    [[nodiscard]] const std::optional<PriceFileError> &error() const { return m_error; }

private:
    void fail(const QString &where, const QString &what)
    {
        if (!m_error)
            m_error = PriceFileError{.where = where, .what = what};
    }
    QString text(const QJsonObject &object, QLatin1String key, const QString &where,
                 bool required = true);
    QRegularExpression regex(const QString &pattern, const QString &where);
    MatchRule rule(const QJsonValue &value, const QString &where);
    TokenPrices tokenPrices(const QJsonObject &object, const QString &where);
    PriceVariant variant(const QJsonObject &object, const QString &where);
    int minuteOfDay(const QJsonValue &value, const QString &where);
    LlmModelPrices model(const QJsonObject &object, const QString &where);
    ProviderPrices provider(const QJsonObject &object, const QString &where);

    template<typename Item>
    auto list(const QJsonObject &object, QLatin1String key, const QString &where, Item item)
        -> std::vector<decltype(item(QJsonObject(), QString()))>
    {
        std::vector<decltype(item(QJsonObject(), QString()))> items;
        const QString path = where + key;
        if (!object.value(key).isArray()) {
            fail(path, QStringLiteral("a list is missing"));
            return items;
        }
        const QJsonArray array = object.value(key).toArray();
        for (qsizetype i = 0; i < array.size() && !m_error; ++i) {
            const QString itemPath = QStringLiteral("%1[%2]").arg(path).arg(i);
            if (array.at(i).isObject())
                items.push_back(item(array.at(i).toObject(), itemPath + QLatin1Char('.')));
            else
                fail(itemPath, QStringLiteral("an object is expected"));
        }
        return items;
    }

    QString m_source;
    QString m_date;
    std::optional<PriceFileError> m_error;
};

std::vector<ProviderPrices> PriceFileReader::read(const QJsonObject &root)
{
    if (root.value(versionKey).toInt() != priceVersion) {
        fail(versionKey, QStringLiteral("1 is expected: this is no price file of this version"));
        return {};
    }
    m_source = text(root, QLatin1String("source"), {}, false);
    m_date = text(root, QLatin1String("date"), {}, false);
    return list(root, QLatin1String("providers"), {},
                [this](const QJsonObject &object, const QString &where) {
                    return provider(object, where);
                });
}

QString PriceFileReader::text(const QJsonObject &object, QLatin1String key, const QString &where,
                              bool required)
{
    const QJsonValue value = object.value(key);
    if (value.isString() && !(required && value.toString().isEmpty()))
        return value.toString();
    if (required || !value.isUndefined())
        fail(where + key, QStringLiteral("a text is expected"));
    return {};
}

QRegularExpression PriceFileReader::regex(const QString &pattern, const QString &where)
{
    QRegularExpression expression(pattern, QRegularExpression::CaseInsensitiveOption);
    if (expression.isValid())
        expression.optimize(); // now, not on the thread of the first request
    else
        fail(where, QStringLiteral("no regular expression: ") + expression.errorString());
    return expression;
}

MatchRule PriceFileReader::rule(const QJsonValue &value, const QString &where)
{
    auto rule = readMatchRule(value, where);
    if (rule)
        return rule.takeValue();
    fail(rule.error().where, rule.error().what);
    return {};
}

TokenPrices PriceFileReader::tokenPrices(const QJsonObject &object, const QString &where)
{
    TokenPrices prices;
    const std::array<std::pair<QLatin1String, qint64 *>, 6> parts{{
        {QLatin1String("input"), &prices.input},
        {QLatin1String("cached_input"), &prices.cachedInput},
        {QLatin1String("cache_write"), &prices.cacheWrite},
        {QLatin1String("output"), &prices.output},
        {QLatin1String("reasoning"), &prices.reasoning},
        {QLatin1String("per_thousand_requests"), &prices.perThousandRequests},
    }};
    for (const auto &[key, price] : parts) {
        const QJsonValue value = object.value(key);
        if (value.isUndefined())
            continue;
        const double number = value.toDouble(-1);
        if (number < 0 || number > highestPrice || number != std::floor(number))
            fail(where + key,
                 QStringLiteral("whole micro-dollars per million tokens are expected"));
        else
            *price = static_cast<qint64>(number);
    }
    return prices;
}

int PriceFileReader::minuteOfDay(const QJsonValue &value, const QString &where)
{
    const QTime time = QTime::fromString(value.toString(), QStringLiteral("HH:mm"));
    if (!time.isValid())
        fail(where, QStringLiteral("two times like 16:30 are expected"));
    return time.hour() * 60 + time.minute();
}

PriceVariant PriceFileReader::variant(const QJsonObject &object, const QString &where)
{
    PriceVariant variant;
    variant.price.prices = tokenPrices(object, where);
    variant.price.source = m_source;
    variant.price.date = m_date;
    const auto fromKey = QLatin1String("from");
    if (object.contains(fromKey)) {
        variant.from = QDate::fromString(object.value(fromKey).toString(), Qt::ISODate);
        if (!variant.from.isValid())
            fail(where + fromKey, QStringLiteral("a date like 2026-09-01 is expected"));
    }
    const auto dailyKey = QLatin1String("daily");
    if (object.contains(dailyKey)) {
        const QJsonArray times = object.value(dailyKey).toArray();
        variant.dailyFrom = minuteOfDay(times.at(0), where + dailyKey);
        variant.dailyTo = minuteOfDay(times.at(1), where + dailyKey);
    }
    const auto tiersKey = QLatin1String("tiers");
    if (!object.contains(tiersKey))
        return variant;
    variant.price.tiers =
        list(object, tiersKey, where, [this](const QJsonObject &tier, const QString &path) {
            const qint64 above = tier.value(QLatin1String("above")).toInteger(-1);
            if (above < 0)
                fail(path + QLatin1String("above"),
                     QStringLiteral("a number of tokens is expected"));
            return PriceTier{.above = above, .prices = tokenPrices(tier, path)};
        });
    std::ranges::sort(variant.price.tiers, {}, &PriceTier::above);
    return variant;
}

LlmModelPrices PriceFileReader::model(const QJsonObject &object, const QString &where)
{
    LlmModelPrices model;
    model.id = text(object, QLatin1String("id"), where);
    model.match = rule(object.value(QLatin1String("match")), where + QLatin1String("match"));
    model.contextWindow = object.value(QLatin1String("context_window")).toInteger(-1);
    model.variants = list(
        object, QLatin1String("prices"), where,
        [this](const QJsonObject &prices, const QString &path) { return variant(prices, path); });
    return model;
}

ProviderPrices PriceFileReader::provider(const QJsonObject &object, const QString &where)
{
    ProviderPrices provider;
    provider.id = text(object, QLatin1String("id"), where);
    provider.name = text(object, QLatin1String("name"), where, false);
    const QString url = text(object, QLatin1String("url"), where, false);
    if (!url.isEmpty())
        provider.url = regex(QLatin1Char('^') + url, where + QLatin1String("url"));
    const auto matchKey = QLatin1String("model_match");
    if (object.contains(matchKey))
        provider.modelMatch = rule(object.value(matchKey), where + matchKey);
    for (const auto &id : object.value(QLatin1String("models_of")).toArray())
        provider.modelsOf.append(id.toString());
    provider.models = list(
        object, QLatin1String("models"), where,
        [this](const QJsonObject &prices, const QString &path) { return model(prices, path); });
    return provider;
}

} // namespace

Result<std::vector<ProviderPrices>, PriceFileError> readPriceFile(const QByteArray &json)
{
    QJsonParseError syntax;
    const QJsonDocument document = QJsonDocument::fromJson(json, &syntax);
    if (syntax.error != QJsonParseError::NoError) {
        const qsizetype line = 1 + json.left(syntax.offset).count('\n');
        return Failure{PriceFileError{.where = QStringLiteral("line %1").arg(line),
                                      .what = syntax.errorString()}};
    }
    PriceFileReader reader;
    auto providers = reader.read(document.object());
    if (reader.error())
        return Failure{*reader.error()};
    return providers;
}

} // namespace signalbox::models
