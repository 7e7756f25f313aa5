// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/TranslatedAnswer.h"

#include <algorithm>

namespace signalbox::routing {

void TranslatedAnswer::noteContent(qint64 nowNs)
{
    if (m_firstContentNs < 0)
        m_firstContentNs = nowNs;
    else
        m_longestGapNs = std::max(m_longestGapNs, nowNs - m_lastContentNs);
    m_lastContentNs = nowNs;
}

void TranslatedAnswer::noteError(const DialectError &error)
{
    m_error = error;
    m_facts.hasError = true;
}

void TranslatedAnswer::noteUnsaid(std::string_view name)
{
    constexpr std::size_t most = 16;
    if (m_unsaid.size() < most && std::ranges::find(m_unsaid, name) == m_unsaid.end())
        m_unsaid.emplace_back(name);
}

bool WholeBody::append(std::string_view bytes)
{
    constexpr std::size_t longest = 64UL * 1024 * 1024;
    if (m_text.size() + bytes.size() > longest)
        return false;
    m_text.append(bytes);
    return true;
}

std::optional<Json> WholeBody::object(simdjson::dom::parser &parser) const
{
    Json root;
    if (parser.parse(m_text.data(), m_text.size()).get(root) != simdjson::SUCCESS
        || !root.is_object())
        return std::nullopt;
    return root;
}

DialectError untranslatable(std::string_view why)
{
    return {.status = 502,
            .message = "The provider's answer could not be translated: " + std::string(why) + ".",
            .code = "provider_error",
            .param = {}};
}

} // namespace signalbox::routing
