// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"

#include <QString>

namespace signalbox::ui {

/// A shell command that sends the recorded request to \a address again. The key is never in it:
/// the command reads $SIGNALBOX_KEY. Empty when the request body was not kept whole.
QString curlCommand(const models::ExchangeRecord &record, const QString &address);

} // namespace signalbox::ui
