// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"

#include <QByteArray>

namespace signalbox::models {

/// \a policy as a document for people: keys in a fixed order, settings that have their default left
/// out. A valid policy reads back equal. Pure.
[[nodiscard]] QByteArray writePolicy(const Policy &policy);

} // namespace signalbox::models
