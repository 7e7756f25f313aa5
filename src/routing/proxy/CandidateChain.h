// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ErrorClass.h"
#include "routing/dialect/Service.h"
#include "routing/proxy/ClientCall.h"
#include "routing/proxy/RequestVersions.h"
#include "routing/route/RouteWalk.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace signalbox::routing {

struct ProxySnapshot;

/// The targets that a walk through the route graph comes to, and the request in the words of the
/// one that is next. Passes over those that cannot be asked it.
///
/// Lives on the proxy thread; owned by its exchange.
class CandidateChain final
{
public:
    /// It must outlive the chain.
    explicit CandidateChain(RequestVersions &versions)
        : m_versions(versions)
        , m_version(&versions.asItCame())
    {}

    /// All must outlive the chain. Another begin() goes another way: what was passed over, and the
    /// trace, stay.
    void begin(const Resolution &resolution, const ProxySnapshot &snapshot, RouteWorld &world);
    /// Whether it has begun.
    [[nodiscard]] bool hasBegun() const { return m_walk.has_value(); }
    [[nodiscard]] const Resolution &resolution() const { return *m_resolution; }
    /// The target found last; null when there was none.
    [[nodiscard]] const Candidate *current() const
    {
        return m_walk ? m_walk->candidate() : nullptr;
    }
    [[nodiscard]] const RouteWalk &walk() const { return *m_walk; }
    /// chosenBecause() of the walk, put into words once.
    [[nodiscard]] const QString &because() const;
    /// When the walk is over and its trace is to be kept; walk() has none from then on.
    [[nodiscard]] WalkTrace &&takeTrace() { return m_walk->takeTrace(); }

    /// The first that can be asked: current(); translated() is its request. \a nowMs is the wall
    /// clock.
    [[nodiscard]] WalkEnd first(qint64 nowMs);
    /// The first after the current one that may be entered after a failure of this class.
    [[nodiscard]] WalkEnd next(models::ErrorClass errorClass, qint64 nowMs);
    /// Whether there may be such a one. Cheap, and hopeful: it may turn out to be unable.
    [[nodiscard]] bool hasNext(models::ErrorClass errorClass) const
    {
        return m_walk->mayGoOn(errorClass);
    }

    /// The request in the dialect of the candidate found last, null when it goes as it is.
    [[nodiscard]] const std::shared_ptr<const TranslatedRequest> &translated() const
    {
        return m_translated;
    }
    /// Why the first one that was passed over could not be told the request.
    [[nodiscard]] const std::optional<DialectError> &impossible() const { return m_impossible; }
    /// The same of all of them, for people: "target: why".
    [[nodiscard]] std::span<const std::string> untold() const { return m_untold; }
    /// The client's request as the candidate found last is to be told it.
    [[nodiscard]] RequestVersion &version() { return *m_version; }
    [[nodiscard]] const RequestVersion &version() const { return *m_version; }
    /// How the candidate found last serves it.
    [[nodiscard]] Service service() const { return m_service; }

private:
    /// Passes over candidates until one can be asked.
    WalkEnd settle(WalkEnd end, qint64 nowMs);
    [[nodiscard]] bool prepare(const Candidate &candidate, qint64 nowMs);

    RequestVersions &m_versions;
    RequestVersion *m_version;
    const Resolution *m_resolution = nullptr;
    const ProxySnapshot *m_snapshot = nullptr;
    RouteWorld *m_world = nullptr;
    std::optional<RouteWalk> m_walk;
    std::shared_ptr<const TranslatedRequest> m_translated;
    Service m_service = Service::None;
    mutable QString m_because; ///< null: not in words yet
    std::optional<DialectError> m_impossible;
    std::vector<std::string> m_untold;
};

} // namespace signalbox::routing
