// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Clock.h"
#include "models/policy/Policy.h"
#include "routing/dialect/Endpoint.h"
#include "routing/provider/ProviderCall.h"

#include <memory>
#include <string_view>

namespace signalbox::routing {

/// What the simulated provider is asked: the client's own body in the client's own dialect.
struct SimulatedRequest
{
    Endpoint endpoint;
    bool stream = false;
    /// Gemini only: server-sent events (`alt=sse`) rather than one JSON array.
    bool serverSentEvents = true;
    /// Chat only: the client asked for a usage chunk (`stream_options.include_usage`).
    bool includeUsage = false;
    std::string_view model; ///< the model to answer as
    std::string_view body; ///< JSON; only read during call()
};

/// A provider inside the process: answers every dialect that Signalbox serves, token by token,
/// with the speed, errors and usage its settings ask for. The same seed, settings and sequence of
/// requests give the same answers, byte for byte but for the creation times in them.
///
/// Lives on the proxy thread; owned by the proxy. Calls may outlive it. All its calls share one
/// timer of the thread's event loop.
class SimulatedProvider final
{
public:
    /// \a clock dates the answers and must outlive the provider; null is the machine's own.
    explicit SimulatedProvider(const models::SimulatedSettings &settings,
                               const models::Clock *clock = nullptr);
    ~SimulatedProvider();
    Q_DISABLE_COPY_MOVE(SimulatedProvider)

    /// Starts an answer, or the error that the dialect has for a bad request. \a observer must
    /// outlive the returned call.
    [[nodiscard]] std::unique_ptr<ProviderCall> call(const SimulatedRequest &request,
                                                     ProviderCallObserver &observer);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace signalbox::routing
