// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "models/policy/ProblemList.h"

namespace signalbox::models {

/// Checks one \a provider, built from \a value at \a path: its URL, keys, headers and settings.
void checkProvider(const Provider &provider, const JsonValue &value, const QString &path,
                   ProblemList &problems);

} // namespace signalbox::models
