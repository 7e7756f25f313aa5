// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/secrets/EnvironmentSecrets.h"

namespace signalbox::routing {

SecretReading readEnvironmentSecret(const QString &name)
{
    SecretReading reading;
    reading.value = qEnvironmentVariable(name.toLocal8Bit().constData()).trimmed();
    if (reading.value.isEmpty())
        reading.message = QStringLiteral("The environment variable %1 is not set.").arg(name);
    else
        reading.state = SecretState::Environment;
    return reading;
}

} // namespace signalbox::routing
