// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/provider/ProviderCall.h"

#include <QByteArray>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>

#include <functional>
#include <optional>

namespace signalbox::tests {

/// One server-sent event as a client reads it.
struct CaughtEvent
{
    QByteArray name; ///< empty when it has none
    QByteArray data;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(data).object(); }
};

/// Keeps everything that a provider call says, and checks the order it says it in.
class CaughtAnswer final : public routing::ProviderCallObserver
{
public:
    void providerHead(const routing::ProviderResponseHead &head) override
    {
        brokeOrder |= status != 0 || end.has_value();
        status = head.status;
        contentLength = head.contentLength;
        for (const routing::HeaderView &header : head.headers)
            headers.insert(toBytes(header.name), toBytes(header.value));
        if (onHead)
            onHead();
    }
    void providerBody(std::string_view bytes, routing::BodyPosition position) override
    {
        brokeOrder |= status == 0 || end.has_value() || sawLast;
        body += toBytes(bytes);
        ++pieces;
        sawLast = position == routing::BodyPosition::Last;
        if (onBody)
            onBody();
    }
    void providerEnd(const routing::ProviderCallEnd &how) override
    {
        brokeOrder |= end.has_value();
        end = how;
        if (onEnd)
            onEnd();
    }

    [[nodiscard]] bool isDone() const { return end.has_value(); }
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    /// The body cut into events; line ends may be LF or CR LF.
    [[nodiscard]] QList<CaughtEvent> events() const
    {
        QByteArray text = body;
        text.replace("\r\n", "\n");
        QList<CaughtEvent> list;
        qsizetype begin = 0;
        for (qsizetype stop = text.indexOf("\n\n"); stop >= 0; stop = text.indexOf("\n\n", begin)) {
            CaughtEvent event;
            for (const QByteArray &line : text.mid(begin, stop - begin).split('\n')) {
                if (line.startsWith("event: "))
                    event.name = line.mid(7);
                else if (line.startsWith("data: "))
                    event.data += line.mid(6);
            }
            list.append(event);
            begin = stop + 2;
        }
        return list;
    }

    int status = 0;
    qint64 contentLength = -2;
    QHash<QByteArray, QByteArray> headers;
    QByteArray body;
    int pieces = 0;
    bool sawLast = false;
    bool brokeOrder = false; ///< something came twice, too early or too late
    std::optional<routing::ProviderCallEnd> end;
    std::function<void()> onHead;
    std::function<void()> onBody;
    std::function<void()> onEnd;

private:
    static QByteArray toBytes(std::string_view bytes)
    {
        return {bytes.data(), static_cast<qsizetype>(bytes.size())};
    }
};

} // namespace signalbox::tests
