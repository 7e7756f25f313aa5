// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/routetests/RouteTests.h"
#include "models/traffic/ExchangeRecord.h"

#include <QByteArray>
#include <QString>
#include <QTimeZone>

namespace signalbox::routing {

/// A case that asks what the client of \a record asked, at its moment, and expects the same route
/// and the target that was tried first. \a body is the client's request, whole; headers come from
/// what was captured. What the recorded decision knew of the targets becomes its conditions, so
/// that it decides the same without the figures of that day.
///
/// Nothing that looks like a secret gets into it: no field that may carry a key or a session, no
/// member of the body that is called like one, and keys in texts are masked. \a zone is the one
/// that the proxy's clock is read in. The error says in a sentence why no case can be made: the
/// body is not there, was cut, or is no JSON object.
[[nodiscard]] models::Result<models::RouteCase, QString>
caseFromExchange(const models::ExchangeRecord &record, const QByteArray &body,
                 const QTimeZone &zone = QTimeZone::systemTimeZone());
/// The same with the body that was captured.
[[nodiscard]] models::Result<models::RouteCase, QString>
caseFromExchange(const models::ExchangeRecord &record,
                 const QTimeZone &zone = QTimeZone::systemTimeZone());

} // namespace signalbox::routing
