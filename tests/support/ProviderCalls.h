// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/provider/ProviderAccessManager.h"
#include "support/CaughtAnswer.h"
#include "support/Wait.h"

#include <QUrl>

#include <array>
#include <memory>
#include <string>

namespace signalbox::tests {

/// One call on the hot path and what was heard of it.
struct Call
{
    CaughtAnswer answer;
    std::unique_ptr<routing::ProviderCall> call;

    [[nodiscard]] models::ErrorClass errorClass() const { return answer.end->errorClass; }
    bool wait()
    {
        return waitUntil([this] { return answer.isDone(); });
    }
};

/// Limits that no test is meant to reach.
inline models::ProviderTimeouts generous()
{
    using std::chrono::seconds;
    return {.connect = seconds(60),
            .firstByte = seconds(60),
            .idle = seconds(60),
            .total = seconds(90)};
}

inline void start(routing::ProviderAccessManager &manager, Call &call, const QString &url,
                  const QByteArray &body = "{}",
                  const models::ProviderTimeouts &timeouts = generous(), int maxConnections = 1024)
{
    const QUrl where(url);
    const std::string head = "POST /v1/x HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: "
        + std::to_string(body.size()) + "\r\n\r\n";
    const std::array<std::string_view, 1> pieces{
        std::string_view(body.constData(), static_cast<std::size_t>(body.size()))};
    call.call = manager.send(
        {.origin = manager.origin(where, maxConnections), .head = head, .body = pieces}, timeouts,
        call.answer);
}

/// How a call to \a url by a manager of its own ends.
inline models::ErrorClass askedClass(const QString &url, const models::ProviderTimeouts &timeouts,
                                     Call &call)
{
    routing::ProviderAccessManager manager;
    start(manager, call, url, "{}", timeouts);
    if (!call.wait())
        return models::ErrorClass::None;
    const models::ErrorClass errorClass = call.errorClass();
    call.call.reset(); // before its manager
    return errorClass;
}

} // namespace signalbox::tests
