// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QNetworkReply;
class QSslConfiguration;

namespace signalbox::routing {

class BaseEngine;
struct ProviderSend;

/// Posts through Qt's own engine what was written for HTTP/1.1, over HTTP/2 where the provider
/// speaks it, and so that the engine cannot send it twice. The reply is a child of the engine.
QNetworkReply *postThrough(BaseEngine &engine, const ProviderSend &request,
                           const QSslConfiguration &tls);

} // namespace signalbox::routing
