// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ErrorClass.h"

#include <QAbstractSocket>
#include <QString>

namespace signalbox::routing {

struct ProviderOrigin;

/// What a failure of the socket means for routing.
models::ErrorClass failureClass(QAbstractSocket::SocketError error);
/// The failure of \a socket in a few words, for the end of a sentence.
QString failureText(const QAbstractSocket &socket);
/// The host and the way to it, for who cannot reach it.
QString wayTo(const ProviderOrigin &origin);

} // namespace signalbox::routing
