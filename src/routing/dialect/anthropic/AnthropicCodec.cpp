// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/anthropic/AnthropicCodec.h"

#include "routing/dialect/anthropic/AnthropicAnswerReader.h"
#include "routing/dialect/anthropic/AnthropicAnswerWriter.h"
#include "routing/dialect/anthropic/AnthropicRequestReader.h"
#include "routing/dialect/anthropic/AnthropicRequestWriter.h"
#include "routing/dialect/anthropic/AnthropicStreamReader.h"
#include "routing/dialect/anthropic/AnthropicStreamWriter.h"

namespace signalbox::routing {

const ClientCodec &anthropicClientCodec()
{
    static constexpr ClientCodec codec{.readRequest = readAnthropicRequest,
                                       .writeAnswer = writeAnthropicAnswer,
                                       .streamWriter = anthropicStreamWriter};
    return codec;
}

const ProviderCodec &anthropicProviderCodec()
{
    static constexpr ProviderCodec codec{.writeRequest = writeAnthropicRequest,
                                         .readAnswer = readAnthropicAnswer,
                                         .streamReader = anthropicStreamReader};
    return codec;
}

} // namespace signalbox::routing
