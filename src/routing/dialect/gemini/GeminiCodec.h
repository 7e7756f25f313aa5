// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

namespace signalbox::routing {

/// Gemini's generateContent and streamGenerateContent.
const ClientCodec &geminiClientCodec();
const ProviderCodec &geminiProviderCodec();

} // namespace signalbox::routing
