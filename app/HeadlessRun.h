// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "CommandLine.h"

namespace signalbox::app {

inline constexpr int portInUseExitCode = 75;

/// Runs the proxy without a window until SIGINT or SIGTERM. Needs a QCoreApplication. Returns the
/// exit code.
int runHeadless(const RunOptions &options);

} // namespace signalbox::app
