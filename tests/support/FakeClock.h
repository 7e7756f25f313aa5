// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Clock.h"

namespace signalbox::tests {

/// A clock that moves only when told to.
class FakeClock final : public models::Clock
{
public:
    [[nodiscard]] qint64 monotonicNs() const override { return m_ns; }
    [[nodiscard]] qint64 wallMs() const override { return m_wallMs + m_ns / 1'000'000; }

    void advance(std::chrono::nanoseconds by) { m_ns += by.count(); }
    void setWallMs(qint64 wallMs) { m_wallMs = wallMs; }

private:
    qint64 m_ns = 1;
    qint64 m_wallMs = 1'700'000'000'000;
};

} // namespace signalbox::tests
