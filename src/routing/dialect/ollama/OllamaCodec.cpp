// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ollama/OllamaCodec.h"

#include "routing/dialect/ollama/OllamaAnswerReader.h"
#include "routing/dialect/ollama/OllamaAnswerWriter.h"
#include "routing/dialect/ollama/OllamaRequestReader.h"
#include "routing/dialect/ollama/OllamaRequestWriter.h"
#include "routing/dialect/ollama/OllamaStreamWriter.h"

namespace signalbox::routing {

const ClientCodec &ollamaClientCodec()
{
    static constexpr ClientCodec codec{.readRequest = readOllamaRequest,
                                       .writeAnswer = writeOllamaAnswer,
                                       .streamWriter = ollamaStreamWriter};
    return codec;
}

const ProviderCodec &ollamaProviderCodec()
{
    static constexpr ProviderCodec codec{.writeRequest = writeOllamaRequest,
                                         .readAnswer = readOllamaAnswer,
                                         .streamReader = ollamaStreamReader};
    return codec;
}

} // namespace signalbox::routing
