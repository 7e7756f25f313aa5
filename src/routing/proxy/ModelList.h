// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Endpoint.h"

#include <QString>
#include <QStringList>

#include <string>
#include <string_view>

namespace signalbox::routing {

/// Lists carry a date of creation; ours have none, and a fixed one keeps answers equal.
constexpr std::string_view modelCreatedAt = "2026-01-01T00:00:00Z";

/// The names a client may put in `model`, as the list of \a dialect.
std::string modelList(models::ClientDialect dialect, const QStringList &names);
/// One of them, as the entry of \a dialect.
std::string modelEntry(models::ClientDialect dialect, const QString &name);

} // namespace signalbox::routing
