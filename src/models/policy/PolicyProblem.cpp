// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyProblem.h"

#include <algorithm>
#include <array>

namespace signalbox::models {

namespace {

// How the keys of well-known providers begin.
constexpr std::array keyPrefixes{
    QLatin1String("sk-"),    QLatin1String("sk_"),   QLatin1String("pk-"),
    QLatin1String("rk-"),    QLatin1String("gsk_"),  QLatin1String("xai-"),
    QLatin1String("hf_"),    QLatin1String("r8_"),   QLatin1String("AIza"),
    QLatin1String("AKIA"),   QLatin1String("ASIA"),  QLatin1String("ghp_"),
    QLatin1String("nvapi-"), QLatin1String("pplx-"), QLatin1String("Bearer "),
    QLatin1String("fw_"),    QLatin1String("csk-"),  QLatin1String("tgp_"),
};
constexpr qsizetype shortestPrefixedKey = 12;
constexpr qsizetype shortestRandomKey = 28;
constexpr qsizetype longestQuote = 64;

/// Upper and lower case and digits in one unbroken run, or a long row of hexadecimal digits: names
/// of models and variables are not written so.
bool looksRandom(const QString &text)
{
    int upper = 0;
    int lower = 0;
    int digits = 0;
    int hexadecimal = 0;
    qsizetype run = 0;
    qsizetype longestRun = 0;
    for (const QChar c : text) {
        if (c.isSpace())
            return false;
        upper += c.isUpper() ? 1 : 0;
        lower += c.isLower() ? 1 : 0;
        digits += c.isDigit() ? 1 : 0;
        hexadecimal += (c.isDigit() || (c >= u'a' && c <= u'f')) ? 1 : 0;
        run = c.isLetterOrNumber() ? run + 1 : 0;
        longestRun = std::max(longestRun, run);
    }
    if (text.size() < shortestRandomKey)
        return false;
    const bool mixed = upper >= 3 && lower >= 3 && digits >= 3;
    return (mixed && longestRun >= 16) || (hexadecimal >= text.size() - 4 && digits >= 6);
}

} // namespace

bool hasErrors(const QList<PolicyProblem> &problems)
{
    return std::ranges::any_of(problems, [](const PolicyProblem &problem) {
        return problem.severity == PolicyProblem::Severity::Error;
    });
}

QString childPath(const QString &path, const QString &token)
{
    QString escaped = looksLikeKey(token) ? QStringLiteral("(key)") : token;
    escaped.replace(u'~', QStringLiteral("~0")).replace(u'/', QStringLiteral("~1"));
    for (QChar &c : escaped) {
        if (!c.isPrint())
            c = QChar::ReplacementCharacter;
    }
    return path + u'/' + escaped;
}

QString childPath(const QString &path, std::size_t index)
{
    return path + u'/' + QString::number(index);
}

bool looksLikeKey(const QString &text)
{
    if (text.size() >= shortestPrefixedKey
        && std::ranges::any_of(keyPrefixes,
                               [&text](QLatin1String prefix) { return text.startsWith(prefix); })) {
        return true;
    }
    return looksRandom(text);
}

QString quoted(const QString &text)
{
    if (looksLikeKey(text))
        return QStringLiteral("(not shown, it looks like a key)");
    QString shown = text.size() > longestQuote ? text.left(longestQuote) + u'…' : text;
    for (QChar &c : shown) {
        if (!c.isPrint() && !c.isSurrogate())
            c = c.isSpace() ? QChar(u' ') : QChar(QChar::ReplacementCharacter);
    }
    return u'"' + shown + u'"';
}

} // namespace signalbox::models
