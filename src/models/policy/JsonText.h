// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/JsonTree.h"

#include <QByteArray>

namespace signalbox::models {

/// \a value as UTF-8 text for people: what fits on a line of 100 columns stands on one, everything
/// else is indented by two spaces; a line break at the end. Members keep their order.
[[nodiscard]] QByteArray toJsonText(const JsonValue &value);

/// \a value as UTF-8 text for programs, without any space. Equal values have equal texts as long as
/// their members have one order and their numbers are written alike.
[[nodiscard]] QByteArray toCompactJsonText(const JsonValue &value);

} // namespace signalbox::models
