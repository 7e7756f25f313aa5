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
    std::string_view body;  ///< JSON; only read during call()
};

/// A provider inside the process: answers every dialect that Signalbox serves, token by token,
/// with the speed, errors and usage its settings ask for. The same seed, settings and sequence of
/// requests give the same answers.
///
/// Lives on the proxy thread; owned by the proxy. Time passes through QTimer.
class SimulatedProvider final
{
public:
    explicit SimulatedProvider(const models::SimulatedSettings &settings);
    ~SimulatedProvider();
    Q_DISABLE_COPY_MOVE(SimulatedProvider)

    /// Starts an answer. \a observer must outlive the returned call.
    [[nodiscard]] std::unique_ptr<ProviderCall> call(const SimulatedRequest &request,
                                                     ProviderCallObserver &observer);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace signalbox::routing
