// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Signal.h"
#include "routing/json/JsonWriter.h"

#include <string>
#include <vector>

namespace signalbox::routing {

class LiveWorld;
class Redactor;

/// What a decision may tell of the request that it was made for.
struct DecisionPrivacy
{
    const Redactor *redactor = nullptr; ///< knows the keys to mask; null for none
    /// Whether words of the prompt may be kept: not where the capture setting keeps no bodies.
    bool keepsTexts = true;
};

/// The signals that a decision read, fit to be written down. A value; lives no longer than the
/// decision's JSON is being made.
class DecisionReadings final
{
public:
    DecisionReadings(LiveWorld &world, const DecisionPrivacy &privacy);

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
