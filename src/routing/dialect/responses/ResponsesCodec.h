// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

namespace signalbox::routing {

/// OpenAI's Responses, `/v1/responses`.
const ClientCodec &responsesClientCodec();
const ProviderCodec &responsesProviderCodec();

} // namespace signalbox::routing
