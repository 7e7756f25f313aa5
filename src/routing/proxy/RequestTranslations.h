// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"
#include "routing/dialect/ReasoningMemory.h"
#include "routing/proxy/ClientCall.h"
#include "routing/route/RoutePlan.h"

#include <optional>
#include <string>
#include <vector>

namespace signalbox::routing {

/// A request as one provider is asked it in another dialect.
struct TranslatedRequest
{
    std::string body;
    std::vector<Losses::Loss> losses;
};

/// One client's request for providers of other dialects. The body is read once, when first needed.
class RequestTranslations final
{
public:
    /// Both must outlive it.
    RequestTranslations(const ClientCall &call, ReasoningMemory &memory)
        : m_call(call)
        , m_memory(memory)
    {}

    /// The request for \a candidate; nothing when it cannot be said there, see problem(). \a nowMs
    /// is the wall clock.
    [[nodiscard]] std::optional<TranslatedRequest> write(const Candidate &candidate, qint64 nowMs);
    /// Why the last write() gave nothing: a 400 that names the field.
    [[nodiscard]] const DialectError &problem() const { return m_problem; }
    /// What the client asked; after a write() that worked.
    [[nodiscard]] const Conversation &conversation() const { return m_reading->conversation; }

private:
    void read();

    const ClientCall &m_call;
    ReasoningMemory &m_memory;
    std::optional<RequestReading> m_reading;
    DialectError m_problem;
};

} // namespace signalbox::routing
