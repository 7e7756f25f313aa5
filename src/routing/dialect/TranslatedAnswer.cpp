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

DialectError untranslatable(std::string_view why)
{
    return {.status = 502,
            .message = "The provider's answer could not be translated: " + std::string(why) + ".",
            .code = "provider_error",
            .param = {}};
}

} // namespace signalbox::routing
