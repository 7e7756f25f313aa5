// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/PolicyReader.h"

#include <QString>
#include <QTextStream>

namespace signalbox::app {

inline constexpr int checkFailedExitCode = 2;

/// `signalbox check FILE`: writes every problem of the policy in \a file to \a err, one a line as
/// "FILE:LINE: /json/path: message hint"; a warning says that it is one.
[[nodiscard]] QString problemLine(const QString &file, const models::PolicyProblem &problem);
/// What the checks go by when nothing else is known: prices and models as shipped, today.
[[nodiscard]] models::Result<models::ReadPolicy, QList<models::PolicyProblem>>
readPolicyFully(const QByteArray &bytes);

/// `FILE:LINE: /json/path: message`, warnings too, and "FILE: ok" to \a out when nothing but
/// warnings was found. Returns the exit code: 0, or checkFailedExitCode.
int runCheck(const QString &file, QTextStream &err, QTextStream &out);

} // namespace signalbox::app
