// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/signals/SignalSource.h"

#include <vector>

namespace signalbox::routing {

/// Gives every signal that a plan asks for its slot, equal ones the same. Used while a plan is
/// compiled; the queries are copied into what was compiled.
class SignalSlots final
{
public:
    SignalQuery query(const models::SignalName &name);
    [[nodiscard]] int count() const { return static_cast<int>(m_queries.size()); }
    [[nodiscard]] const std::vector<SignalQuery> &queries() const { return m_queries; }

private:
    std::vector<SignalQuery> m_queries;
};

} // namespace signalbox::routing
