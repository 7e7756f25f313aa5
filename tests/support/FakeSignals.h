// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/signals/SignalSource.h"

#include <map>
#include <string>
#include <utility>

namespace signalbox::tests {

/// Signals that are what a test says, and how often each was asked for.
class FakeSignals final : public routing::SignalSource
{
public:
    [[nodiscard]] routing::SignalReading read(const routing::SignalQuery &query) override
    {
        ++m_asked[query.slot];
        const auto found = m_values.find({query.kind, query.argument});
        return found == m_values.end() ? routing::SignalReading() : found->second;
    }

    /// Texts must outlive this.
    void set(models::SignalKind kind, routing::SignalReading value, std::string argument = {})
    {
        m_values[{kind, std::move(argument)}] = value;
    }
    [[nodiscard]] int asked(int slot) const
    {
        const auto found = m_asked.find(slot);
        return found == m_asked.end() ? 0 : found->second;
    }

private:
    std::map<std::pair<models::SignalKind, std::string>, routing::SignalReading> m_values;
    std::map<int, int> m_asked;
};

} // namespace signalbox::tests
