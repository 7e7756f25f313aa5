// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"

#include <QString>

namespace signalbox::routing {

/// Who asks, and why. A value of its exchange.
struct ExchangeOrigin
{
    QString client; ///< name of the client's key
    models::ExchangeKind kind = models::ExchangeKind::Client;
    quint64 shadowOf = 0; ///< Shadow: the client's exchange
    quint64 shadowKey = 0; ///< Shadow: of its node, see ShadowTaps
};

} // namespace signalbox::routing
