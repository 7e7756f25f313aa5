// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/catalog/ModelFacts.h"
#include "models/catalog/PriceBook.h"
#include "models/policy/Policy.h"
#include "models/traffic/ExchangeRecord.h"
#include "models/traffic/Feedback.h"
#include "routing/secrets/KeyRing.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace signalbox::routing {

struct RoutingMoment;

/// Where the proxy stands; shown in the header of the window.
enum class ProxyState : quint8 { Stopped, Starting, Running, Stopping, Failed };

/// Why the proxy could not listen.
struct ListenFailure
{
    enum class Reason : quint8 { None, PortInUse, NotAllowed, BadAddress, Other };

    Reason reason = Reason::None;
    QString message; ///< one English sentence that names the address and port

    bool operator==(const ListenFailure &) const = default;
};

/// What the proxy needs besides the policy.
struct ProxySettings
{
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 4141; ///< 0 lets the system choose
    QString clientKey; ///< what clients must send; without one nobody gets in, but see below
    bool letsEveryoneIn = false; ///< no key is asked for
    QString clientName = QStringLiteral("default"); ///< recorded for that key
    /// Where tokenizers lie and what was learned of tokens is kept; empty: nowhere.
    QString dataDirectory{};
};

/// The proxy as the rest of the application sees it: owns the proxy thread and everything on it.
///
/// Lives on the GUI (or main) thread; every function returns at once. Records arrive in batches, at
/// most ten a second.
class ProxyService final : public QObject
{
    Q_OBJECT

public:
    explicit ProxyService(QObject *parent = nullptr);
    /// Stops at once; running exchanges are cancelled and recorded.
    ~ProxyService() override;
    Q_DISABLE_COPY_MOVE(ProxyService)

    /// Takes effect for the next exchange; running ones keep the policy they started with.
    void setPolicy(std::shared_ptr<const models::Policy> policy);
    /// Takes effect for the next attempt.
    void setKeys(KeyRingSnapshot keys);
    /// Calls \a sink on the proxy thread with every batch of records, before recordsFinished();
    /// for the store. \a room, asked on the proxy thread as every exchange ends, says what the
    /// sink would keep of it; none keeps everything. Set it before start().
    void setRecordSink(std::function<void(const models::RecordBatch &)> sink,
                       std::function<models::RecordRoom()> room = {});

    /// Somebody says what the answer of an exchange was worth: 0 bad .. 1 good. Learned from at
    /// once when the exchange is a recent one, stored in any case; replaces what was said before.
    void giveFeedback(quint64 exchangeId, double value, const QString &comment = {});
    /// Exchanges of an earlier run, newest first: feedback on them is taken and learned from.
    void recall(const QList<models::ExchangeRecord> &records,
                const QList<models::Feedback> &feedbacks);
    /// Calls \a sink on the proxy thread with all feedback, from clients and from
    /// giveFeedback(); for the store. Set it before start().
    void setFeedbackSink(std::function<void(const models::Feedback &)> sink);

    /// Calls \a answer on this thread with what the proxy knows now, for simulations, unless
    /// \a context is gone by then.
    void askMoment(QObject *context,
                   std::function<void(std::shared_ptr<const RoutingMoment>)> answer);

    /// What is known of prices and models, from now on. May be called from any thread.
    void setBooks(std::shared_ptr<const models::PriceBook> prices,
                  std::shared_ptr<const models::ModelTable> models);

    /// Starts listening; ends in Running or Failed. Does nothing while not Stopped or Failed.
    void start(const ProxySettings &settings);
    /// Stops accepting, gives running exchanges three seconds, then cancels them; ends in
    /// Stopped.
    void stop();

    [[nodiscard]] ProxyState state() const;
    /// "http://127.0.0.1:4141" while Running, else empty.
    [[nodiscard]] QString address() const;
    [[nodiscard]] ProxySettings settings() const;
    [[nodiscard]] ListenFailure failure() const;
    /// Exchanges running now, as of the last update (ten a second while any run).
    [[nodiscard]] int inFlight() const;

signals:
    void stateChanged(signalbox::routing::ProxyState state);
    void recordsFinished(const signalbox::models::RecordBatch &batch);
    void inFlightChanged(int exchanges);

private:
    void setState(ProxyState state, const QString &address = {});

    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace signalbox::routing
