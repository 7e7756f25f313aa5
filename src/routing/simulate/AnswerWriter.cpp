// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulate/AnswerWriter.h"

#include "routing/json/JsonText.h"
#include "routing/simulate/AnthropicWriter.h"
#include "routing/simulate/GeminiWriter.h"
#include "routing/simulate/OllamaWriter.h"
#include "routing/simulate/OpenAiChatWriter.h"
#include "routing/simulate/OpenAiResponsesWriter.h"

namespace signalbox::routing::simulate {

using models::ClientDialect;

void AnswerWriter::appendId(std::string &out, std::string_view prefix) const
{
    out += '"';
    out += prefix;
    appendHex(out, m_identity.number);
    out += '"';
}

std::unique_ptr<AnswerWriter> makeAnswerWriter(ClientDialect dialect, SimulatedAnswer answer,
                                               AnswerIdentity identity, AnswerForm form)
{
    switch (dialect) {
    case ClientDialect::OpenAiChat:
        return std::make_unique<OpenAiChatWriter>(std::move(answer), std::move(identity), form);
    case ClientDialect::OpenAiResponses:
        return std::make_unique<OpenAiResponsesWriter>(std::move(answer), std::move(identity));
    case ClientDialect::Anthropic:
        return std::make_unique<AnthropicWriter>(std::move(answer), std::move(identity));
    case ClientDialect::Gemini:
        return std::make_unique<GeminiWriter>(std::move(answer), std::move(identity), form);
    case ClientDialect::Ollama:
        return std::make_unique<OllamaWriter>(std::move(answer), std::move(identity), form);
    case ClientDialect::Unknown:
    case ClientDialect::OpenAiEmbeddings:
    case ClientDialect::OpenAiModels:
        break;
    }
    return nullptr;
}

} // namespace signalbox::routing::simulate
