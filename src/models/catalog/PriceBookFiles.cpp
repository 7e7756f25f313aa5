// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// How a PriceBook is made of files; PriceBook.cpp is how it is read.
#include "models/catalog/PriceBook.h"
#include "models/catalog/PriceFile.h"

#include <QFile>
#include <QLoggingCategory>

#include <algorithm>
#include <iterator>
#include <utility>

// Outside of any namespace, as the macro asks. A static library's resources are linked only when
// something names them.
static void initializePriceResource()
{
    Q_INIT_RESOURCE(prices);
}

namespace signalbox::models {

namespace {

Q_LOGGING_CATEGORY(lcPrices, "signalbox.prices")

using Loaded = Result<std::shared_ptr<const PriceBook>, PriceFileError>;

/// What \a file says about a provider comes before what is known of it.
std::vector<ProviderPrices> mergedOver(std::vector<ProviderPrices> file,
                                       const std::vector<ProviderPrices> &base)
{
    for (const ProviderPrices &known : base) {
        const auto same = std::ranges::find(file, known.id, &ProviderPrices::id);
        if (same == file.end()) {
            file.push_back(known);
            continue;
        }
        same->models.insert(same->models.end(), known.models.begin(), known.models.end());
        if (same->name.isEmpty())
            same->name = known.name;
        if (same->url.pattern().isEmpty())
            same->url = known.url;
        if (same->modelMatch.kind == MatchRule::Kind::Nothing)
            same->modelMatch = known.modelMatch;
        same->modelsOf += known.modelsOf;
    }
    return file;
}

std::shared_ptr<const PriceBook> readShippedPrices()
{
    initializePriceResource();
    QFile file(QStringLiteral(":/prices/prices.json"));
    if (file.open(QIODevice::ReadOnly)) {
        auto book = PriceBook::fromJson(file.readAll());
        if (book)
            return book.takeValue();
        qCCritical(lcPrices, "The price table is broken at %s: %s", qPrintable(book.error().where),
                   qPrintable(book.error().what));
    }
    // Without prices every cost is unknown, which is true.
    return std::make_shared<const PriceBook>(std::vector<ProviderPrices>());
}

} // namespace

std::shared_ptr<const PriceBook> PriceBook::shipped()
{
    // Reading takes longer than to check a policy, which asks for it after every edit.
    static const std::shared_ptr<const PriceBook> book = readShippedPrices();
    return book;
}

Loaded PriceBook::fromJson(const QByteArray &json)
{
    return fromJson(json, PriceBook(std::vector<ProviderPrices>()));
}

Loaded PriceBook::fromJson(const QByteArray &json, const PriceBook &base)
{
    auto providers = readPriceFile(json);
    if (!providers)
        return Failure{providers.error()};
    return std::make_shared<const PriceBook>(mergedOver(providers.takeValue(), base.providers()));
}

} // namespace signalbox::models
