// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Varint.h"

#include <QtGlobal>

#include <array>

namespace signalbox::models {

/// How large a share of attempts found their target available, over windows that end now: minutes
/// for the last hour, hours for the last week. By the wall clock, because a week outlives a
/// process; a clock that is put back counts into the newest minute until it has caught up. A value.
class Availability
{
public:
    enum class Window : quint8 { FiveMinutes, Hour, Day, Week };
    static constexpr std::array<Window, 4> windows{Window::FiveMinutes, Window::Hour, Window::Day,
                                                   Window::Week};

    struct Share
    {
        double value = -1; ///< 0..1, -1 without any attempt
        qint64 attempts = 0;
    };

    void add(bool wasAvailable, qint64 wallMs);
    [[nodiscard]] Share share(Window window, qint64 wallMs) const;

    void write(VarintWriter &writer) const;
    /// False for bytes that are none; then it is empty. What is older than a week stays out by
    /// itself.
    [[nodiscard]] bool read(VarintReader &reader);

private:
    struct Bucket
    {
        qint64 number = -1; ///< minutes or hours since 1970
        quint32 available = 0;
        quint32 all = 0;
    };

    template<std::size_t size>
    static void addTo(std::array<Bucket, size> &ring, bool wasAvailable, qint64 number);
    template<std::size_t size>
    static Share sum(const std::array<Bucket, size> &ring, qint64 newest, qint64 buckets);

    std::array<Bucket, 60> m_minutes{};
    std::array<Bucket, 168> m_hours{};
    qint64 m_newestMs = 0;
};

} // namespace signalbox::models
