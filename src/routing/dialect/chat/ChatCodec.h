// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

namespace signalbox::routing {

/// OpenAI chat completions and those that follow them.
const ClientCodec &chatClientCodec();
const ProviderCodec &chatProviderCodec();

} // namespace signalbox::routing
