// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/secrets/Redactor.h"

#include <algorithm>
#include <cstring>

namespace signalbox::routing {

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
    m_needles.push_back({.key = std::move(kept), .searcher = std::move(searcher)});
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
