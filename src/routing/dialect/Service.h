// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "routing/dialect/Endpoint.h"

namespace signalbox::routing {

/// How a provider can serve what is asked on an endpoint.
enum class Service : quint8 {
    None, ///< not at all
    AsItIs, ///< request and answer pass untouched
    Translated,
    Counted, ///< a count of tokens that it has no endpoint for: made here
};

Service serviceOf(const models::Provider &provider, const Endpoint &endpoint);

} // namespace signalbox::routing
