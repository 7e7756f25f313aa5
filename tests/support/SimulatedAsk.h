// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/simulate/SimulatedProvider.h"
#include "support/CaughtAnswer.h"
#include "support/Wait.h"

namespace signalbox::tests {

enum class Delivery : quint8 { Whole, Streamed };

/// Settings that answer at once, for tests that are about what is said.
inline models::SimulatedSettings promptSettings()
{
    models::SimulatedSettings settings;
    settings.ttftMs = 0;
    settings.tokensPerSecond = 0;
    return settings;
}

inline routing::SimulatedRequest requestFor(models::ClientDialect dialect, std::string_view body,
                                            Delivery delivery = Delivery::Whole)
{
    return {.endpoint = {.dialect = dialect, .operation = routing::Operation::Generate},
            .stream = delivery == Delivery::Streamed,
            .model = "sim-fast",
            .body = body};
}

/// Asks \a provider and waits for the end of the answer.
inline void ask(routing::SimulatedProvider &provider, const routing::SimulatedRequest &request,
                CaughtAnswer &answer)
{
    const auto call = provider.call(request, answer);
    QVERIFY(waitUntil([&] { return answer.isDone(); }));
    QVERIFY(!answer.brokeOrder);
}

/// The same from a fresh provider.
inline void ask(const routing::SimulatedRequest &request, CaughtAnswer &answer)
{
    routing::SimulatedProvider provider(promptSettings());
    ask(provider, request, answer);
}

} // namespace signalbox::tests
