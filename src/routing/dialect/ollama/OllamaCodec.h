// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

namespace signalbox::routing {

/// Ollama's /api/chat, as clients and as providers speak it; of clients also /api/generate.
const ClientCodec &ollamaClientCodec();
const ProviderCodec &ollamaProviderCodec();

} // namespace signalbox::routing
