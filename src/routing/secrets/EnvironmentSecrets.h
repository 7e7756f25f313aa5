// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/secrets/SecretStore.h"

#include <QString>

namespace signalbox::routing {

/// Reads the environment variable \a name: Environment, or Missing when it is not set or empty.
[[nodiscard]] SecretReading readEnvironmentSecret(const QString &name);

} // namespace signalbox::routing
