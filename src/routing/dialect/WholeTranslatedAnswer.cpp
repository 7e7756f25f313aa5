// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/WholeTranslatedAnswer.h"

#include "routing/dialect/ErrorReader.h"

namespace signalbox::routing {

void WholeTranslatedAnswer::feed(std::string_view bytes, qint64)
{
    if (!m_whole.append(bytes) && !error())
        noteError(untranslatable("it is longer than 64 MiB"));
}

void WholeTranslatedAnswer::finish(qint64 nowNs)
{
    if (error() || m_hasEnded)
        return;
    simdjson::dom::parser parser;
    const std::optional<Json> root = m_whole.object(parser);
    if (!root) {
        noteError(untranslatable("it is no JSON object"));
        return;
    }
    if (field(*root, "error")) {
        noteError(readErrorBody(502, m_whole.text(), "The provider answered with an error."));
        return;
    }
    auto made = m_translate(*root, m_facts);
    if (const auto *problem = std::get_if<DialectError>(&made)) {
        noteError(*problem);
        return;
    }
    m_body = std::move(std::get<std::string>(made));
    noteContent(nowNs);
    m_hasEnded = true;
}

} // namespace signalbox::routing
