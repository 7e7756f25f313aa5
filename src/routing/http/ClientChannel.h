// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

#include <string_view>

namespace signalbox::routing {

/// Hears what happens to the client while it is being answered.
class ClientObserver
{
public:
    ClientObserver() = default;
    virtual ~ClientObserver() = default;
    Q_DISABLE_COPY_MOVE(ClientObserver)

    /// The client went away. Nothing more can be written; no other call follows.
    virtual void clientGone() = 0;
    /// What was written has left for the client after isCongested() had become true.
    virtual void clientDrained() = 0;
};

/// Where an answer goes: to a client's connection, or nowhere. Lives on the proxy thread.
class ClientChannel : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Told until the answer ended; null leaves nobody.
    virtual void setObserver(ClientObserver *observer) = 0;
    /// A whole answer. \a fields are complete "name: value\r\n" lines; length and connection fields
    /// are added. Ends the exchange.
    virtual void respond(int status, std::string_view fields, std::string_view body) = 0;
    /// The head of an answer whose body follows through write(). With \a contentLength -1 the body
    /// is chunked, or ends with the connection for clients that know no chunks. \a firstBytes go
    /// out in the same segment.
    virtual void begin(int status, std::string_view fields, qint64 contentLength,
                       std::string_view firstBytes) = 0;
    /// The next bytes of the body, sent at once.
    virtual void write(std::string_view bytes) = 0;
    /// The last bytes of the body, if any, and its end in one segment.
    virtual void finish(std::string_view lastBytes) = 0;
    /// Breaks the connection, so that a client cannot take a cut answer for a whole one.
    virtual void breakOff() = 0;
    /// True when the client reads slower than it is written to; clientDrained() tells the end.
    [[nodiscard]] virtual bool isCongested() const = 0;
};

/// For an answer that no client sees: a shadow's, or a probe's.
class SilentChannel final : public ClientChannel
{
    Q_OBJECT

public:
    using ClientChannel::ClientChannel;

    void setObserver(ClientObserver * /*observer*/) override {}
    void respond(int /*status*/, std::string_view /*fields*/, std::string_view /*body*/) override {}
    void begin(int /*status*/, std::string_view /*fields*/, qint64 /*contentLength*/,
               std::string_view /*firstBytes*/) override
    {}
    void write(std::string_view /*bytes*/) override {}
    void finish(std::string_view /*lastBytes*/) override {}
    void breakOff() override {}
    [[nodiscard]] bool isCongested() const override { return false; }
};

} // namespace signalbox::routing
