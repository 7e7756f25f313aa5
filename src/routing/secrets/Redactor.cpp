// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/secrets/Redactor.h"

#include <algorithm>
#include <cstring>

namespace signalbox::routing {

namespace {

/// Roughly how often a byte comes in JSON and prose: keys have digits and capitals, which do not.
int commonness(char byte)
{
    constexpr std::string_view byFrequency = " etaoinsrhldcum\"fpgwybv,:k.-0_12{}x3456789jqz/";
    const std::size_t place = byFrequency.find(byte);
    return place == std::string_view::npos ? 0 : static_cast<int>(byFrequency.size() - place);
}

std::size_t rarestPlace(std::string_view key)
{
    const auto rarest = std::ranges::min_element(key, std::ranges::less(), commonness);
    return static_cast<std::size_t>(rarest - key.begin());
}

/// Whether \a key, whose rarest byte is at \a rarest, stands in \a text.
bool holds(std::string_view text, std::string_view key, std::size_t rarest)
{
    if (text.size() < key.size())
        return false;
    // Where that byte may be with the rest of the key around it.
    std::string_view left = text.substr(rarest, text.size() - key.size() + 1);
    while (!left.empty()) {
        const auto *found =
            static_cast<const char *>(std::memchr(left.data(), key[rarest], left.size()));
        if (!found)
            return false;
        if (std::memcmp(found - rarest, key.data(), key.size()) == 0)
            return true;
        left.remove_prefix(static_cast<std::size_t>(found - left.data()) + 1);
    }
    return false;
}

} // namespace

Redactor::Redactor(const KeyRing &keys)
    : Redactor(keys.values())
{}

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
    const std::size_t rarest = rarestPlace(*kept);
    m_needles.push_back(
        {.key = std::move(kept), .searcher = std::move(searcher), .rarest = rarest});
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
    // Not by the searcher: the common answer is no, and looking for the rarest byte of a key says
    // so at the speed of memory.
    return std::ranges::any_of(m_needles, [text](const Needle &needle) {
        return holds(text, *needle.key, needle.rarest);
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
