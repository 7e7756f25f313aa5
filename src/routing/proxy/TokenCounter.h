// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/tokens/TokenCalibration.h"
#include "models/tokens/Tokenizers.h"
#include "routing/dialect/Conversation.h"
#include "routing/route/Candidate.h"

#include <QString>

#include <memory>

namespace signalbox::routing {

struct ClientCall;

/// Counts input tokens without asking anybody, and learns from the usage that answers report how
/// far its estimates are off.
///
/// Lives on the proxy thread. What it learns from is read and counted on a thread of the global
/// pool, one answer at a time: requests do not wait for it.
class TokenCounter final
{
public:
    TokenCounter();
    ~TokenCounter();
    Q_DISABLE_COPY_MOVE(TokenCounter)

    /// Takes what was learned before from \a dataDirectory, and the exact tokenizers in its folder
    /// `tokenizers`. Without it nothing is kept.
    void open(const QString &dataDirectory);
    /// Keeps what was learned.
    void save();

    struct Count
    {
        qint64 tokens = 0;
        bool isEstimate = true;
    };
    /// The input tokens that \a conversation would have at \a candidate.
    [[nodiscard]] Count count(const Conversation &conversation, const Candidate &candidate) const;

    /// An answer of \a candidate to \a call, at \a nowNs on the monotonic clock, reported \a input
    /// tokens. Passed over while an earlier one is being read, and for a while after it, so that
    /// learning takes a twentieth of a core at most; and when the request is long.
    void learn(const ClientCall &call, const Candidate &candidate, qint64 input, qint64 nowNs);
    /// Takes over what was read since; true while something is being read.
    bool takeLesson();
    [[nodiscard]] double factor(const Candidate &candidate) const;

private:
    struct Lesson;

    models::TokenCalibration m_calibration;
    std::unique_ptr<models::Tokenizers> m_tokenizers;
    QString m_file; ///< empty: nothing is kept
    std::shared_ptr<Lesson> m_lesson; ///< shared with the thread that reads it
    qint64 m_restsUntilNs = 0; ///< no lesson before
    qint64 m_lessonAtNs = 0; ///< when the last one began
    bool m_hasLearned = false; ///< since it was kept
};

} // namespace signalbox::routing
