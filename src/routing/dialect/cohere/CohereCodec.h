// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

namespace signalbox::routing {

/// Cohere's /v2/chat, as providers speak it: after Cohere's API reference and recorded exchanges.
const ProviderCodec &cohereProviderCodec();

} // namespace signalbox::routing
