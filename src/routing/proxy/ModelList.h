// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Endpoint.h"

#include <QString>
#include <QStringList>

#include <string>

namespace signalbox::routing {

/// The names a client may put in `model`, as the list of \a dialect.
std::string modelList(models::ClientDialect dialect, const QStringList &names);
/// One of them, as the entry of \a dialect.
std::string modelEntry(models::ClientDialect dialect, const QString &name);

} // namespace signalbox::routing
