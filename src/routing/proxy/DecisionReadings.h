// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Signal.h"
#include "routing/json/JsonWriter.h"
#include "routing/signals/RequestSignals.h"

#include <span>
#include <string>
#include <vector>

namespace signalbox::routing {

/// The signals that a decision read, fit to be written down. A value; lives no longer than the
/// decision's JSON is being made.
class DecisionReadings final
{
public:
    explicit DecisionReadings(std::span<const RequestSignals::Note> notes);

    /// `signals`, with all of them; nothing when there were none.
    void writeAll(JsonWriter &json) const;
    /// `left`: the value of \a signal; nothing when it was not read.
    void writeLeft(const models::SignalName &signal, JsonWriter &json) const;

private:
    struct Reading
    {
        std::string name;
        std::string json;
    };

    std::vector<Reading> m_readings;
};

} // namespace signalbox::routing
