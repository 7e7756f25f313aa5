// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/cohere/CohereCodec.h"

#include "routing/dialect/cohere/CohereAnswerReader.h"
#include "routing/dialect/cohere/CohereRequestWriter.h"
#include "routing/dialect/cohere/CohereStreamReader.h"

namespace signalbox::routing {

const ProviderCodec &cohereProviderCodec()
{
    static constexpr ProviderCodec codec{.writeRequest = writeCohereRequest,
                                         .readAnswer = readCohereAnswer,
                                         .streamReader = cohereStreamReader};
    return codec;
}

} // namespace signalbox::routing
