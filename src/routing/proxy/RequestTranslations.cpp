// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/RequestTranslations.h"

#include "routing/dialect/AnswerTranslator.h"
#include "routing/dialect/CallIds.h"
#include "routing/dialect/Codecs.h"
#include "routing/dialect/ProviderError.h"
#include "routing/dialect/WholeTranslatedAnswer.h"
#include "routing/dialect/counting/CountDialects.h"
#include "routing/proxy/TokenCounter.h"

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

Framing framingOf(const ProviderResponseHead &head, bool isStream, ProviderDialect dialect)
{
    const std::string_view type = headerValue(head.headers, "content-type");
    if (type.starts_with("text/event-stream"))
        return Framing::ServerSentEvents;
    if (type.starts_with("application/x-ndjson"))
        return Framing::JsonLines;
    if (type.starts_with("application/vnd.amazon.eventstream"))
        return Framing::AwsEvents;
    // Some stand-ins for Gemini know nothing of `alt=sse`.
    if (isStream && dialect == models::ProviderDialect::Gemini)
        return Framing::JsonArray;
    return Framing::Whole;
}

} // namespace

void RequestTranslations::read()
{
    m_wasRead = true;
    simdjson::dom::parser parser;
    Json root;
    const std::string &body = m_asked.body;
    if (parser.parse(body.data(), body.size()).get(root) != simdjson::SUCCESS
        || !root.is_object()) {
        m_readProblem = DialectError{.status = 400,
                                     .message = "The request body is no JSON object.",
                                     .code = "invalid_json",
                                     .param = {}};
        return;
    }
    readFrom(root);
}

void RequestTranslations::readFrom(const Json &body)
{
    if (is(Operation::Embed)) {
        EmbeddingReading reading =
            embeddingClientCodec(m_asked.endpoint.dialect)->readRequest(body, m_asked.method);
        m_embedding = std::move(reading.request);
        m_readProblem = std::move(reading.problem);
        return;
    }
    const std::string model = m_asked.model.toStdString();
    const RequestContext context{
        .model = model, .stream = m_asked.stream, .operation = m_asked.endpoint.operation};
    RequestReading reading = is(Operation::CountTokens)
        ? readCountRequest(m_asked.endpoint.dialect, body, context)
        : clientCodec(m_asked.endpoint.dialect)->readRequest(body, context);
    m_conversation = std::move(reading.conversation);
    m_readProblem = std::move(reading.problem);
    m_conversation.stream = m_asked.stream;
    completeCallIds(m_conversation);
}

bool RequestTranslations::isReadable()
{
    if (!m_wasRead)
        read();
    if (m_readProblem)
        m_problem = *m_readProblem;
    return !m_readProblem;
}

std::optional<TranslatedRequest> RequestTranslations::write(const Candidate &candidate,
                                                            const ProviderPath &path, qint64 nowMs)
{
    if (!isReadable())
        return std::nullopt;
    Losses losses;
    TranslatedRequest request;
    if (is(Operation::Embed))
        writeEmbed(candidate, path, request, losses);
    else if (is(Operation::CountTokens))
        writeCountRequest(candidate, path, request, losses);
    else
        writeGenerate(candidate, path, nowMs, request, losses);
    if (losses.problem()) {
        m_problem = *losses.problem();
        return std::nullopt;
    }
    request.losses = losses.all();
    return request;
}

void RequestTranslations::writeGenerate(const Candidate &candidate, const ProviderPath &path,
                                        qint64 nowMs, TranslatedRequest &request, Losses &losses)
{
    const ProviderDialect dialect = candidate.provider->dialect;
    Conversation conversation = m_conversation;
    m_memory.restore(conversation, familyOf(dialect), nowMs);
    request.body = providerCodec(dialect)->writeRequest(
        conversation, {.model = candidate.modelUtf8, .provider = *candidate.provider}, losses);
    path.appendGenerate(candidate.modelUtf8, m_asked.stream, request.path);
}

void RequestTranslations::writeEmbed(const Candidate &candidate, const ProviderPath &path,
                                     TranslatedRequest &request, Losses &losses) const
{
    request.body = embeddingProviderCodec(candidate.provider->dialect)
                       ->writeRequest(m_embedding, candidate.modelUtf8, losses);
    path.appendEmbed(candidate.modelUtf8, m_embedding.inputs.size(), request.path);
}

void RequestTranslations::writeCountRequest(const Candidate &candidate, const ProviderPath &path,
                                            TranslatedRequest &request, Losses &losses) const
{
    const auto body =
        countRequestBody(candidate.provider->dialect, m_conversation,
                         {.model = candidate.modelUtf8, .provider = *candidate.provider}, losses);
    request.body = body.value_or(std::string());
    path.appendCount(candidate.modelUtf8, request.path);
}

std::optional<RequestTranslations::CountedHere>
RequestTranslations::count(const Candidate &candidate, const TokenCounter &counter)
{
    if (!isReadable())
        return std::nullopt;
    const TokenCounter::Count count = counter.count(m_conversation, candidate);
    return CountedHere{.body = writeCount(m_asked.endpoint.dialect, count.tokens),
                       .isEstimate = count.isEstimate};
}

std::unique_ptr<TranslatedAnswer> RequestTranslations::answer(const Candidate &candidate,
                                                              const ProviderResponseHead &head,
                                                              const Circumstances &now) const
{
    if (is(Operation::Embed))
        return embedAnswer(candidate, now.exchangeId);
    if (is(Operation::CountTokens))
        return countAnswer(candidate);
    constexpr qint64 msPerSecond = 1000;
    const ProviderDialect dialect = candidate.provider->dialect;
    return std::make_unique<AnswerTranslator>(
        *clientCodec(m_asked.endpoint.dialect), *providerCodec(dialect),
        AnswerWish{.exchangeId = now.exchangeId,
                   .model = candidate.modelUtf8,
                   .nowS = now.nowMs / msPerSecond,
                   .conversation = m_conversation,
                   .serverSentEvents = m_asked.serverSentEvents,
                   .waitedNs = now.waitedNs},
        framingOf(head, m_asked.stream, dialect), m_asked.stream);
}

std::unique_ptr<TranslatedAnswer>
RequestTranslations::embedAnswer(const Candidate &candidate, std::string_view exchangeId) const
{
    const EmbeddingClientCodec *client = embeddingClientCodec(m_asked.endpoint.dialect);
    const ProviderDialect dialect = candidate.provider->dialect;
    const EmbeddingWish wish{
        .exchangeId = exchangeId, .model = candidate.modelUtf8, .request = m_embedding};
    return std::make_unique<WholeTranslatedAnswer>(
        [client, dialect, wish](const Json &body,
                                AnswerFacts &facts) -> std::variant<std::string, DialectError> {
            const auto answer = readEmbeddingAnswer(dialect, body, wish.request);
            if (!answer)
                return answer.error();
            facts.usage = answer.value().usage;
            facts.reportedCost = answer.value().reportedCost;
            return client->writeAnswer(answer.value(), wish);
        });
}

std::unique_ptr<TranslatedAnswer> RequestTranslations::countAnswer(const Candidate &candidate) const
{
    return std::make_unique<WholeTranslatedAnswer>(
        [client = m_asked.endpoint.dialect, provider = candidate.provider->dialect](
            const Json &body, AnswerFacts &) -> std::variant<std::string, DialectError> {
            if (const auto tokens = readCount(provider, body))
                return writeCount(client, *tokens);
            return untranslatable("it holds no count of tokens");
        });
}

} // namespace signalbox::routing
