// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/routetests/RouteTests.h"

#include <QByteArray>

namespace signalbox::models {

/// \a tests as a document that readRouteTests() reads as the same; equal tests give equal bytes.
[[nodiscard]] QByteArray writeRouteTests(const RouteTests &tests);

} // namespace signalbox::models
