// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/secrets/Redactor.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace signalbox::routing {

namespace {

constexpr std::array<std::string_view, 10> secretHeaders{
    "authorization",
    "x-api-key",
    "api-key",
    "x-goog-api-key",
    "cookie",
    "set-cookie",
    "x-auth-token",
    "proxy-authorization",
    "x-amz-security-token",
    "ocp-apim-subscription-key",
};
constexpr std::array<std::string_view, 3> secretParameters{"key", "api_key", "access_token"};

constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isSame(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, {}, lower, lower);
}

template<typename Names>
bool holds(const Names &names, std::string_view wanted)
{
    return std::ranges::any_of(names,
                               [wanted](std::string_view name) { return isSame(name, wanted); });
}

} // namespace

Redactor::Redactor(const KeyRing &keys)
{
    std::vector<std::string> values;
    for (const QList<ResolvedKey> &ofProvider : keys) {
        for (const ResolvedKey &key : ofProvider)
            values.push_back(key.value.toStdString());
    }
    *this = Redactor(std::move(values));
}

Redactor::Redactor(std::vector<std::string> keys)
{
    std::ranges::sort(keys, [](const std::string &a, const std::string &b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    for (std::string &key : keys) {
        if (key.size() >= shortestKey)
            add(std::move(key));
    }
}

void Redactor::add(std::string key)
{
    auto kept = std::make_unique<const std::string>(std::move(key));
    Searcher searcher(kept->begin(), kept->end());
    m_needles.push_back({.key = std::move(kept), .searcher = std::move(searcher)});
}

bool Redactor::isSecretHeader(std::string_view name)
{
    return holds(secretHeaders, name);
}

std::string Redactor::header(std::string_view name, std::string_view value) const
{
    if (!isSecretHeader(name))
        return text(value);
    const bool hasScheme = isSame(name, "authorization") || isSame(name, "proxy-authorization");
    const std::size_t space = hasScheme ? value.find(' ') : std::string_view::npos;
    std::string out(space == std::string_view::npos ? std::string_view()
                                                    : value.substr(0, space + 1));
    return out.append(mask);
}

std::string Redactor::target(std::string_view pathAndQuery) const
{
    const std::size_t question = pathAndQuery.find('?');
    if (question == std::string_view::npos)
        return text(pathAndQuery);
    std::string out(pathAndQuery.substr(0, question + 1));
    std::string_view query = pathAndQuery.substr(question + 1);
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        const std::size_t equals = pair.find('=');
        if (equals != std::string_view::npos && holds(secretParameters, pair.substr(0, equals)))
            out.append(pair.substr(0, equals + 1)).append(mask);
        else
            out += pair;
        if (end < query.size())
            out += '&';
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return text(out);
}

std::string Redactor::text(std::string_view text) const
{
    std::string out(text);
    for (const Needle &needle : m_needles) {
        auto at = std::search(out.cbegin(), out.cend(), needle.searcher);
        while (at != out.cend()) {
            const auto index = static_cast<std::size_t>(at - out.cbegin());
            out.replace(index, needle.key->size(), mask);
            at = std::search(out.cbegin() + static_cast<std::ptrdiff_t>(index + mask.size()),
                             out.cend(), needle.searcher);
        }
    }
    return out;
}

bool Redactor::holdsKey(std::string_view text) const
{
    if (text.empty())
        return false; // memmem() takes no null
    // As memmem() rather than by the searcher: the common answer is no, and the C library says so
    // at the speed of memory.
    return std::ranges::any_of(m_needles, [text](const Needle &needle) {
        return memmem(text.data(), text.size(), needle.key->data(), needle.key->size()) != nullptr;
    });
}

std::string_view Redactor::withoutCutKey(std::string_view text) const
{
    std::size_t cut = 0;
    for (const Needle &needle : m_needles) {
        const std::string_view key = *needle.key;
        std::size_t size = std::min(key.size() - 1, text.size());
        while (size >= shortestKey && text.substr(text.size() - size) != key.substr(0, size))
            --size;
        if (size >= shortestKey)
            cut = std::max(cut, size);
    }
    text.remove_suffix(cut);
    return text;
}

} // namespace signalbox::routing
