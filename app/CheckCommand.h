// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/CommandLine.h"
#include "models/catalog/PriceBook.h"
#include "models/policy/PolicyReader.h"

#include <QString>
#include <QTextStream>

#include <memory>

namespace signalbox::app {

inline constexpr int checkFailedExitCode = 2;

/// `signalbox check FILE`: writes every problem of the policy in \a file to \a err, one a line as
/// "FILE:LINE: /json/path: message hint"; a warning says that it is one.
[[nodiscard]] QString problemLine(const QString &file, const models::PolicyProblem &problem);
/// The prices of the user's own that are kept in \a dataDirectory, over those that are shipped;
/// those alone where it has none. A failure is the line to print.
[[nodiscard]] models::Result<std::shared_ptr<const models::PriceBook>, QString>
pricesIn(const QString &dataDirectory);

/// What the checks go by when nothing else is known: models as shipped, today, and \a prices;
/// null: as shipped.
[[nodiscard]] models::Result<models::ReadPolicy, QList<models::PolicyProblem>>
readPolicyFully(const QByteArray &bytes, std::shared_ptr<const models::PriceBook> prices = {});

/// `FILE:LINE: /json/path: message`, warnings too, and "FILE: ok" to \a out when nothing but
/// warnings was found. Returns the exit code: 0, or checkFailedExitCode.
int runCheck(const Check &check, QTextStream &err, QTextStream &out);

} // namespace signalbox::app
