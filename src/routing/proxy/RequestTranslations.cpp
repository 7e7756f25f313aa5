// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/RequestTranslations.h"

#include "routing/dialect/AnswerTranslator.h"
#include "routing/dialect/CallIds.h"
#include "routing/dialect/Codecs.h"
#include "routing/dialect/ProviderError.h"

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

using Framing = AnswerTranslator::Framing;

Framing framingOf(const ProviderResponseHead &head, const ClientCall &call,
                  models::ProviderDialect dialect)
{
    const std::string_view type = headerValue(head.headers, "content-type");
    if (type.starts_with("text/event-stream"))
        return Framing::ServerSentEvents;
    if (type.starts_with("application/x-ndjson"))
        return Framing::JsonLines;
    if (type.starts_with("application/vnd.amazon.eventstream"))
        return Framing::AwsEvents;
    // Some stand-ins for Gemini know nothing of `alt=sse`.
    if (call.stream && dialect == models::ProviderDialect::Gemini)
        return Framing::JsonArray;
    return Framing::Whole;
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
    *m_reading =
        clientCodec(m_call.dialect())->readRequest(root, {.model = model, .stream = m_call.stream});
    m_reading->conversation.stream = m_call.stream;
    completeCallIds(m_reading->conversation);
}

std::optional<TranslatedRequest> RequestTranslations::write(const Candidate &candidate,
                                                            const ProviderPath &path, qint64 nowMs)
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
    path.appendGenerate(candidate.modelUtf8, m_call.stream, request.path);
    request.losses = losses.all();
    return request;
}

std::unique_ptr<TranslatedAnswer> RequestTranslations::answer(const Candidate &candidate,
                                                              const ProviderResponseHead &head,
                                                              std::string_view exchangeId,
                                                              qint64 nowMs) const
{
    constexpr qint64 msPerSecond = 1000;
    const ProviderDialect dialect = candidate.provider->dialect;
    return std::make_unique<AnswerTranslator>(
        *clientCodec(m_call.dialect()), *providerCodec(dialect),
        AnswerWish{.exchangeId = exchangeId,
                   .model = candidate.modelUtf8,
                   .nowS = nowMs / msPerSecond,
                   .conversation = m_reading->conversation,
                   .serverSentEvents = m_call.serverSentEvents},
        framingOf(head, m_call, dialect), m_call.stream);
}

} // namespace signalbox::routing
