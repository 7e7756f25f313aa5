// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"
#include "routing/proxy/Answer.h"
#include "routing/proxy/Attempt.h"
#include "routing/proxy/CandidateChain.h"
#include "routing/proxy/ClientCall.h"
#include "routing/proxy/Decision.h"
#include "routing/proxy/ExchangeNotes.h"
#include "routing/proxy/ExchangeOrigin.h"
#include "routing/proxy/LiveWorld.h"
#include "routing/proxy/ProxySnapshot.h"
#include "routing/proxy/RequestVersions.h"
#include "routing/proxy/RunningAttempt.h"
#include "routing/proxy/TargetRetries.h"

#include <QPointer>

#include <boost/container/small_vector.hpp>
#include <memory>
#include <optional>
#include <string>

namespace signalbox::routing {

class AnswerLessons;
class TokenCounter;

/// A copy of a client's request for a target whose answer nobody sees.
struct ShadowWish
{
    ClientCall call; ///< asks for the target by its name
    std::shared_ptr<ProxySnapshot> snapshot;
    ExchangeOrigin origin;
};

/// What an exchange needs of the proxy it runs in.
class ExchangeHost
{
public:
    ExchangeHost() = default;
    virtual ~ExchangeHost() = default;
    Q_DISABLE_COPY_MOVE(ExchangeHost)

    [[nodiscard]] virtual ProviderAccessManager &manager() = 0;
    [[nodiscard]] virtual const models::Clock &clock() const = 0;
    [[nodiscard]] virtual RoutingState &state() = 0;
    [[nodiscard]] virtual ReasoningMemory &reasoning() = 0;
    [[nodiscard]] virtual TokenCounter &tokens() = 0;
    [[nodiscard]] virtual AnswerLessons &lessons() = 0;
    /// A number in [0, 1), for jitter.
    [[nodiscard]] virtual double random() = 0;
    /// Calls Exchange::wake(alarm) of exchange \a id after \a delayMs, unless it has ended by then.
    virtual void wakeLater(quint64 id, qint64 delayMs, int alarm = 0) = 0;
    /// Begins a shadow when this turn of the event loop is over, so that the client's own request
    /// goes first.
    virtual void startShadow(ShadowWish wish) = 0;
    /// What is worth being in the record of an exchange that ends now.
    [[nodiscard]] virtual models::RecordRoom recordRoom() = 0;
    /// The exchange is over. It is destroyed later, never inside this call. \a conversation is
    /// empty where it was not told.
    virtual void exchangeEnded(quint64 id, models::ExchangeRecord record,
                               const QString &conversation) = 0;
};

/// What decisions of \a host go by; both must outlive it.
Surroundings surroundingsOf(ExchangeHost &host, ProxySnapshot &snapshot);

/// One client request and its answer.
///
///     decide -> attempt -> answer -> end
///                 ^  |
///                 +--+  retry the same target, or the next one, until the commit point
///
/// Exactly one record comes of it. Shadows and health probes are exchanges whose channel leads
/// nowhere. Lives on the proxy thread; owned by the proxy.
class Exchange final : private AttemptObserver, private ClientObserver
{
public:
    Exchange(ExchangeHost &host, std::shared_ptr<ProxySnapshot> snapshot, quint64 id,
             ClientChannel &channel, ClientCall call, ExchangeOrigin origin);
    ~Exchange() override;
    Q_DISABLE_COPY_MOVE(Exchange)

    [[nodiscard]] quint64 id() const { return m_record.id; }
    [[nodiscard]] const models::Policy &policy() const { return *m_snapshot->policy; }
    [[nodiscard]] const ExchangeOrigin &origin() const { return m_origin; }
    void start();
    /// The wait before a retry is over, or an attempt that could not begin is to be counted; with
    /// an \a alarm the time is up for an answer to begin.
    void wake(int alarm = 0);
    /// Signalbox is stopping: the client gets an error, or the end of its connection.
    void cancel();

private:
    void attemptAnswered(Attempt &attempt, const ProviderResponseHead &head) override;
    void attemptBody(Attempt &attempt, std::string_view bytes, BodyPosition position) override;
    void attemptDone(Attempt &attempt) override;
    void attemptFailed(Attempt &attempt, AttemptFailure failure) override;
    void clientGone() override;
    void clientDrained() override;

    /// \a fields are added to the answer's head, complete lines.
    void refuse(const DialectError &error, std::string_view fields = {});
    void answerFixed(const models::AnswerNode &node);
    void answerFromCache();
    /// Answers with a body made here.
    void answerHere(std::string_view body, std::string_view contentFields);
    /// The attempt's 2xx stream turned out to be an error before its first content.
    void failHidden();
    [[nodiscard]] Answer::Handling handlingOf(const ProviderResponseHead &head);
    void keepThoughts();
    /// Goes on where the walk through the graph has come to.
    void proceed(WalkEnd end);
    /// Where budgets that are used up wish another route to serve instead, goes there.
    bool goDowngraded();
    /// Asks for copies, where shadow nodes on the way want one.
    void tapShadows();
    void startAttempt();
    /// Why the attempt cannot begin: no key can be used, or what may be spent was spent meanwhile.
    [[nodiscard]] std::optional<AttemptFailure> barrierTo(const Candidate &candidate,
                                                          const ProviderAccess &access, int key);
    /// Asks to be woken when the answer has not begun within the route's ceiling.
    void watchForSlowness();
    /// Whether the client's key allows the request; else it is refused. Counts it in the limits of
    /// that key.
    [[nodiscard]] bool admitClient();
    /// Counts this exchange in the rate limits on its way.
    void takeTickets();
    void answerIsSlow();
    /// Of two attempts that wait, \a attempt has an answer: the other is given up.
    void settleOn(const Attempt &attempt);
    void closeAttempt(RunningAttempt &running, models::ErrorClass errorClass,
                      const QString &message, qint64 retryAfterMs = -1);
    void closeAll(models::ErrorClass errorClass);
    /// Answers a question for a count of tokens without the provider. False when the request
    /// cannot be read.
    bool answerCount();
    void giveUp();
    void answerWithError(int status, const DialectError &error, std::string fields);
    void answerWithProviderError(const AttemptFailure &failure);
    /// Makes room for the answer's bytes, if a cache or the lessons want them.
    [[nodiscard]] AnswerBytes *gather();
    void keepInCaches();
    void learn();
    /// What the conversation is called, where that was found out; remembers how it went.
    [[nodiscard]] QString noteConversation();
    void noteWhoServed();
    [[nodiscard]] Decision decision() const;
    /// The request as it was told to whoever answers.
    [[nodiscard]] const RequestVersion &version() const;
    /// With it the walk's trace leaves the chain.
    [[nodiscard]] std::shared_ptr<const models::RecordedDecision> recordedDecision();
    void finish(models::ExchangeOutcome outcome, int status);

    ExchangeHost &m_host;
    std::shared_ptr<ProxySnapshot> m_snapshot;
    QPointer<ClientChannel> m_channel;
    ClientCall m_call;
    ExchangeOrigin m_origin;
    std::string m_client; ///< name of the client's key
    std::string m_idText;
    std::optional<Candidate> m_madeUp; ///< for provider/model names
    Resolution m_resolution;
    RequestVersions m_versions;
    LiveWorld m_world;
    CandidateChain m_chain;
    TargetRetries m_retries; ///< of the present candidate
    RunningAttempt m_running;
    RunningAttempt m_other; ///< began earlier, is slow, and may still answer first
    /// Those that ended: one may be on the call stack.
    boost::container::small_vector<std::unique_ptr<Attempt>, 2> m_closed;
    QString m_withoutTarget; ///< why no target serves; empty as long as one may
    const Attempt *m_last = nullptr; ///< the one to tell about: it answers, or began last
    boost::container::small_vector<int, 2> m_limited; ///< rate limit nodes that count this
    boost::container::small_vector<RateTicket, 2> m_tickets; ///< theirs
    boost::container::small_vector<int, 1> m_tapped; ///< shadow nodes that were passed
    std::optional<AnswerBytes> m_bytes;
    const Candidate *m_cachedFrom = nullptr; ///< who made the answer that the cache gave
    int m_alarm = 0; ///< the last one that was set
    Answer m_answer;
    AttemptFailure m_lastFailure;
    bool m_isPendingFailure = false;
    std::optional<bool> m_isEstimated; ///< of a count that was made here
    models::ExchangeRecord m_record;
    ExchangeMoments m_moments;
    bool m_hasEnded = false;
};

} // namespace signalbox::routing
