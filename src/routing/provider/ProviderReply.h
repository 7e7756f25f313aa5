// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "routing/provider/ProviderCall.h"

#include <QNetworkReply>

#include <string>
#include <string_view>

namespace signalbox::routing {

class ProviderAccessManager;
class ProviderConnection;
struct ProviderOrigin;

/// The answer to one request, in two manners.
///
/// On the proxy's hot path an observer is told of bytes directly and the object comes from a pool:
/// no header is copied, no signal emitted. For everybody else it is an ordinary QNetworkReply with
/// the usual signals and a bounded read buffer. Which one it is, is settled by how it was begun.
///
/// Lives on the manager's thread; pooled ones are owned by the manager, the others by the caller.
class ProviderReply final : public QNetworkReply
{
    Q_OBJECT

public:
    enum class Phase : quint8 {
        Idle, ///< in the pool, or ended
        Waiting, ///< for a connection that is free, or that may be opened
        Connecting, ///< its connection is opening
        Sent, ///< the request is out, no byte of the answer yet
        Answering ///< the head came, the body may
    };

    explicit ProviderReply(ProviderAccessManager &manager);
    ~ProviderReply() override;
    Q_DISABLE_COPY_MOVE(ProviderReply)

    /// Hot path: tells \a observer.
    void beginObserved(ProviderCallObserver &observer, const models::ProviderTimeouts &timeouts);
    /// Everybody else: an ordinary reply to \a request.
    void beginOrdinary(QNetworkAccessManager::Operation operation, const QNetworkRequest &request,
                       const models::ProviderTimeouts &timeouts);
    /// Gives up without a word to the observer.
    void detach();

    // Called by the connection and the manager.
    void setConnection(ProviderConnection *connection);
    void noteSent();
    [[nodiscard]] bool wasSent() const { return m_phase > Phase::Connecting; }
    void head(const ProviderResponseHead &head);
    void body(std::string_view bytes, BodyPosition position);
    void end(const ProviderCallEnd &end);
    /// The limit that is passed at \a nowNs ends the call; false when none is.
    bool checkTimeouts(qint64 nowNs);

    [[nodiscard]] quint64 generation() const { return m_generation; }
    [[nodiscard]] bool isPaused() const;
    void setPaused(bool paused);
    [[nodiscard]] bool isReusedConnection() const { return m_isReused; }

    std::string pendingRequest; ///< its bytes, while it waits for a connection
    ProviderOrigin *origin = nullptr;
    bool hasNoBody = false;
    std::size_t activeIndex = 0; ///< place in the manager's list of running replies

    void abort() override;
    [[nodiscard]] qint64 bytesAvailable() const override;
    [[nodiscard]] bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;

private:
    void begin(const models::ProviderTimeouts &timeouts);
    void fillHeaders(const ProviderResponseHead &head);
    void endOrdinary(const ProviderCallEnd &end);
    [[nodiscard]] QString passedLimit(qint64 nowNs) const;

    ProviderAccessManager &m_manager;
    ProviderCallObserver *m_observer = nullptr;
    ProviderConnection *m_connection = nullptr;
    models::ProviderTimeouts m_timeouts;
    quint64 m_generation = 0; ///< changes whenever the object gets another meaning
    qint64 m_beganNs = 0;
    qint64 m_phaseNs = 0; ///< when the phase, or the last byte of the answer, began
    Phase m_phase = Phase::Idle;
    bool m_isPaused = false;
    bool m_isReused = false;
    QByteArray m_buffer; ///< ordinary replies: bytes not read yet
    qsizetype m_bufferRead = 0;
};

} // namespace signalbox::routing
