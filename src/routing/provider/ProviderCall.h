// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ErrorClass.h"

#include <QString>

#include <memory>
#include <span>
#include <string_view>

namespace signalbox::routing {

/// One header field; the bytes belong to whoever handed the view out.
struct HeaderView
{
    std::string_view name;
    std::string_view value;
};

/// Status and fields of a provider's answer. Valid only during the call that passes it.
struct ProviderResponseHead
{
    int status = 0;
    std::span<const HeaderView> headers;
    /// Body length when the provider declared one, else -1 (chunked, or until the connection ends).
    qint64 contentLength = -1;
};

/// How a call to a provider ended.
struct ProviderCallEnd
{
    /// None when the answer arrived whole, whatever its status.
    models::ErrorClass errorClass = models::ErrorClass::None;
    /// One English sentence without keys or prompt text; empty on success.
    QString message;
    /// Whether the provider may have seen the request. Only a call that was not sent may be made
    /// again without asking.
    bool wasSent = true;
};

enum class BodyPosition : quint8 { More, Last };

/// Hears of one provider call. Called on the proxy thread, never from inside the function that
/// started the call. It may cancel or destroy the call from any of these.
///
///     (providerHead providerBody*)? providerEnd        exactly one providerEnd, nothing after it
class ProviderCallObserver
{
public:
    ProviderCallObserver() = default;
    virtual ~ProviderCallObserver() = default;
    Q_DISABLE_COPY_MOVE(ProviderCallObserver)

    /// The final status (1xx are skipped) and its fields. Once, before any body.
    virtual void providerHead(const ProviderResponseHead &head) = 0;
    /// The next bytes of the body, framing removed; valid during the call only. \a position is
    /// Last when it is already known that no byte follows; a body may also end without one.
    virtual void providerBody(std::string_view bytes, BodyPosition position) = 0;
    /// The terminal event.
    virtual void providerEnd(const ProviderCallEnd &end) = 0;
};

/// A call in flight. Destroying it cancels it silently: no providerEnd follows.
class ProviderCall
{
public:
    ProviderCall() = default;
    virtual ~ProviderCall() = default;
    Q_DISABLE_COPY_MOVE(ProviderCall)

    /// Stops taking bytes from the provider until resume(); nothing is lost, buffers are bounded.
    virtual void pause() = 0;
    virtual void resume() = 0;
    /// True when the call went out on a connection that had served another call before.
    [[nodiscard]] virtual bool reusedConnection() const = 0;
};

} // namespace signalbox::routing
