// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "routing/provider/ProviderCall.h"

#include <QNetworkReply>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace signalbox::routing {

class BaseEngine;
class ConnectionPool;
class ProviderAccessManager;
struct ProviderSend;

/// A call served by Qt's own engine, for providers whose policy entry asks for HTTP/2.
///
/// Qt's engine would send a POST again by itself after a lost connection; a body from a sequential
/// device with a stated length keeps it from that: the call fails instead. It has no back-pressure
/// over HTTP/2: pause() only holds bytes back from the observer.
///
/// Lives on the manager's thread; owned by the caller, and destroyed before the manager.
class BaseEngineCall final : public QObject, public ProviderCall
{
    Q_OBJECT

public:
    /// Takes over head and body of \a request, which was written for HTTP/1.1.
    BaseEngineCall(ProviderAccessManager &manager, ConnectionPool &pool, BaseEngine &engine,
                   const ProviderSend &request, const models::ProviderTimeouts &timeouts,
                   ProviderCallObserver &observer);
    ~BaseEngineCall() override;
    Q_DISABLE_COPY_MOVE(BaseEngineCall)

    void pause() override;
    void resume() override;
    [[nodiscard]] bool reusedConnection() const override { return false; }

private:
    enum class Phase : quint8 {
        Waiting, ///< for the system to name the proxy
        Connecting, ///< nothing was sent
        Sent, ///< at least a part of the request is out
        Answering ///< the head came
    };

    void waitForProxy(ConnectionPool &pool, const ProviderSend &request);
    void post(const ProviderSend &request);
    void onSent();
    void onHead();
    void onReadable();
    void onFinished();
    void onSilence();
    void onTimeout(const QString &message);
    [[nodiscard]] ProviderCallEnd endOf() const;
    void watchSilence();
    void end(const ProviderCallEnd &end);

    ProviderAccessManager &m_manager;
    QPointer<BaseEngine> m_engine;
    ProviderCallObserver *m_observer;
    models::ProviderTimeouts m_timeouts;
    QString m_host;
    QPointer<QNetworkReply> m_reply; ///< child of the engine; deleted with this
    QTimer m_silence; ///< connect, then first byte, then idle
    QTimer m_total;
    qint64 m_declared = -1; ///< length of the body, when the provider said it
    qint64 m_received = 0;
    Phase m_phase = Phase::Waiting;
    bool m_isPaused = false;
    bool m_hasFinished = false;
};

} // namespace signalbox::routing
