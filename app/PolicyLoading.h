// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "CommandLine.h"
#include "models/base/Result.h"
#include "models/policy/Policy.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace signalbox::app {

/// Where records, the client key and the window's policy live.
[[nodiscard]] QString dataDirectory(const RunOptions &options);
/// The file named on the command line, else the one in the data directory; nothing when there is
/// neither.
[[nodiscard]] std::optional<QString> policyPath(const RunOptions &options);
/// Prices of the user's own, beside those that come with Signalbox.
[[nodiscard]] QString pricesPath(const QString &dataDirectory);
/// Where an edited policy is saved: policyPath(), or the file in the data directory that is to be.
[[nodiscard]] QString savePath(const RunOptions &options);

/// The policy at \a path, or the built-in one without a file, checked by the prices that are kept
/// in \a dataDirectory. A failure is the lines to print, in the form of `signalbox check`.
[[nodiscard]] models::Result<models::Policy, QStringList>
loadPolicy(const std::optional<QString> &path, const std::optional<QString> &dataDirectory = {});

} // namespace signalbox::app
