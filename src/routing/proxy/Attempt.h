// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Clock.h"
#include "models/traffic/ExchangeRecord.h"
#include "routing/provider/ProviderCall.h"
#include "routing/proxy/ClientCall.h"
#include "routing/proxy/ProxySnapshot.h"
#include "routing/proxy/RequestTranslations.h"
#include "routing/route/Candidate.h"

#include <memory>
#include <string>

namespace signalbox::routing {

class ProviderAccessManager;

/// Why an attempt failed, and the provider's own answer when there was one.
struct AttemptFailure
{
    models::ErrorClass errorClass = models::ErrorClass::ServerError;
    bool mayRetry = true; ///< the same target may be tried again
    bool wasSent = true; ///< the provider may have seen the request
    qint64 retryAfterMs = -1;
    int status = 0; ///< the provider's, 0 without an answer
    std::string fields; ///< its fields, fit for the client
    std::string body; ///< its beginning when it was too long
    bool isBodyTooLong = false;
    bool isTranslated = false; ///< the body is of another dialect than the client's
    QString message; ///< one English sentence
};

class Attempt;

/// Hears of attempts. Exactly one of attemptDone and attemptFailed ends each.
class AttemptObserver
{
public:
    AttemptObserver() = default;
    virtual ~AttemptObserver() = default;
    Q_DISABLE_COPY_MOVE(AttemptObserver)

    /// A 2xx answer begins.
    virtual void attemptAnswered(Attempt &attempt, const ProviderResponseHead &head) = 0;
    virtual void attemptBody(Attempt &attempt, std::string_view bytes, BodyPosition position) = 0;
    virtual void attemptDone(Attempt &attempt) = 0;
    virtual void attemptFailed(Attempt &attempt, AttemptFailure failure) = 0;
};

/// One try of one request at one target: builds the provider's request, sends it, tells success
/// from failure.
///
/// Lives on the proxy thread; owned by its exchange. Destroying it cancels the call.
class Attempt final : private ProviderCallObserver
{
public:
    struct Context
    {
        ProviderAccessManager &manager;
        const models::Clock &clock;
        AttemptObserver &observer;
    };

    /// \a translated is the request in the provider's dialect, null when it goes as it is. All
    /// that is handed in by reference must outlive the attempt.
    Attempt(const Context &context, const ClientCall &call, const Candidate &candidate,
            ProviderAccess &access, int keyIndex,
            std::shared_ptr<const TranslatedRequest> translated);
    ~Attempt() override;
    Q_DISABLE_COPY_MOVE(Attempt)

    /// Sends. The observer is never called from inside.
    void start();
    void pause();
    void resume();
    /// Ends the call; the observer hears nothing more.
    void cancel();

    [[nodiscard]] const Candidate &candidate() const { return m_candidate; }
    [[nodiscard]] bool isTranslated() const { return m_translated != nullptr; }
    /// Null when the request goes as it is.
    [[nodiscard]] const TranslatedRequest *translated() const { return m_translated.get(); }
    [[nodiscard]] int keyIndex() const { return m_keyIndex; }
    /// Usage was asked for on the client's behalf and has to be hidden from it.
    [[nodiscard]] bool hasAskedForUsage() const { return m_hasAskedForUsage; }
    [[nodiscard]] qint64 startedNs() const { return m_startedNs; }
    [[nodiscard]] qint64 firstByteNs() const { return m_firstByteNs; }
    /// What happened, as far as it is known now.
    [[nodiscard]] models::AttemptRecord
    record(qint64 exchangeStartedNs, models::ErrorClass errorClass, const QString &error) const;

private:
    void providerHead(const ProviderResponseHead &head) override;
    void providerBody(std::string_view bytes, BodyPosition position) override;
    void providerEnd(const ProviderCallEnd &end) override;

    void startSimulated();
    void startNetwork();
    void startTranslated();
    void sendToProvider(std::string &head, std::span<const std::string_view> body,
                        std::size_t bodySize);
    [[nodiscard]] bool asksForUsage() const;
    void spliceBody(SplicedBody &body);

    Context m_context;
    const ClientCall &m_call;
    const Candidate &m_candidate;
    ProviderAccess &m_access;
    int m_keyIndex;
    std::shared_ptr<const TranslatedRequest> m_translated;
    std::unique_ptr<ProviderCall> m_providerCall;
    std::unique_ptr<AttemptFailure> m_refusal; ///< set while a non-2xx answer is read
    std::string m_geminiModel; ///< "models/NAME", where the body names it too
    QString m_requestId;
    qint64 m_startedNs = 0;
    qint64 m_firstByteNs = -1;
    int m_status = 0;
    bool m_hasAskedForUsage = false;
};

} // namespace signalbox::routing
