// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "support/ProviderCalls.h"

#include <array>

namespace signalbox::tests {

/// Starts a POST to /v1/x through Qt's own engine; \a fields are complete lines.
inline void startHttp2(routing::ProviderAccessManager &manager, Call &call, const QString &url,
                       const QByteArray &body = "{}",
                       const models::ProviderTimeouts &timeouts = generous(),
                       const QByteArray &fields = {})
{
    const QUrl where(url);
    const std::string head = "POST /v1/x?y=1 HTTP/1.1\r\nhost: " + where.authority().toStdString()
        + "\r\n" + fields.toStdString()
        + "content-type: application/json\r\naccept-encoding: identity\r\ncontent-length: "
        + std::to_string(body.size()) + "\r\n\r\n";
    const std::array<std::string_view, 1> pieces{
        std::string_view(body.constData(), static_cast<std::size_t>(body.size()))};
    call.call =
        manager.sendHttp2({.origin = manager.origin(where, 1024), .head = head, .body = pieces},
                          timeouts, call.answer);
}

} // namespace signalbox::tests
