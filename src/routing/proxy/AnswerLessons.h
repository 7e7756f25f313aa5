// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/AnswerJudge.h"

#include <QString>

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace signalbox::routing {

/// Finds out, beside the road, what kind of task a request was and what can be told of its answer
/// without asking anybody: for the accuracies.
///
/// Lives on the proxy thread. Requests and answers are read on a thread of the global pool, one at
/// a time and for a twentieth of a core at most: when more come, some are passed over, and the
/// accuracies are those of a sample.
class AnswerLessons final
{
public:
    /// A successful exchange, whole.
    struct Answered
    {
        quint64 exchange = 0;
        QString target;
        Endpoint endpoint;
        std::string model; ///< the name asked for
        std::string request;
        std::string answer;
        std::optional<StreamWatcher::Framing> framing; ///< nothing: in one piece
    };
    struct Learned
    {
        quint64 exchange = 0;
        QString target;
        int taskType = -1; ///< index in taskTypeNames()
        std::vector<Judgement> judgements;
    };

    AnswerLessons();
    ~AnswerLessons();
    Q_DISABLE_COPY_MOVE(AnswerLessons)

    /// Whether one more would be taken: its bytes are worth gathering.
    [[nodiscard]] bool hasRoom() const { return m_waiting.size() < mostWaiting; }
    /// \a nowNs on the monotonic clock. Passed over when there is no room.
    void add(Answered answered, qint64 nowNs);
    /// What was found out since, if anything; goes on with the next.
    [[nodiscard]] std::optional<Learned> take(qint64 nowNs);
    /// Something is being read, or waits to be.
    [[nodiscard]] bool isBusy() const { return m_job || !m_waiting.empty(); }

private:
    static constexpr std::size_t mostWaiting = 16;
    struct Job;

    void startNext(qint64 nowNs);

    std::deque<Answered> m_waiting;
    std::shared_ptr<Job> m_job; ///< shared with the thread that reads it
    qint64 m_restsUntilNs = 0;
};

} // namespace signalbox::routing
