// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/ProviderChecks.h"

#include "models/policy/Loopback.h"
#include "models/policy/QuirkNames.h"

#include <QSet>
#include <QUrl>

#include <algorithm>
#include <array>

namespace signalbox::models {

namespace {

QString keyHint()
{
    return QStringLiteral("A key is kept in the keychain (keychain:NAME) or in an environment "
                          "variable (env:NAME), and only that reference stands under \"keys\".");
}

// Headers that carry a key in one dialect or another.
constexpr std::array keyHeaders{
    QLatin1String("authorization"),  QLatin1String("proxy-authorization"),
    QLatin1String("x-api-key"),      QLatin1String("api-key"),
    QLatin1String("x-goog-api-key"), QLatin1String("cookie"),
};
// Headers that belong to the connection; a second one would break the request apart.
constexpr std::array connectionHeaders{
    QLatin1String("connection"),      QLatin1String("content-length"),
    QLatin1String("expect"),          QLatin1String("host"),
    QLatin1String("keep-alive"),      QLatin1String("te"),
    QLatin1String("trailer"),         QLatin1String("transfer-encoding"),
    QLatin1String("upgrade"),         QLatin1String("proxy-connection"),
    QLatin1String("accept-encoding"), QLatin1String("content-encoding"),
};

template<typename Names>
bool contains(const Names &names, const QString &name)
{
    return std::ranges::any_of(
        names, [lower = name.toLower()](QLatin1String candidate) { return lower == candidate; });
}

void checkBaseUrl(const Provider &provider, const JsonValue &value, const QString &path,
                  ProblemList &problems)
{
    const QString example = QStringLiteral("It looks like https://api.example.com/v1.");
    const bool hasSpace =
        std::ranges::any_of(value.text, [](QChar c) { return c.isSpace() || !c.isPrint(); });
    const QUrl url(value.text, QUrl::StrictMode);
    const QString scheme = url.scheme();
    const bool isHttp = scheme == QLatin1String("http");
    if (hasSpace || !url.isValid() || (!isHttp && scheme != QLatin1String("https"))
        || url.host().isEmpty()) {
        problems.error(value, path,
                       QStringLiteral("The base URL must be http:// or https:// with a host."),
                       example);
        return;
    }
    if (!url.userInfo().isEmpty() || value.text.contains(u'@'))
        problems.error(value, path,
                       QStringLiteral("The base URL may not hold a user name or a password."),
                       keyHint());
    if (url.hasQuery() || url.hasFragment())
        problems.error(value, path,
                       QStringLiteral("The base URL may not have a query (?) or a fragment (#)."),
                       keyHint());
    if (value.text.endsWith(u'/'))
        problems.warning(value, path,
                         QStringLiteral("The slash at the end of the base URL is ignored."),
                         QStringLiteral("Remove it."));
    if (isHttp && !provider.keys.isEmpty() && !isLoopbackHost(url.host()))
        problems.warning(value, path,
                         QStringLiteral("The keys of this provider travel unencrypted."),
                         QStringLiteral("Use https:// if the provider offers it."));
}

void checkKeys(const JsonValue &keys, const QString &path, ProblemList &problems)
{
    QSet<QString> names;
    for (std::size_t i = 0; i < keys.items.size(); ++i) {
        // A key with limits is an object.
        const JsonValue *limited = keys.items[i].member(u"key");
        const JsonValue &key = limited ? *limited : keys.items[i];
        const QString itemPath = childPath(path, i);
        const QString keyPath = limited ? childPath(itemPath, QStringLiteral("key")) : itemPath;
        const auto reference = KeyReference::fromString(key.text);
        if (reference && looksLikeKey(reference->name))
            problems.error(key, keyPath, QStringLiteral("This is a key, not the name of one."),
                           keyHint());
        if (names.contains(key.text))
            problems.error(key, keyPath, QStringLiteral("This key is given twice."),
                           QStringLiteral("Its limits would be counted twice; keep one."));
        names.insert(key.text);
    }
}

void checkHeaders(const JsonValue &headers, const QString &path, ProblemList &problems)
{
    QSet<QString> names;
    for (const JsonMember &member : headers.members) {
        const QString memberPath = childPath(path, member.key);
        if (contains(keyHeaders, member.key) || looksLikeKey(member.value.text))
            problems.error(
                member.value, memberPath, QStringLiteral("A key may not stand in a header."),
                keyHint() + QStringLiteral(" \"key_header\" names the header it goes in."));
        else if (contains(connectionHeaders, member.key))
            problems.error(member.value, memberPath,
                           QStringLiteral("Signalbox sets this header itself."),
                           QStringLiteral("Remove it."));
        if (names.contains(member.key.toLower()))
            problems.error(member.value, memberPath,
                           QStringLiteral("The header %1 is given twice.").arg(quoted(member.key)),
                           QStringLiteral("Keep one of them; names of headers count in any case."));
        names.insert(member.key.toLower());
    }
}

void checkQuirks(const JsonValue &quirks, const QString &path, ProblemList &problems)
{
    QStringList known;
    for (const QLatin1String name : quirkNames)
        known.append(name);
    for (std::size_t i = 0; i < quirks.items.size(); ++i) {
        const JsonValue &quirk = quirks.items[i];
        if (known.contains(quirk.text))
            continue;
        const QString suggestion = problems.suggestion(quirk.text, known);
        problems.warning(
            quirk, childPath(path, i),
            QStringLiteral("Nothing is known of the quirk %1, which changes nothing.")
                .arg(quoted(quirk.text)),
            suggestion.isEmpty()
                ? QStringLiteral("Known ones: %1.").arg(known.join(QLatin1String(", ")))
                : suggestion);
    }
}

void checkSimulated(const SimulatedSettings &settings, const JsonValue &value, const QString &path,
                    ProblemList &problems)
{
    const double shares = settings.rateLimitedShare + settings.serverErrorShare
        + settings.overloadedShare + settings.stallShare + settings.cutShare;
    constexpr double rounding = 1e-9;
    if (shares > 1 + rounding)
        problems.error(
            value, path, QStringLiteral("The shares are more than 1 together."),
            QStringLiteral("Requests fail in one of these ways at most: make the shares smaller."));
    if (settings.models.isEmpty())
        problems.warning(value, path, QStringLiteral("This simulated provider has no model."),
                         QStringLiteral("Give \"models\" at least one name."));
}

void checkUnused(const JsonValue &value, const QString &path, bool isSimulated,
                 ProblemList &problems)
{
    if (isSimulated) {
        for (const QString &key : {QStringLiteral("base_url"), QStringLiteral("keys")}) {
            if (const JsonValue *unused = value.member(key))
                problems.warning(
                    *unused, childPath(path, key),
                    QStringLiteral("A simulated provider calls nobody and does not "
                                   "use this."),
                    QStringLiteral("Remove it, or choose the dialect of a real provider."));
        }
    } else if (const JsonValue *unused = value.member(u"simulated")) {
        problems.warning(*unused, childPath(path, QStringLiteral("simulated")),
                         QStringLiteral("Only a provider of the dialect \"simulated\" uses this."));
    }
}

} // namespace

void checkProvider(const Provider &provider, const JsonValue &value, const QString &path,
                   ProblemList &problems)
{
    const bool isSimulated = provider.dialect == ProviderDialect::Simulated;
    if (const JsonValue *baseUrl = value.member(u"base_url"); baseUrl && !isSimulated)
        checkBaseUrl(provider, *baseUrl, childPath(path, QStringLiteral("base_url")), problems);
    if (const JsonValue *keys = value.member(u"keys"))
        checkKeys(*keys, childPath(path, QStringLiteral("keys")), problems);
    if (const JsonValue *headers = value.member(u"headers"))
        checkHeaders(*headers, childPath(path, QStringLiteral("headers")), problems);
    if (const JsonValue *header = value.member(u"key_header");
        header && (contains(connectionHeaders, header->text) || looksLikeKey(header->text)))
        problems.error(*header, childPath(path, QStringLiteral("key_header")),
                       QStringLiteral("This header cannot carry a key."), keyHint());
    if (const JsonValue *quirks = value.member(u"quirks"))
        checkQuirks(*quirks, childPath(path, QStringLiteral("quirks")), problems);
    if (const JsonValue *simulated = value.member(u"simulated"))
        checkSimulated(provider.simulated, *simulated, childPath(path, QStringLiteral("simulated")),
                       problems);
    checkUnused(value, path, isSimulated, problems);
}

} // namespace signalbox::models
