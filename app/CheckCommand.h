// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QTextStream>

namespace signalbox::app {

inline constexpr int checkFailedExitCode = 2;

/// `signalbox check FILE`: writes every problem of the policy in \a file to \a err, one a line as
/// `FILE:LINE: /json/path: message`, warnings too, and "FILE: ok" to \a out when nothing but
/// warnings was found. Returns the exit code: 0, or checkFailedExitCode.
int runCheck(const QString &file, QTextStream &err, QTextStream &out);

} // namespace signalbox::app
