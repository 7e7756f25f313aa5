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
#include "routing/proxy/ProxySnapshot.h"
#include "routing/proxy/TargetRetries.h"
#include "routing/route/Scoreboard.h"

#include <QPointer>

#include <memory>
#include <optional>
#include <string>

namespace signalbox::routing {

class TokenCounter;

class HttpConnection;

/// What an exchange needs of the proxy it runs in.
class ExchangeHost
{
public:
    ExchangeHost() = default;
    virtual ~ExchangeHost() = default;
    Q_DISABLE_COPY_MOVE(ExchangeHost)

    [[nodiscard]] virtual ProviderAccessManager &manager() = 0;
    [[nodiscard]] virtual const models::Clock &clock() const = 0;
    [[nodiscard]] virtual Scoreboard &scoreboard() = 0;
    [[nodiscard]] virtual ReasoningMemory &reasoning() = 0;
    [[nodiscard]] virtual TokenCounter &tokens() = 0;
    /// A number in [0, 1), for jitter.
    [[nodiscard]] virtual double random() = 0;
    /// Calls Exchange::wake() of exchange \a id after \a delayMs, unless it has ended by then.
    virtual void wakeLater(quint64 id, qint64 delayMs) = 0;
    /// The exchange is over. It is destroyed later, never inside this call.
    virtual void exchangeEnded(quint64 id, models::ExchangeRecord record) = 0;
};

/// One client request and its answer.
///
///     decide -> attempt -> answer -> end
///                 ^  |
///                 +--+  retry the same target, or the next one, until the commit point
///
/// Exactly one record comes of it. Lives on the proxy thread; owned by the proxy.
class Exchange final : private AttemptObserver, private ClientObserver
{
public:
    Exchange(ExchangeHost &host, std::shared_ptr<ProxySnapshot> snapshot, quint64 id,
             HttpConnection &connection, ClientCall call, QString client);
    ~Exchange() override;
    Q_DISABLE_COPY_MOVE(Exchange)

    [[nodiscard]] quint64 id() const { return m_record.id; }
    [[nodiscard]] const models::Policy &policy() const { return *m_snapshot->policy; }
    void start();
    /// The wait before a retry is over, or an attempt that could not begin is to be counted.
    void wake();
    /// Signalbox is stopping: the client gets an error, or the end of its connection.
    void cancel();

private:
    void attemptAnswered(const ProviderResponseHead &head) override;
    void attemptBody(std::string_view bytes, BodyPosition position) override;
    void attemptDone() override;
    void attemptFailed(AttemptFailure failure) override;
    void clientGone() override;
    void clientDrained() override;

    void refuse(const DialectError &error);
    /// The attempt's 2xx stream turned out to be an error before its first content.
    void failHidden();
    [[nodiscard]] Answer::Handling handlingOf(const ProviderResponseHead &head);
    void keepThoughts();
    void startAttempt(std::size_t candidate);
    void closeAttempt(models::ErrorClass errorClass, const QString &message);
    /// Answers a question for a count of tokens without the provider. False when the request
    /// cannot be read.
    bool answerCount();
    void giveUp();
    void answerWithError(int status, const DialectError &error, std::string fields);
    void answerWithProviderError(const AttemptFailure &failure);
    [[nodiscard]] Decision decision() const;
    void finish(models::ExchangeOutcome outcome, int status);

    ExchangeHost &m_host;
    std::shared_ptr<ProxySnapshot> m_snapshot;
    QPointer<HttpConnection> m_connection;
    ClientCall m_call;
    Resolution m_madeUp; ///< for provider/model names
    CandidateChain m_chain;
    std::size_t m_candidate = 0;
    std::string m_idText;
    TargetRetries m_retries; ///< of the present candidate
    std::unique_ptr<Attempt> m_attempt;
    std::unique_ptr<Attempt> m_lastAttempt; ///< may be on the call stack when it ends
    TargetScore *m_score = nullptr;
    Answer m_answer;
    AttemptFailure m_lastFailure;
    bool m_isPendingFailure = false;
    std::optional<bool> m_isEstimated; ///< of a count that was made here
    models::ExchangeRecord m_record;
    ExchangeMoments m_moments;
    bool m_hasEnded = false;
};

} // namespace signalbox::routing
