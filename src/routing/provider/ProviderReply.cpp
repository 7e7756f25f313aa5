// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/ProviderReply.h"

#include "models/base/TimeUnits.h"
#include "routing/provider/ProviderAccessManager.h"
#include "routing/provider/ProviderConnection.h"
#include "routing/provider/ProviderOrigin.h"

#include <algorithm>
#include <cstring>

namespace signalbox::routing {

using models::ErrorClass;
using std::chrono::milliseconds;

namespace {

/// An ordinary reply that nobody reads stops its provider here.
constexpr qint64 ordinaryBufferLimit = 1024LL * 1024;
constexpr int firstErrorStatus = 400;

QNetworkReply::NetworkError networkError(ErrorClass errorClass)
{
    switch (errorClass) {
    case ErrorClass::Timeout:
        return QNetworkReply::TimeoutError;
    case ErrorClass::Connection:
        return QNetworkReply::ConnectionRefusedError;
    case ErrorClass::Cancelled:
        return QNetworkReply::OperationCanceledError;
    default:
        return QNetworkReply::RemoteHostClosedError;
    }
}

QNetworkReply::NetworkError statusError(int status)
{
    switch (status) {
    case 401:
        return QNetworkReply::AuthenticationRequiredError;
    case 403:
        return QNetworkReply::ContentAccessDenied;
    case 404:
        return QNetworkReply::ContentNotFoundError;
    default:
        return status >= 500 ? QNetworkReply::UnknownServerError
                             : QNetworkReply::UnknownContentError;
    }
}

} // namespace

ProviderReply::ProviderReply(ProviderAccessManager &manager)
    : QNetworkReply(nullptr)
    , m_manager(manager)
{}

ProviderReply::~ProviderReply()
{
    detach();
}

void ProviderReply::begin(const models::ProviderTimeouts &timeouts)
{
    ++m_generation;
    m_manager.replyBegan(*this); // first: it brings the time up to date after a pause
    m_timeouts = timeouts;
    m_beganNs = m_manager.coarseNowNs();
    m_phaseNs = m_beganNs;
    m_phase = Phase::Waiting;
    m_isPaused = false;
    m_isReused = false;
    hasNoBody = false;
}

void ProviderReply::beginObserved(ProviderCallObserver &observer,
                                  const models::ProviderTimeouts &timeouts)
{
    m_observer = &observer;
    begin(timeouts);
}

void ProviderReply::beginOrdinary(QNetworkAccessManager::Operation operation,
                                  const QNetworkRequest &request,
                                  const models::ProviderTimeouts &timeouts)
{
    setOperation(operation);
    setRequest(request);
    setUrl(request.url());
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    begin(timeouts);
}

void ProviderReply::detach()
{
    if (m_phase == Phase::Idle)
        return;
    ++m_generation;
    m_phase = Phase::Idle;
    m_observer = nullptr;
    m_manager.replyEnded(*this);
    if (ProviderConnection *connection = std::exchange(m_connection, nullptr))
        connection->abandon();
    pendingRequest.clear();
}

void ProviderReply::setConnection(ProviderConnection *connection)
{
    m_connection = connection;
    if (!connection)
        return;
    m_isReused = connection->isReused();
    m_phase = Phase::Connecting; // until it is sent, which may be at once
    m_phaseNs = m_manager.coarseNowNs();
}

void ProviderReply::noteSent()
{
    m_phase = Phase::Sent;
    m_phaseNs = m_manager.coarseNowNs();
}

void ProviderReply::head(const ProviderResponseHead &head)
{
    m_phase = Phase::Answering;
    m_phaseNs = m_manager.coarseNowNs();
    if (m_observer) {
        m_observer->providerHead(head);
        return;
    }
    fillHeaders(head);
    emit metaDataChanged();
}

void ProviderReply::fillHeaders(const ProviderResponseHead &head)
{
    setAttribute(QNetworkRequest::HttpStatusCodeAttribute, head.status);
    for (const HeaderView &header : head.headers) {
        const QByteArray name(header.name.data(), static_cast<qsizetype>(header.name.size()));
        QByteArray value(header.value.data(), static_cast<qsizetype>(header.value.size()));
        if (hasRawHeader(name)) { // joined as Qt's own engine joins them
            const bool isCookie = name.compare("set-cookie", Qt::CaseInsensitive) == 0;
            value.prepend(rawHeader(name) + (isCookie ? "\n" : ", "));
        }
        setRawHeader(name, value);
    }
}

void ProviderReply::body(std::string_view bytes, BodyPosition position)
{
    m_phaseNs = m_manager.coarseNowNs();
    if (m_observer) {
        m_observer->providerBody(bytes, position);
        return;
    }
    m_buffer.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
    emit readyRead();
}

void ProviderReply::end(const ProviderCallEnd &end)
{
    ++m_generation;
    m_phase = Phase::Idle;
    m_manager.replyEnded(*this);
    if (ProviderCallObserver *observer = std::exchange(m_observer, nullptr)) {
        observer->providerEnd(end); // the last thing done: the observer may give this object back
        return;
    }
    endOrdinary(end);
}

void ProviderReply::endOrdinary(const ProviderCallEnd &end)
{
    const int status = attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (end.errorClass != ErrorClass::None)
        setError(networkError(end.errorClass), end.message);
    else if (status >= firstErrorStatus)
        setError(statusError(status), QStringLiteral("The provider answered %1").arg(status));
    setFinished(true);
    if (error() != NoError)
        emit errorOccurred(error());
    emit finished();
}

/// What to say of the limit that is passed at \a nowNs; empty when none is.
QString ProviderReply::passedLimit(qint64 nowNs) const
{
    const auto isOver = [nowNs](qint64 since, milliseconds limit) {
        return limit.count() > 0 && nowNs - since > limit.count() * models::nsPerMs;
    };
    const qint64 totalMs = m_timeouts.total.count();
    if (m_phase == Phase::Connecting && isOver(m_phaseNs, m_timeouts.connect))
        return QStringLiteral("no connection within %1 ms").arg(m_timeouts.connect.count());
    if (m_phase == Phase::Waiting && !origin->isProxyKnown && isOver(m_phaseNs, m_timeouts.connect))
        return QStringLiteral("the system did not say within %1 ms which proxy to use")
            .arg(m_timeouts.connect.count());
    if (m_phase == Phase::Sent && isOver(m_phaseNs, m_timeouts.firstByte))
        return QStringLiteral("no answer within %1 ms").arg(m_timeouts.firstByte.count());
    if (m_phase == Phase::Answering && !isPaused() && isOver(m_phaseNs, m_timeouts.idle))
        return QStringLiteral("silent for %1 ms inside its answer").arg(m_timeouts.idle.count());
    if (m_phase == Phase::Idle || !isOver(m_beganNs, m_timeouts.total))
        return {};
    if (m_phase == Phase::Waiting) // behind other calls: nothing was tried for this one
        return QStringLiteral("no connection was free within %1 ms").arg(totalMs);
    return QStringLiteral("not finished within %1 ms").arg(totalMs);
}

bool ProviderReply::checkTimeouts(qint64 nowNs)
{
    const QString what = passedLimit(nowNs);
    if (what.isEmpty())
        return false;
    if (ProviderConnection *connection = std::exchange(m_connection, nullptr))
        connection->abandon();
    end({.errorClass = ErrorClass::Timeout, .message = what, .wasSent = wasSent()});
    return true;
}

bool ProviderReply::isPaused() const
{
    return m_isPaused || m_buffer.size() - m_bufferRead > ordinaryBufferLimit;
}

void ProviderReply::setPaused(bool paused)
{
    if (m_isPaused == paused)
        return;
    m_isPaused = paused;
    m_phaseNs = m_manager.coarseNowNs();
    if (!paused && m_connection)
        m_connection->resumeReading();
}

void ProviderReply::abort()
{
    if (m_phase == Phase::Idle)
        return;
    if (ProviderConnection *connection = std::exchange(m_connection, nullptr))
        connection->abandon();
    end({.errorClass = ErrorClass::Cancelled, .message = QStringLiteral("cancelled")});
}

qint64 ProviderReply::bytesAvailable() const
{
    return m_buffer.size() - m_bufferRead + QNetworkReply::bytesAvailable();
}

qint64 ProviderReply::readData(char *data, qint64 maxSize)
{
    const qint64 size = std::min<qint64>(maxSize, m_buffer.size() - m_bufferRead);
    if (size == 0)
        return isFinished() ? -1 : 0;
    const bool wasPaused = isPaused();
    std::memcpy(data, m_buffer.constData() + m_bufferRead, static_cast<std::size_t>(size));
    m_bufferRead += size;
    if (m_bufferRead == m_buffer.size()) {
        m_buffer.clear();
        m_bufferRead = 0;
    }
    if (wasPaused && !isPaused() && m_connection)
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_connection)
                    m_connection->resumeReading();
            },
            Qt::QueuedConnection);
    return size;
}

} // namespace signalbox::routing
