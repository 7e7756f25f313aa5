// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "CommandLine.h"

class QApplication;

namespace signalbox::app {

/// Runs the window with the proxy behind it until the window closes. Returns the exit code.
int runWindow(QApplication &qtApplication, const RunOptions &options);

} // namespace signalbox::app
