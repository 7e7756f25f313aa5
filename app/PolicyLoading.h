// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/policy/Policy.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace signalbox::app {

/// The policy of \a file, or the built-in one without a file. A failure is the lines to print, in
/// the form of `signalbox check`.
[[nodiscard]] models::Result<models::Policy, QStringList>
loadPolicy(const std::optional<QString> &file);

} // namespace signalbox::app
