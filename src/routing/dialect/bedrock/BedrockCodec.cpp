// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/bedrock/BedrockCodec.h"

#include "routing/dialect/bedrock/BedrockAnswerReader.h"
#include "routing/dialect/bedrock/BedrockRequestWriter.h"
#include "routing/dialect/bedrock/BedrockStreamReader.h"

namespace signalbox::routing {

const ProviderCodec &bedrockProviderCodec()
{
    static constexpr ProviderCodec codec{.writeRequest = writeBedrockRequest,
                                         .readAnswer = readBedrockAnswer,
                                         .streamReader = bedrockStreamReader};
    return codec;
}

} // namespace signalbox::routing
