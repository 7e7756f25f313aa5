// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/RequestTranslations.h"

#include "routing/dialect/CallIds.h"
#include "routing/dialect/Codecs.h"

namespace signalbox::routing {

using models::ProviderDialect;

namespace {

ReasoningPart::Family familyOf(ProviderDialect dialect)
{
    switch (dialect) {
    case ProviderDialect::Anthropic:
    case ProviderDialect::Bedrock:
        return ReasoningPart::Family::Anthropic;
    case ProviderDialect::Gemini:
        return ReasoningPart::Family::Gemini;
    case ProviderDialect::OpenAiResponses:
        return ReasoningPart::Family::OpenAi;
    default:
        return ReasoningPart::Family::Plain;
    }
}

} // namespace

void RequestTranslations::read()
{
    m_reading.emplace();
    simdjson::dom::parser parser;
    Json root;
    const std::string &body = m_call.request.body();
    if (parser.parse(body.data(), body.size()).get(root) != simdjson::SUCCESS
        || !root.is_object()) {
        m_reading->problem = DialectError{.status = 400,
                                          .message = "The request body is no JSON object.",
                                          .code = "invalid_json",
                                          .param = {}};
        return;
    }
    const std::string model = m_call.model.toStdString();
    *m_reading = clientCodec(m_call.dialect())
                     ->readRequest(root,
                                   {.model = model,
                                    .stream = m_call.stream,
                                    .operation = m_call.served.endpoint.operation});
    m_reading->conversation.stream = m_call.stream;
    completeCallIds(m_reading->conversation);
}

std::optional<TranslatedRequest> RequestTranslations::write(const Candidate &candidate,
                                                            qint64 nowMs)
{
    if (!m_reading)
        read();
    if (m_reading->problem) {
        m_problem = *m_reading->problem;
        return std::nullopt;
    }
    Conversation conversation = m_reading->conversation;
    m_memory.restore(conversation, familyOf(candidate.provider->dialect), nowMs);
    Losses losses;
    TranslatedRequest request;
    request.body =
        providerCodec(candidate.provider->dialect)
            ->writeRequest(conversation,
                           {.model = candidate.modelUtf8, .provider = *candidate.provider}, losses);
    if (losses.problem()) {
        m_problem = *losses.problem();
        return std::nullopt;
    }
    request.losses = losses.all();
    return request;
}

} // namespace signalbox::routing
