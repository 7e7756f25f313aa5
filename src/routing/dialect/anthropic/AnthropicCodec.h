// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

namespace signalbox::routing {

/// Anthropic Messages.
const ClientCodec &anthropicClientCodec();
const ProviderCodec &anthropicProviderCodec();

} // namespace signalbox::routing
