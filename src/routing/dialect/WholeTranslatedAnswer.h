// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/TranslatedAnswer.h"

#include <functional>
#include <variant>

namespace signalbox::routing {

/// An answer that is never streamed, such as embeddings or a count of tokens: kept until it is
/// whole, then put into the client's dialect by one function.
class WholeTranslatedAnswer final : public TranslatedAnswer
{
public:
    /// Gives the client's body, or why the provider's cannot be read. Puts usage into the facts.
    using Translate = std::function<std::variant<std::string, DialectError>(const Json &body,
                                                                            AnswerFacts &facts)>;

    explicit WholeTranslatedAnswer(Translate translate)
        : m_translate(std::move(translate))
    {}

    void feed(std::string_view bytes, qint64 nowNs) override;
    void finish(qint64 nowNs) override;
    std::string take() override { return std::exchange(m_body, {}); }
    std::string breakOff(const DialectError &) override { return {}; }

private:
    Translate m_translate;
    WholeBody m_whole;
    std::string m_body;
};

} // namespace signalbox::routing
