// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

namespace signalbox::routing {

/// Bedrock Converse and ConverseStream.
const ProviderCodec &bedrockProviderCodec();

} // namespace signalbox::routing
