// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tokens/TokenRanks.h"

#include <QByteArray>

#include <algorithm>
#include <bit>
#include <charconv>
#include <functional>
#include <optional>

namespace signalbox::models {

namespace {

constexpr std::size_t mostBytes = std::size_t{1} << 30;

std::size_t slotOf(std::string_view bytes, std::size_t size)
{
    return std::hash<std::string_view>()(bytes) & (size - 1);
}

/// The number after the blank; nothing when it is none.
std::optional<quint32> readRank(std::string_view text)
{
    quint32 rank = 0;
    const char *end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, rank);
    return error == std::errc() && stop == end ? std::optional(rank) : std::nullopt;
}

} // namespace

Result<TokenRanks, std::string> TokenRanks::parse(std::string_view text)
{
    TokenRanks ranks;
    ranks.m_arena.reserve(text.size() / 2);
    std::size_t line = 0;
    while (!text.empty()) {
        ++line;
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view entry = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (entry.ends_with('\r'))
            entry.remove_suffix(1);
        if (entry.empty() && text.empty())
            break;
        const std::string problem = ranks.readLine(entry);
        if (!problem.empty())
            return Failure{"line " + std::to_string(line) + " " + problem};
    }
    const std::string problem = ranks.fillSlots();
    if (!problem.empty())
        return Failure{problem};
    ranks.m_arena.shrink_to_fit();
    ranks.m_begins.shrink_to_fit();
    return ranks;
}

std::string TokenRanks::readLine(std::string_view line)
{
    const std::size_t blank = line.find(' ');
    if (blank == std::string_view::npos)
        return "is no token and rank with a blank between";
    const auto token = QByteArray::fromBase64Encoding(
        QByteArray::fromRawData(line.data(), static_cast<qsizetype>(blank)),
        QByteArray::AbortOnBase64DecodingErrors);
    if (!token || token.decoded.isEmpty())
        return "has a token that is no base64";
    if (readRank(line.substr(blank + 1)) != static_cast<quint32>(size()))
        return "should have rank " + std::to_string(size());
    const auto bytes = static_cast<std::size_t>(token.decoded.size());
    if (m_arena.size() > mostBytes)
        return "is more than any encoding holds";
    m_arena.append(token.decoded.constData(), bytes);
    m_begins.push_back(static_cast<quint32>(m_arena.size()));
    m_longest = std::max(m_longest, bytes);
    return {};
}

std::string TokenRanks::fillSlots()
{
    m_slots.assign(std::bit_ceil(size() * 2 + 2), none);
    for (quint32 rank = 0; rank < size(); ++rank) {
        const std::string_view bytes = bytesOf(rank);
        std::size_t slot = slotOf(bytes, m_slots.size());
        while (m_slots[slot] != none && bytesOf(m_slots[slot]) != bytes)
            slot = (slot + 1) & (m_slots.size() - 1);
        if (m_slots[slot] != none)
            return "ranks " + std::to_string(m_slots[slot]) + " and " + std::to_string(rank)
                + " are the same token";
        m_slots[slot] = rank;
    }
    for (unsigned byte = 0; byte <= 0xFF; ++byte) {
        const char c = static_cast<char>(byte);
        if (rankOf(std::string_view(&c, 1)) == none)
            return "byte " + std::to_string(byte) + " is no token";
    }
    return {};
}

quint32 TokenRanks::rankOf(std::string_view bytes) const
{
    if (bytes.size() > m_longest)
        return none;
    std::size_t slot = slotOf(bytes, m_slots.size());
    while (m_slots[slot] != none && bytesOf(m_slots[slot]) != bytes)
        slot = (slot + 1) & (m_slots.size() - 1);
    return m_slots[slot];
}

} // namespace signalbox::models
