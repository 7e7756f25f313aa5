// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace signalbox::app {

/// The key that local clients must send. It opens this proxy and nothing else, so it is no provider
/// secret.
struct ClientKey
{
    QString value; ///< never empty
    bool isKept =
        true; ///< false: it could be neither read nor written, and holds for this run only
};

/// The key of \a directory: made at the first run, kept in a file only the user can read.
ClientKey clientKey(const QString &directory);

} // namespace signalbox::app
