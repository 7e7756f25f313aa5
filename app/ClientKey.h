// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace signalbox::app {

/// The key that local clients must send: made at the first run, kept in \a directory in a file only
/// the user can read. It opens this proxy and nothing else, so it is no provider secret. Empty when
/// it can be neither read nor written.
QString clientKey(const QString &directory);

} // namespace signalbox::app
