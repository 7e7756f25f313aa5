// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/provider/ProviderCall.h"
#include "routing/simulate/AnswerWriter.h"
#include "routing/simulate/TokenPacer.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace signalbox::routing::simulate {

/// What goes wrong with an answer after it has begun.
enum class Fault : quint8 {
    None,
    Stall, ///< nothing comes after half of it; an answer that is not streamed never begins
    Cut, ///< the connection closes after half of it
};

/// Everything a call will do.
struct CallScript
{
    int status = 200;
    std::vector<std::pair<std::string_view, std::string>> headers;
    std::unique_ptr<AnswerWriter> writer; ///< null: `document` is the whole body
    std::string document;
    bool stream = false;
    Fault fault = Fault::None;
    std::chrono::nanoseconds firstToken{0};
    std::chrono::nanoseconds perToken{0}; ///< 0: all at once
};

/// One answer of the simulated provider on its way. Times count from its construction; a pause
/// moves what is left of the answer back by its length.
class SimulatedCall final : public ProviderCall, private PacedTask
{
public:
    SimulatedCall(CallScript script, std::shared_ptr<TokenPacer> pacer,
                  ProviderCallObserver &observer);
    ~SimulatedCall() override;

    void pause() override;
    void resume() override;
    [[nodiscard]] bool reusedConnection() const override { return false; }

private:
    void due(qint64 nowNs) override;
    /// These report to the observer and say whether the call still exists and may go on.
    [[nodiscard]] bool sendHead();
    [[nodiscard]] bool sendBody(qint64 nowNs);
    void writeDocument(std::string &out);
    void writeDueTokens(std::string &out, qint64 nowNs);
    void end();
    [[nodiscard]] qint64 tokenDeadlineNs(std::size_t index) const;
    [[nodiscard]] qint64 nextDeadlineNs(qint64 nowNs) const;
    [[nodiscard]] qint64 contentLength() const;

    CallScript m_script;
    ProviderCallObserver *m_observer;
    bool *m_destroyed = nullptr; ///< set while the observer is being called
    qint64 m_startNs;
    qint64 m_pausedNs = 0; ///< when the pause began
    std::size_t m_nextToken = 0;
    std::size_t m_tokenLimit = 0; ///< where a fault strikes, else the number of tokens
    bool m_paused = false;
    bool m_headSent = false;
    bool m_opened = false;
    bool m_bodyDone = false;
    bool m_ended = false;
};

} // namespace signalbox::routing::simulate
