// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulator/SecretMask.h"

#include "models/policy/PolicyProblem.h"
#include "routing/secrets/Redactor.h"

#include <algorithm>
#include <array>

namespace signalbox::routing {

using models::JsonMember;
using models::JsonValue;

namespace {

// Without the marks between words, which everybody writes otherwise.
constexpr std::array secretNames{
    QLatin1String("apikey"),       QLatin1String("authorization"), QLatin1String("password"),
    QLatin1String("passwd"),       QLatin1String("secret"),        QLatin1String("cookie"),
    QLatin1String("accesstoken"),  QLatin1String("authtoken"),     QLatin1String("refreshtoken"),
    QLatin1String("sessiontoken"), QLatin1String("privatekey"),    QLatin1String("credential"),
    QLatin1String("bearer"),
};

/// Names of what may be kept although it sounds like a secret: definitions in a JSON schema have an
/// object there, and that is no secret.
bool isSecret(const JsonMember &member)
{
    if (member.value.kind != JsonValue::Kind::String)
        return false;
    QString name;
    for (const QChar c : member.key) {
        if (c.isLetterOrNumber())
            name += c.toLower();
    }
    return std::ranges::any_of(secretNames,
                               [&name](QLatin1String secret) { return name.contains(secret); });
}

bool isOfWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'-' || c == u'_';
}

} // namespace

QString withoutKeys(const QString &text)
{
    const QString mask = QString::fromLatin1(Redactor::mask.data(), Redactor::mask.size());
    QString clean;
    qsizetype kept = 0; // of text
    for (qsizetype begin = 0; begin < text.size();) {
        qsizetype end = begin;
        while (end < text.size() && isOfWord(text[end]))
            ++end;
        if (models::looksLikeKey(text.mid(begin, end - begin))) {
            clean += text.mid(kept, begin - kept) + mask;
            kept = end;
        }
        begin = end + 1;
    }
    return kept == 0 ? text : clean + text.mid(kept);
}

// Recursion ends: a JsonTree nests no deeper than maximumDepth.
void removeSecrets(JsonValue &body)
{
    if (body.kind == JsonValue::Kind::String)
        body.text = withoutKeys(body.text);
    std::erase_if(body.members, isSecret);
    for (JsonMember &member : body.members) {
        member.key = withoutKeys(member.key);
        removeSecrets(member.value);
    }
    for (JsonValue &item : body.items)
        removeSecrets(item);
}

} // namespace signalbox::routing
