// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/Answer.h"

#include <algorithm>
#include <utility>

namespace signalbox::routing {

// What stays of an answer when it has gone to its client.

Answer::Capture Answer::Capture::of(const models::CaptureSettings &settings)
{
    constexpr std::size_t bytesPerKib = 1024;
    return {.isWanted = settings.bodies != models::CaptureBodies::None,
            .limit = static_cast<std::size_t>(settings.maxBodyKib) * bytesPerKib};
}

void Answer::keep(std::string_view bytes)
{
    gather(bytes);
    m_bodyBytes += static_cast<qint64>(bytes.size());
    if (!m_capture.isWanted || (!m_watcher && !m_translated))
        return; // a unary answer is kept whole anyway
    const auto held = static_cast<std::size_t>(m_captured.size());
    bytes = bytes.substr(0, m_capture.limit - std::min(m_capture.limit, held));
    const auto wanted = m_captured.size() + static_cast<qsizetype>(bytes.size());
    // Not twice as much at a time: there may be thousands of streams.
    constexpr qsizetype step = 2048;
    if (wanted > m_captured.capacity())
        m_captured.reserve(wanted + std::max(step, wanted / 4));
    m_captured.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

std::string_view Answer::kept() const
{
    return m_watcher || m_translated
        ? std::string_view(m_captured.constData(), static_cast<std::size_t>(m_captured.size()))
        : std::string_view(m_whole);
}

void Answer::gather(std::string_view bytes)
{
    if (!m_bytes)
        return;
    if (!m_gathers) {
        const auto before = static_cast<std::size_t>(m_bodyBytes);
        const bool isCaptured = m_watcher || m_translated;
        const bool fits = isCaptured
            ? m_capture.isWanted && before + bytes.size() <= m_capture.limit
            : m_whole.size() == before + bytes.size(); // it has them already
        if (fits)
            return;
        m_gathers = true;
        m_bytes->add(kept().substr(0, before));
    }
    m_bytes->add(bytes);
}

std::optional<std::string_view> Answer::whole() const
{
    if (!m_bytes)
        return std::nullopt;
    if (m_gathers)
        return m_bytes->isWhole() ? std::optional<std::string_view>(m_bytes->bytes())
                                  : std::nullopt;
    return kept().size() <= m_bytes->limit() ? std::optional(kept()) : std::nullopt;
}

std::string_view Answer::captured() const
{
    if (!m_capture.isWanted)
        return {};
    return kept().substr(0, m_capture.limit);
}

QByteArray Answer::takeCaptured()
{
    if (m_watcher || m_translated) {
        // Spare room would be held as long as the record is, and counted by nobody.
        if (m_captured.capacity() - m_captured.size() > m_captured.size() / 4)
            m_captured.squeeze();
        return std::exchange(m_captured, {});
    }
    const std::string_view kept = captured();
    return {kept.data(), static_cast<qsizetype>(kept.size())};
}

} // namespace signalbox::routing
