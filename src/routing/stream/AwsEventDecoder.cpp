// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/stream/AwsEventDecoder.h"

namespace signalbox::routing {

namespace {

// Lengths of the whole and of the headers, and their checksum; another checksum at the end.
constexpr std::size_t preludeLength = 12;
constexpr std::size_t checksumLength = 4;

constexpr std::array<std::uint32_t, 256> checksumTable = [] {
    constexpr std::uint32_t polynomial = 0xEDB88320U; // IEEE 802.3, reflected
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
        std::uint32_t value = byte;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1U) != 0 ? (value >> 1U) ^ polynomial : value >> 1U;
        table[byte] = value;
    }
    return table;
}();

std::uint32_t checksum(std::string_view bytes)
{
    std::uint32_t value = 0xFFFFFFFFU;
    for (const char c : bytes)
        value = (value >> 8U) ^ checksumTable[(value ^ static_cast<unsigned char>(c)) & 0xFFU];
    return ~value;
}

std::uint32_t number(std::string_view bytes)
{
    std::uint32_t value = 0;
    for (const char c : bytes)
        value = (value << 8U) | static_cast<unsigned char>(c);
    return value;
}

/// Takes \a length bytes off \a bytes; fewer when there are not as many.
std::string_view take(std::string_view &bytes, std::size_t length)
{
    const std::string_view taken = bytes.substr(0, length);
    bytes.remove_prefix(taken.size());
    return taken;
}

/// Bytes of a header's value; what begins with its own length has -1.
int valueLength(unsigned char type)
{
    constexpr std::array<int, 10> lengths{0, 0, 1, 2, 4, 8, -1, -1, 8, 16};
    return type < lengths.size() ? lengths.at(type) : -2;
}

} // namespace

std::size_t AwsEventDecoder::wholeLength(std::string_view bytes)
{
    if (bytes.size() < preludeLength)
        return 0;
    const std::size_t length = number(bytes.substr(0, 4));
    const std::size_t headers = number(bytes.substr(4, 4));
    m_isBroken = checksum(bytes.substr(0, 8)) != number(bytes.substr(8, 4))
        || length < preludeLength + checksumLength || length > m_longestMessage
        || headers > length - preludeLength - checksumLength;
    return m_isBroken || bytes.size() < length ? 0 : length;
}

bool AwsEventDecoder::readMessage(std::string_view message)
{
    const std::string_view checked = message.substr(0, message.size() - checksumLength);
    if (checksum(checked) != number(message.substr(checked.size()))) {
        m_isBroken = true;
        return false;
    }
    const std::size_t headers = number(message.substr(4, 4));
    m_payload = checked.substr(preludeLength + headers);
    if (!readHeaders(checked.substr(preludeLength, headers)))
        m_isBroken = true;
    return !m_isBroken && !m_name.empty();
}

bool AwsEventDecoder::readHeaders(std::string_view headers)
{
    m_name.clear();
    while (!headers.empty()) {
        const std::size_t nameLength = number(take(headers, 1));
        const std::string_view name = take(headers, nameLength);
        const std::string_view type = take(headers, 1);
        if (name.size() != nameLength || type.empty())
            return false;
        int length = valueLength(static_cast<unsigned char>(type.front()));
        if (length == -1)
            length = headers.size() < 2 ? -2 : static_cast<int>(number(take(headers, 2)));
        if (length < 0 || headers.size() < static_cast<std::size_t>(length))
            return false;
        const std::string_view value = take(headers, static_cast<std::size_t>(length));
        if (name == ":exception-type" || name == ":error-code"
            || (name == ":event-type" && m_name.empty()))
            m_name = value;
    }
    return true;
}

} // namespace signalbox::routing
