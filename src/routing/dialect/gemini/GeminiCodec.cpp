// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/gemini/GeminiCodec.h"

#include "routing/dialect/gemini/GeminiAnswerReader.h"
#include "routing/dialect/gemini/GeminiAnswerWriter.h"
#include "routing/dialect/gemini/GeminiRequestReader.h"
#include "routing/dialect/gemini/GeminiRequestWriter.h"
#include "routing/dialect/gemini/GeminiStreamReader.h"
#include "routing/dialect/gemini/GeminiStreamWriter.h"

namespace signalbox::routing {

const ClientCodec &geminiClientCodec()
{
    static constexpr ClientCodec codec{.readRequest = readGeminiRequest,
                                       .writeAnswer = writeGeminiAnswer,
                                       .streamWriter = geminiStreamWriter};
    return codec;
}

const ProviderCodec &geminiProviderCodec()
{
    static constexpr ProviderCodec codec{.writeRequest = writeGeminiRequest,
                                         .readAnswer = readGeminiAnswer,
                                         .streamReader = geminiStreamReader};
    return codec;
}

} // namespace signalbox::routing
