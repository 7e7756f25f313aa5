// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"
#include "routing/dialect/DialectError.h"

#include <QString>

#include <optional>
#include <vector>

namespace signalbox::routing {

struct AttemptFailure;
struct ProviderAccess;

/// 404: nothing here is called \a model. \a nearest is a name it may have meant, or empty.
DialectError unknownModel(const QString &model, const QString &nearest);
/// 400: nothing behind \a model speaks the client's dialect.
DialectError dialectMismatch(const QString &model, models::ClientDialect dialect);
/// What to tell instead of a provider's error that no client can read: a page for people, or more
/// than an error object holds. Nothing when it is one of an API.
std::optional<DialectError> unreadableError(const AttemptFailure &failure);
/// What a client is told when every attempt of its exchange failed: 502, or 503 when waiting may
/// help, or 504 when the only one took too long. Names every attempt. \a attempts is not empty.
DialectError failureSummary(const std::vector<models::AttemptRecord> &attempts);
/// The field that tells how long to wait, in ms; empty for nothing.
std::string retryAfterField(qint64 retryAfterMs);
/// Why a provider whose keys are all unreadable was not asked.
QString keyProblem(const ProviderAccess &access);

} // namespace signalbox::routing
