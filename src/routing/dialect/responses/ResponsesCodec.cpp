// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesCodec.h"

#include "routing/dialect/responses/ResponsesAnswerReader.h"
#include "routing/dialect/responses/ResponsesAnswerWriter.h"
#include "routing/dialect/responses/ResponsesRequestReader.h"
#include "routing/dialect/responses/ResponsesRequestWriter.h"
#include "routing/dialect/responses/ResponsesStreamReader.h"
#include "routing/dialect/responses/ResponsesStreamWriter.h"

namespace signalbox::routing {

const ClientCodec &responsesClientCodec()
{
    static constexpr ClientCodec codec{.readRequest = readResponsesRequest,
                                       .writeAnswer = writeResponsesAnswer,
                                       .streamWriter = responsesStreamWriter};
    return codec;
}

const ProviderCodec &responsesProviderCodec()
{
    static constexpr ProviderCodec codec{.writeRequest = writeResponsesRequest,
                                         .readAnswer = readResponsesAnswer,
                                         .streamReader = responsesStreamReader};
    return codec;
}

} // namespace signalbox::routing
