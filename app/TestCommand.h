// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "CommandLine.h"

#include <QTextStream>

namespace signalbox::app {

inline constexpr int testFailedExitCode = 1;

/// `signalbox test`: tries the cases of every file against its policy, and calls nobody. Writes to
/// \a out one line for each case that failed, "FILE:LINE: name: what came otherwise [the way]", and
/// what was covered; to \a err what is wrong with a file, as `check` does. Files after one that
/// cannot be used are tried all the same.
///
/// Returns the exit code: 0, testFailedExitCode, or checkFailedExitCode when a file could not be
/// read, is not valid, or the report could not be written.
int runTest(const Test &options, QTextStream &out, QTextStream &err);

} // namespace signalbox::app
