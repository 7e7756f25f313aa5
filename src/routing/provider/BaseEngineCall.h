// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "routing/provider/ProviderAccessManager.h"
#include "routing/provider/ProviderCall.h"

#include <QNetworkReply>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <memory>
#include <vector>

namespace signalbox::routing {

/// A call served by Qt's own engine, for providers whose policy entry asks for HTTP/2.
///
/// Qt's engine would send a POST again by itself after a lost connection; a body from a sequential
/// device with a stated length keeps it from that: the call fails instead. It has no back-pressure
/// over HTTP/2: pause() only holds bytes back from the observer.
class BaseEngineCall final : public QObject, public ProviderCall
{
    Q_OBJECT

public:
    /// Takes over head and body of \a request, which was written for HTTP/1.1.
    BaseEngineCall(ProviderAccessManager &manager, const QUrl &origin, const ProviderSend &request,
                   const models::ProviderTimeouts &timeouts, ProviderCallObserver &observer);
    ~BaseEngineCall() override;
    Q_DISABLE_COPY_MOVE(BaseEngineCall)

    void pause() override;
    void resume() override;
    [[nodiscard]] bool reusedConnection() const override { return false; }

private:
    void onHead();
    void onReadable();
    void onFinished();
    void onTimeout();
    void restartTimer(std::chrono::milliseconds limit);
    void end(const ProviderCallEnd &end);

    ProviderAccessManager &m_manager;
    ProviderCallObserver *m_observer;
    models::ProviderTimeouts m_timeouts;
    QNetworkReply *m_reply = nullptr; ///< child of this
    QTimer m_silence; ///< first byte, then idle
    QTimer m_total;
    bool m_isPaused = false;
    bool m_hasHead = false;
    bool m_hasFinished = false;
};

} // namespace signalbox::routing
