// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/UsageChunkFilter.h"

#include "routing/dialect/UsageReader.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

/// An event that grows beyond this is no usage chunk; it is passed on as it comes.
constexpr std::size_t longestUsageEvent = 1024UL * 1024;

bool isUsageOnly(std::string_view event)
{
    // The word search keeps JSON parsing away from ordinary chunks.
    if (event.find("\"usage\"") == std::string_view::npos
        || event.find("\"choices\"") == std::string_view::npos)
        return false;
    const std::size_t data = event.find("data:");
    if (data == std::string_view::npos)
        return false;
    std::string_view json = event.substr(data + 5);
    json = json.substr(0, std::min(json.find('\n'), json.find('\r')));
    return readAnswerFacts(models::ClientDialect::OpenAiChat, json).isUsageOnly;
}

/// Appends \a event without the `usage: null` that every chunk carries only because the usage was
/// asked for. Inside of texts the quotes would be escaped.
void appendWithoutNull(std::string_view event, std::string &out)
{
    for (const std::string_view member : {R"(,"usage":null)", R"(, "usage": null)"}) {
        if (const std::size_t at = event.find(member); at != std::string_view::npos) {
            out.append(event.substr(0, at)).append(event.substr(at + member.size()));
            return;
        }
    }
    out.append(event);
}

} // namespace

std::size_t UsageChunkFilter::eventEnd(std::string_view bytes)
{
    std::size_t best = std::string_view::npos;
    for (const std::string_view end : {"\n\n", "\r\n\r\n", "\r\r"}) {
        const std::size_t at = bytes.find(end);
        if (at != std::string_view::npos)
            best = std::min(best, at + end.size());
    }
    return best;
}

std::string_view UsageChunkFilter::feed(std::string_view bytes)
{
    m_passed.clear();
    std::string whole;
    if (!m_held.empty()) {
        m_held.append(bytes);
        whole.swap(m_held);
        bytes = whole;
    }
    while (!bytes.empty()) {
        const std::size_t end = eventEnd(bytes);
        if (end == std::string_view::npos) {
            if (bytes.size() > longestUsageEvent)
                m_passed.append(bytes);
            else
                m_held.assign(bytes);
            break;
        }
        if (!isUsageOnly(bytes.substr(0, end)))
            appendWithoutNull(bytes.substr(0, end), m_passed);
        bytes.remove_prefix(end);
    }
    return m_passed;
}

std::string_view UsageChunkFilter::finish()
{
    m_passed.swap(m_held);
    m_held.clear();
    if (isUsageOnly(m_passed))
        m_passed.clear();
    return m_passed;
}

} // namespace signalbox::routing
