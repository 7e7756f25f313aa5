// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Clock.h"
#include "models/policy/Policy.h"
#include "routing/cache/ResponseCache.h"
#include "routing/dialect/DialectError.h"
#include "routing/dialect/StreamWatcher.h"
#include "routing/dialect/TranslatedAnswer.h"
#include "routing/dialect/UsageChunkFilter.h"
#include "routing/http/ClientChannel.h"
#include "routing/provider/ProviderCall.h"
#include "routing/proxy/ClientCall.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// The answer on its way to one client: hands a provider's bytes on as they come and watches them
/// from the side, or puts them into the client's dialect.
///
/// Nothing is sent before the *commit point*. A stream that could still be served elsewhere is held
/// until its first content, so that an error hidden in its preamble is no answer yet; JSON in one
/// piece, which is of no use to anybody before its end, until that end. All else is committed with
/// its first bytes. After the commit point the answer is this provider's alone.
class Answer final
{
public:
    Answer(ClientChannel &channel, const ClientCall &call, const models::Clock &clock);
    ~Answer();
    Q_DISABLE_COPY_MOVE(Answer)

    enum class Hold : bool { No, UntilContent };
    enum class HideUsage : bool { No, Yes };
    struct Capture
    {
        bool isWanted = false;
        std::size_t limit = 0;

        static Capture of(const models::CaptureSettings &settings);
    };

    struct Handling
    {
        Hold hold = Hold::No;
        HideUsage hideUsage = HideUsage::No;
        /// Another target may serve what this one's content filter stops.
        bool mayPassFilter = false;
        Capture capture{};
        /// Somebody wants all that the client gets: whole(). Gets what is not kept anyway.
        AnswerBytes *bytes = nullptr;
        std::unique_ptr<TranslatedAnswer> translated{}; ///< null: the bytes pass as they are
    };

    /// A 2xx answer begins. \a ownFields are Signalbox's own, as complete lines.
    void begin(const ProviderResponseHead &head, std::string ownFields, Handling handling);
    /// The next bytes of the provider's body. False when an error was found before the commit
    /// point: this answer must be dropped and another target tried.
    bool body(std::string_view bytes, BodyPosition position);
    /// The provider's body ended; sends what is left. Sends nothing after a Last body. False as for
    /// body().
    bool end();
    /// Ends a committed answer with the dialect's own error, or by cutting the connection where the
    /// dialect has none.
    void breakOff(const DialectError &error);
    /// Forgets an answer that was not committed.
    void drop();

    [[nodiscard]] bool isCommitted() const { return m_isCommitted; }
    [[nodiscard]] bool isFinished() const { return m_isFinished; }
    [[nodiscard]] int status() const { return m_status; }
    /// Usage, finish reason and errors, as far as they are known. A unary answer is read once it
    /// has ended.
    [[nodiscard]] const AnswerFacts &facts() const;
    /// First content handed to the client, -1 before.
    [[nodiscard]] qint64 firstContentNs() const { return m_firstContentNs; }
    [[nodiscard]] qint64 commitNs() const { return m_commitNs; }
    [[nodiscard]] qint64 longestGapNs() const;
    [[nodiscard]] qint64 bodyBytes() const { return m_bodyBytes; }
    [[nodiscard]] bool wasStreamed() const
    {
        return m_watcher.has_value() || (m_translated && m_call.stream);
    }
    /// A stream that ended without its dialect's own end mark.
    [[nodiscard]] bool endedEarly() const;
    [[nodiscard]] const std::string &fields() const { return m_fields; }
    /// How a stream's events are told apart; nothing for an answer in one piece, or one that could
    /// not be looked into.
    [[nodiscard]] std::optional<StreamWatcher::Framing> framing() const;
    /// What was not sent yet: the preamble, with the error that was found in it.
    [[nodiscard]] std::string_view held() const { return m_isHeldWhole ? m_whole : m_held; }
    /// It was stopped by the provider's content filter before anything was said.
    [[nodiscard]] bool isFiltered() const;
    /// A stream that has ended without a word and without its end mark.
    [[nodiscard]] bool isEmptyStream() const;
    /// The calls of an answer that was translated, with what was thought before them.
    [[nodiscard]] std::span<const CallNotes::Note> translatedCalls() const
    {
        return m_translated ? m_translated->calls() : std::span<const CallNotes::Note>();
    }
    /// What the provider told and the client's dialect has no place for.
    [[nodiscard]] std::span<const std::string> unsaidNames() const
    {
        return m_translated ? std::span(m_translated->unsaidNames())
                            : std::span<const std::string>();
    }
    /// The error inside an answer that was being translated.
    [[nodiscard]] const DialectError *translationError() const
    {
        return m_translated && m_translated->error() ? &*m_translated->error() : nullptr;
    }
    /// The body, as the client got it; nothing where nobody wanted it or it was too long for them.
    [[nodiscard]] std::optional<std::string_view> whole() const;
    /// What is kept of the body for the record: its beginning.
    [[nodiscard]] std::string_view captured() const;
    /// The same, once; of a stream without a copy.
    [[nodiscard]] QByteArray takeCaptured();

private:
    /// An error came where the first content should be, or nothing at all, and nothing was sent
    /// yet.
    [[nodiscard]] bool isHiddenError() const;
    /// Reads a JSON answer in one piece, now at its end, if it may be no good.
    void lookIntoWhole();
    void readWhole();
    /// What tells the client inside its stream that the answer broke; empty when nothing can.
    [[nodiscard]] std::string lastEvent(const DialectError &error) const;
    [[nodiscard]] bool hasContent() const;
    /// Keeps the bytes that are not to be sent yet. True while that goes on.
    bool hold(std::string_view bytes, BodyPosition position);
    void passHeldAnd(std::string_view bytes, BodyPosition position);
    void pass(std::string_view bytes, BodyPosition position);
    void commit(std::string_view bytes, BodyPosition position);
    void keep(std::string_view bytes);
    /// What is kept of the body anyway, for usage or record.
    [[nodiscard]] std::string_view kept() const;
    void gather(std::string_view bytes);

    ClientChannel &m_channel;
    const ClientCall &m_call;
    const models::Clock &m_clock;
    std::optional<StreamWatcher> m_watcher; ///< streams that pass as they are
    std::unique_ptr<TranslatedAnswer> m_translated; ///< answers that do not
    std::unique_ptr<UsageChunkFilter> m_filter;
    AnswerFacts m_unaryFacts;
    std::string m_fields;
    std::string m_held; ///< bytes before the commit point
    std::string m_whole; ///< a unary answer's bytes, for its usage and the record
    QByteArray m_captured; ///< a stream's bytes, for the record
    AnswerBytes *m_bytes = nullptr;
    bool m_gathers = false; ///< into m_bytes, because what is kept has come to its limit
    Capture m_capture;
    qint64 m_contentLength = -1;
    qint64 m_bodyBytes = 0;
    qint64 m_firstContentNs = -1;
    qint64 m_commitNs = -1;
    int m_status = 0;
    Hold m_hold = Hold::No;
    bool m_isHeldWhole = false; ///< JSON in one piece that could be served elsewhere: m_whole
    bool m_isWholeRead = false; ///< m_unaryFacts are of it
    bool m_mayPassFilter = false;
    bool m_isOver = false; ///< the provider has sent all
    bool m_isCommitted = false;
    bool m_isFinished = false;
};

} // namespace signalbox::routing
