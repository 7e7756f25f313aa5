// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/JsonTree.h"

#include <QString>

namespace signalbox::routing {

/// \a text with every word that looks like a key masked. For keys that nobody knows: where they are
/// known, a Redactor finds them for sure.
[[nodiscard]] QString withoutKeys(const QString &text);
/// The same of every text in \a body; what is called like a secret (`api_key`, `authorization`) is
/// left out.
void removeSecrets(models::JsonValue &body);

} // namespace signalbox::routing
