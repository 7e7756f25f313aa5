// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/TextPattern.h"

#include <algorithm>
#include <re2/re2.h>

namespace signalbox::models {

namespace {

std::string escaped(char32_t character)
{
    return re2::RE2::QuoteMeta(QString::fromUcs4(&character, 1).toStdString());
}

/// One set of a glob, from its bracket on.
struct GlobSet
{
    std::string regex;
    qsizetype end = -1; ///< behind the closing bracket; -1: there is none
    bool isBackwards = false; ///< a range whose first character comes after its last
};

GlobSet readSet(const QList<uint> &glob, qsizetype position)
{
    GlobSet set;
    ++position;
    const bool isNot = position < glob.size() && (glob[position] == U'!' || glob[position] == U'^');
    position += isNot ? 1 : 0;
    std::string ranges;
    bool isFirst = true; // a closing bracket at the beginning is one of the set
    while (position < glob.size() && (isFirst || glob[position] != U']')) {
        isFirst = false;
        const char32_t first = glob[position++];
        char32_t last = first;
        if (position + 1 < glob.size() && glob[position] == U'-' && glob[position + 1] != U']') {
            last = glob[position + 1];
            position += 2;
        }
        if (last < first)
            set.isBackwards = true;
        else
            ranges += escaped(first) + '-' + escaped(last);
    }
    if (position >= glob.size())
        return {};
    set.end = position + 1;
    if (ranges.empty())
        set.regex = isNot ? "." : "[^\\x00-\\x{10FFFF}]";
    else
        set.regex = (isNot ? "[^" : "[") + ranges + "]";
    return set;
}

std::string regexOfGlob(const QString &text)
{
    const QList<uint> glob = text.toUcs4();
    std::string regex = "(?s)\\A(?:";
    for (qsizetype i = 0; i < glob.size();) {
        const char32_t character = glob[i];
        if (character == U'[') {
            if (const GlobSet set = readSet(glob, i); set.end > i) {
                regex += set.regex;
                i = set.end;
                continue;
            }
        }
        ++i;
        if (character == U'*')
            regex += regex.ends_with(".*") ? "" : ".*";
        else if (character == U'?')
            regex += '.';
        else if (character == U'\\' && i < glob.size())
            regex += escaped(glob[i++]);
        else
            regex += escaped(character);
    }
    return regex + ")\\z";
}

re2::RE2::Options options()
{
    re2::RE2::Options options(re2::RE2::Quiet);
    options.set_max_mem(regexMemoryBytes);
    options.set_never_capture(true);
    return options;
}

} // namespace

TextPattern::TextPattern(Comparison comparison, const QString &text)
    : m_comparison(comparison)
    , m_text(text)
{
    re2::RE2::Options chosen = options();
    std::string pattern = text.toStdString();
    if (comparison == Comparison::Glob) {
        pattern = regexOfGlob(text);
    } else if (comparison == Comparison::Contains) {
        chosen.set_literal(true);
        chosen.set_case_sensitive(false);
    } else if (comparison != Comparison::Regex) {
        return;
    }
    m_regex = std::make_shared<const re2::RE2>(pattern, chosen);
    if (!m_regex->ok())
        m_problem = QString::fromStdString(m_regex->error());
}

bool TextPattern::isPattern(Comparison comparison)
{
    return comparison == Comparison::Glob || comparison == Comparison::Regex
        || comparison == Comparison::Contains || comparison == Comparison::StartsWith;
}

qint64 TextPattern::size() const
{
    return m_regex ? m_regex->ProgramSize() : 1;
}

bool TextPattern::matches(const QString &text) const
{
    if (!m_problem.isEmpty())
        return false;
    if (!m_regex)
        return text.startsWith(m_text);
    return re2::RE2::PartialMatch(text.toStdString(), *m_regex);
}

bool TextPattern::matchesAll() const
{
    if (m_comparison == Comparison::Glob)
        return !m_text.isEmpty() && std::ranges::all_of(m_text, [](QChar c) { return c == u'*'; });
    return m_text.isEmpty();
}

bool TextPattern::implies(const TextPattern &other) const
{
    if (other.matchesAll() || (m_comparison == other.m_comparison && m_text == other.m_text))
        return true;
    const bool isLiteral =
        m_comparison == Comparison::StartsWith || m_comparison == Comparison::Contains;
    if (other.m_comparison == Comparison::StartsWith)
        return m_comparison == Comparison::StartsWith && m_text.startsWith(other.m_text);
    return other.m_comparison == Comparison::Contains && isLiteral && other.matches(m_text);
}

QString TextPattern::sample() const
{
    QString text = m_text;
    switch (m_comparison) {
    case Comparison::StartsWith:
    case Comparison::Contains:
        text += QStringLiteral("...");
        break;
    case Comparison::Glob:
        text.replace(u'*', QStringLiteral("...")).replace(u'?', u'x');
        break;
    default:
        break;
    }
    return matches(text) ? text : QString();
}

QString globProblem(const QString &glob)
{
    const QList<uint> characters = glob.toUcs4();
    for (qsizetype i = 0; i < characters.size(); ++i) {
        if (characters[i] == U'\\') {
            if (++i == characters.size())
                return QStringLiteral("The backslash at the end stands for itself.");
        } else if (characters[i] == U'[') {
            const GlobSet set = readSet(characters, i);
            if (set.end < 0)
                return QStringLiteral("The bracket [ is never closed and stands for itself.");
            if (set.isBackwards)
                return QStringLiteral("A range in brackets goes backwards and holds nothing.");
            i = set.end - 1;
        }
    }
    return {};
}

} // namespace signalbox::models
