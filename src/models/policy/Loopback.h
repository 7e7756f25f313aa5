// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace signalbox::models {

/// Whether \a host, a name or an address without brackets, is this machine and nothing else:
/// localhost and names below it, 127.0.0.0/8, ::1.
[[nodiscard]] bool isLoopbackHost(const QString &host);

} // namespace signalbox::models
