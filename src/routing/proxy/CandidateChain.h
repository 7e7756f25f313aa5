// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ErrorClass.h"
#include "routing/dialect/Service.h"
#include "routing/proxy/ClientCall.h"
#include "routing/proxy/RequestTranslations.h"
#include "routing/route/RoutePlan.h"

#include <optional>

namespace signalbox::routing {

struct ProxySnapshot;

/// The candidates of one exchange in the order in which they may be asked, and the request in the
/// words of the one that is next. Passes over those that cannot be asked it.
///
/// Lives on the proxy thread; owned by its exchange.
class CandidateChain final
{
public:
    /// Both must outlive it.
    CandidateChain(const ClientCall &call, ReasoningMemory &memory)
        : m_call(call)
        , m_translations({.body = call.request.body(),
                          .model = call.model,
                          .endpoint = call.served.endpoint,
                          .method = call.served.method,
                          .stream = call.stream,
                          .serverSentEvents = call.serverSentEvents},
                         memory)
    {}

    /// Both must outlive the chain.
    void begin(const Resolution &resolution, const ProxySnapshot &snapshot)
    {
        m_resolution = &resolution;
        m_snapshot = &snapshot;
    }
    /// Whether the name that was asked for leads to any candidate.
    [[nodiscard]] bool isEmpty() const { return !m_resolution || m_resolution->candidates.empty(); }
    [[nodiscard]] const Resolution &resolution() const { return *m_resolution; }
    [[nodiscard]] const Candidate &at(std::size_t index) const
    {
        return m_resolution->candidates[index];
    }

    /// The first that can be asked; translated() is its request. \a nowMs is the wall clock.
    [[nodiscard]] std::optional<std::size_t> first(qint64 nowMs);
    /// The first after \a from that may be entered after a failure of this class.
    [[nodiscard]] std::optional<std::size_t> next(std::size_t from, models::ErrorClass errorClass,
                                                  qint64 nowMs);
    /// Whether there may be such a one. Cheap: one that cannot be told the request counts as well.
    [[nodiscard]] bool hasNext(std::size_t from, models::ErrorClass errorClass) const;

    /// The request in the dialect of the candidate found last, null when it goes as it is.
    [[nodiscard]] const TranslatedRequest *translated() const
    {
        return m_translated ? &*m_translated : nullptr;
    }
    /// Why the first one that was passed over could not be told the request.
    [[nodiscard]] const std::optional<DialectError> &impossible() const { return m_impossible; }
    [[nodiscard]] RequestTranslations &translations() { return m_translations; }
    /// How the candidate found last serves it.
    [[nodiscard]] Service service() const { return m_service; }

private:
    [[nodiscard]] Service serviceOf(std::size_t index) const;
    [[nodiscard]] bool prepare(std::size_t index, qint64 nowMs);

    const ClientCall &m_call;
    RequestTranslations m_translations;
    const Resolution *m_resolution = nullptr;
    const ProxySnapshot *m_snapshot = nullptr;
    std::optional<TranslatedRequest> m_translated;
    Service m_service = Service::None;
    std::optional<DialectError> m_impossible;
};

} // namespace signalbox::routing
