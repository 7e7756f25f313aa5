// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulate/SimulatedCall.h"

#include <algorithm>
#include <utility>

namespace signalbox::routing::simulate {

namespace {
/// Faster streams send several tokens a turn rather than wake more often than this.
constexpr qint64 shortestTurnNs = 2'000'000;

const auto cutMessage = QStringLiteral("connection closed");
} // namespace

SimulatedCall::SimulatedCall(CallScript script, std::shared_ptr<TokenPacer> pacer,
                             ProviderCallObserver &observer)
    : PacedTask(std::move(pacer))
    , m_script(std::move(script))
    , m_observer(&observer)
    , m_startNs(TokenPacer::nowNs())
{
    const std::size_t tokens = m_script.writer ? m_script.writer->answer().tokenCount() : 0;
    m_tokenLimit = m_script.fault == Fault::None ? tokens : tokens / 2;
    if (m_script.writer && !m_script.stream)
        m_script.writer->writeWhole(m_script.document);
    schedule(nextDeadlineNs(m_startNs));
}

SimulatedCall::~SimulatedCall()
{
    if (m_destroyed != nullptr)
        *m_destroyed = true;
}

qint64 SimulatedCall::tokenDeadlineNs(std::size_t index) const
{
    return m_startNs + m_script.firstToken.count()
        + static_cast<qint64>(index) * m_script.perToken.count();
}

qint64 SimulatedCall::nextDeadlineNs(qint64 nowNs) const
{
    if (m_script.stream) {
        const qint64 earliest = m_nextToken == 0 ? 0 : nowNs + shortestTurnNs;
        return std::max(tokenDeadlineNs(m_nextToken), earliest);
    }
    const std::size_t tokens = m_script.writer ? m_script.writer->answer().tokenCount() : 0;
    return tokenDeadlineNs(tokens == 0 ? 0 : tokens - 1);
}

qint64 SimulatedCall::contentLength() const
{
    return m_script.stream ? -1 : static_cast<qint64>(m_script.document.size());
}

void SimulatedCall::pause()
{
    if (m_paused || m_ended)
        return;
    m_paused = true;
    m_pausedNs = TokenPacer::nowNs();
    unschedule();
}

void SimulatedCall::resume()
{
    if (!m_paused || m_ended)
        return;
    m_paused = false;
    const qint64 now = TokenPacer::nowNs();
    m_startNs += now - m_pausedNs;
    schedule(m_bodyDone ? now : nextDeadlineNs(now));
}

void SimulatedCall::due(qint64 nowNs)
{
    if (!m_script.stream && m_script.fault == Fault::Stall)
        return;
    if (!m_headSent && !sendHead())
        return;
    if (!m_bodyDone && !sendBody(nowNs))
        return;
    if (m_bodyDone)
        end();
    else if (m_script.fault != Fault::Stall || m_nextToken < m_tokenLimit)
        schedule(nextDeadlineNs(nowNs));
}

bool SimulatedCall::sendHead()
{
    m_headSent = true;
    std::vector<HeaderView> headers;
    headers.reserve(m_script.headers.size());
    for (const auto &[name, value] : m_script.headers)
        headers.push_back({.name = name, .value = value});
    bool destroyed = false;
    m_destroyed = &destroyed;
    m_observer->providerHead(
        {.status = m_script.status, .headers = headers, .contentLength = contentLength()});
    if (!destroyed)
        m_destroyed = nullptr;
    return !destroyed && !m_paused; // in this order: a dead call has no members
}

bool SimulatedCall::sendBody(qint64 nowNs)
{
    // The buffer is the pacer's: it must not die with this call while the observer reads it.
    std::string &out = pacer().scratch();
    out.clear();
    if (m_script.stream)
        writeDueTokens(out, nowNs);
    else
        writeDocument(out);
    if (out.empty())
        return true;
    const bool last = m_bodyDone && m_script.fault == Fault::None;
    bool destroyed = false;
    m_destroyed = &destroyed;
    m_observer->providerBody(out, last ? BodyPosition::Last : BodyPosition::More);
    if (!destroyed)
        m_destroyed = nullptr;
    return !destroyed && !m_paused; // in this order: a dead call has no members
}

void SimulatedCall::writeDocument(std::string &out)
{
    out.swap(m_script.document);
    if (m_script.fault == Fault::Cut)
        out.resize(out.size() / 2);
    m_bodyDone = true;
}

void SimulatedCall::writeDueTokens(std::string &out, qint64 nowNs)
{
    AnswerWriter &writer = *m_script.writer;
    if (!std::exchange(m_opened, true))
        writer.writeOpening(out);
    while (m_nextToken < m_tokenLimit && tokenDeadlineNs(m_nextToken) <= nowNs)
        writer.writeToken(out, m_nextToken++);
    if (m_nextToken < m_tokenLimit || m_script.fault == Fault::Stall)
        return;
    m_bodyDone = true;
    if (m_script.fault == Fault::None)
        writer.writeClosing(out);
}

void SimulatedCall::end()
{
    m_ended = true;
    ProviderCallEnd how;
    if (m_script.fault == Fault::Cut)
        how = {.errorClass = models::ErrorClass::ServerError, .message = cutMessage};
    // The observer may destroy this call.
    m_observer->providerEnd(how);
}

} // namespace signalbox::routing::simulate
