// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulate/SimulatedProvider.h"

#include "routing/json/JsonText.h"
#include "routing/simulate/EmbeddingAnswer.h"
#include "routing/simulate/PromptReader.h"
#include "routing/simulate/SimulatedCall.h"
#include "routing/simulate/SimulatedFailure.h"

#include <algorithm>
#include <cmath>

namespace signalbox::routing {

namespace {

using models::ClientDialect;
using namespace simulate;

constexpr std::string_view jsonContentType = "application/json";
/// Memory for parsing requests larger than this is given back at once.
constexpr std::size_t keptParserBytes = std::size_t{1} << 20U;

/// What the error mix draws for a request.
enum class Draw : quint8 { Answer, RateLimited, ServerError, Overloaded, Stall, Cut };

Draw drawFrom(const models::SimulatedSettings &settings, double share)
{
    const std::array<std::pair<double, Draw>, 5> mix{{
        {settings.rateLimitedShare, Draw::RateLimited},
        {settings.serverErrorShare, Draw::ServerError},
        {settings.overloadedShare, Draw::Overloaded},
        {settings.stallShare, Draw::Stall},
        {settings.cutShare, Draw::Cut},
    }};
    for (const auto &[part, draw] : mix) {
        if (share < part)
            return draw;
        share -= part;
    }
    return Draw::Answer;
}

std::optional<SimulatedFailure> failureFor(Draw draw)
{
    switch (draw) {
    case Draw::RateLimited:
        return SimulatedFailure{.kind = FailureKind::RateLimited,
                                .message = "Simulated rate limit: try again in 1 second.",
                                .parameter = {}};
    case Draw::ServerError:
        return SimulatedFailure{.kind = FailureKind::ServerError,
                                .message = "Simulated internal error.",
                                .parameter = {}};
    case Draw::Overloaded:
        return SimulatedFailure{.kind = FailureKind::Overloaded,
                                .message = "Simulated overload: try again later.",
                                .parameter = {}};
    case Draw::Answer:
    case Draw::Stall:
    case Draw::Cut:
        break;
    }
    return std::nullopt;
}

Fault faultFor(Draw draw)
{
    if (draw == Draw::Stall)
        return Fault::Stall;
    return draw == Draw::Cut ? Fault::Cut : Fault::None;
}

std::chrono::nanoseconds fromSeconds(double seconds)
{
    constexpr double longest = 86'400;
    return std::chrono::nanoseconds(static_cast<qint64>(std::clamp(seconds, 0.0, longest) * 1e9));
}

/// The one-number answer to a request to count tokens.
std::string countBody(ClientDialect dialect, qint64 tokens)
{
    std::string out;
    if (dialect == ClientDialect::Gemini)
        out = "{\"totalTokens\":";
    else if (dialect == ClientDialect::OpenAiResponses)
        out = R"({"object":"response.input_tokens","input_tokens":)";
    else
        out = "{\"input_tokens\":";
    appendInteger(out, tokens);
    return out + "}";
}

void addHeader(CallScript &script, std::string_view name, std::string value)
{
    script.headers.emplace_back(name, std::move(value));
}

} // namespace

struct SimulatedProvider::State
{
    State(models::SimulatedSettings providerSettings, const models::Clock *providerClock)
        : settings(std::move(providerSettings))
        , clock(providerClock != nullptr ? providerClock : &systemClock)
    {}

    CallScript scriptFor(const SimulatedRequest &request);
    void fillAnswer(CallScript &script, const SimulatedRequest &request, const Json &body,
                    SeededRandom random);
    void fillGenerated(CallScript &script, const SimulatedRequest &request, const Json &body,
                       SeededRandom random);
    void fillFailure(CallScript &script, ClientDialect dialect,
                     const SimulatedFailure &failure) const;
    void fillRefusal(CallScript &script, ClientDialect dialect, const PromptProblem &problem) const;
    static void fillDocument(CallScript &script, std::string document);
    [[nodiscard]] std::chrono::nanoseconds firstToken(SeededRandom &random) const;

    models::SimulatedSettings settings;
    models::SystemClock systemClock;
    const models::Clock *clock;
    std::shared_ptr<TokenPacer> pacer = std::make_shared<TokenPacer>();
    simdjson::dom::parser parser;
    quint64 requests = 0; ///< so far, this one included
    quint64 answerNumber = 0; ///< of this answer; unlike all others of this provider
};

std::chrono::nanoseconds SimulatedProvider::State::firstToken(SeededRandom &random) const
{
    const double jitter = (random.share() * 2 - 1) * settings.ttftJitterMs;
    return fromSeconds((settings.ttftMs + jitter) / 1000);
}

void SimulatedProvider::State::fillDocument(CallScript &script, std::string document)
{
    addHeader(script, "content-type", std::string(jsonContentType));
    script.document = std::move(document);
}

void SimulatedProvider::State::fillFailure(CallScript &script, ClientDialect dialect,
                                           const SimulatedFailure &failure) const
{
    script.stream = false;
    script.firstToken = {};
    script.status = failureStatus(dialect, failure.kind);
    if (failure.kind == FailureKind::RateLimited)
        addHeader(script, "retry-after", "1");
    fillDocument(script, failureBody(dialect, failure, answerNumber));
}

void SimulatedProvider::State::fillRefusal(CallScript &script, ClientDialect dialect,
                                           const PromptProblem &problem) const
{
    script.fault = Fault::None;
    fillFailure(script, dialect,
                {.kind = FailureKind::BadRequest,
                 .message = problem.message,
                 .parameter = problem.parameter});
}

void SimulatedProvider::State::fillGenerated(CallScript &script, const SimulatedRequest &request,
                                             const Json &body, SeededRandom random)
{
    const ClientDialect dialect = request.endpoint.dialect;
    const bool counts = request.endpoint.operation == Operation::CountTokens;
    PromptResult prompt =
        readPrompt(dialect, counts ? PromptPurpose::Count : PromptPurpose::Generate, body);
    if (!prompt)
        return fillRefusal(script, dialect, prompt.error());
    if (counts)
        return fillDocument(script, countBody(dialect, estimateTokens(prompt.value().characters)));
    AnswerIdentity identity{.number = answerNumber,
                            // Names come from paths too, where they need not be valid UTF-8.
                            .model = QString::fromUtf8(request.model.data(),
                                                       static_cast<qsizetype>(request.model.size()))
                                         .toStdString(),
                            .createdSeconds = clock->wallMs() / 1000};
    const AnswerForm form{.includeUsage = request.includeUsage,
                          .serverSentEvents = request.serverSentEvents,
                          .isCompletion = request.endpoint.operation == Operation::Complete};
    script.writer =
        makeAnswerWriter(dialect, composeAnswer(prompt.value(), settings.outputTokens, random),
                         std::move(identity), form);
    script.stream = request.stream;
    if (settings.tokensPerSecond > 0)
        script.perToken = fromSeconds(1 / settings.tokensPerSecond);
    addHeader(script, "content-type",
              std::string(script.stream ? script.writer->streamContentType() : jsonContentType));
    if (script.stream)
        addHeader(script, "cache-control", "no-cache");
}

void SimulatedProvider::State::fillAnswer(CallScript &script, const SimulatedRequest &request,
                                          const Json &body, SeededRandom random)
{
    const ClientDialect dialect = request.endpoint.dialect;
    switch (request.endpoint.operation) {
    case Operation::Generate:
    case Operation::Complete:
    case Operation::CountTokens:
        return fillGenerated(script, request, body, random);
    case Operation::Embed: {
        EmbeddingResult embeddings = dialect == ClientDialect::Gemini ? geminiEmbeddings(body)
            : dialect == ClientDialect::Ollama ? ollamaEmbeddings(body, request.model)
                                               : openAiEmbeddings(body, request.model);
        if (!embeddings)
            return fillRefusal(script, dialect, embeddings.error());
        return fillDocument(script, embeddings.takeValue());
    }
    case Operation::ListModels:
    case Operation::GetModel:
        break; // Signalbox lists models itself; a simulated provider is never asked.
    }
    fillFailure(script, dialect,
                {.kind = FailureKind::NotFound,
                 .message = "The simulated provider does not serve this operation.",
                 .parameter = {}});
}

CallScript SimulatedProvider::State::scriptFor(const SimulatedRequest &request)
{
    ++requests;
    SeededRandom random(hashText({}, settings.seed) + requests);
    answerNumber = random.next();
    const Draw draw = drawFrom(settings, random.share());
    CallScript script;
    addHeader(script,
              request.endpoint.dialect == ClientDialect::Anthropic ? "request-id" : "x-request-id",
              "req_sim");
    appendHex(script.headers.back().second, answerNumber);
    if (const auto failure = failureFor(draw)) {
        fillFailure(script, request.endpoint.dialect, *failure);
        return script;
    }
    script.fault = faultFor(draw);
    script.firstToken = firstToken(random);

    Json body;
    if (parser.parse(request.body.data(), request.body.size()).get(body) != simdjson::SUCCESS)
        fillRefusal(
            script, request.endpoint.dialect,
            {.message = "We could not parse the JSON body of your request.", .parameter = {}});
    else
        fillAnswer(script, request, body, SeededRandom(hashText(request.body, random.next())));
    if (parser.capacity() > keptParserBytes)
        parser = simdjson::dom::parser();
    return script;
}

SimulatedProvider::SimulatedProvider(const models::SimulatedSettings &settings,
                                     const models::Clock *clock)
    : m_state(std::make_unique<State>(settings, clock))
{}

SimulatedProvider::~SimulatedProvider() = default;

std::unique_ptr<ProviderCall> SimulatedProvider::call(const SimulatedRequest &request,
                                                      ProviderCallObserver &observer)
{
    return std::make_unique<SimulatedCall>(m_state->scriptFor(request), m_state->pacer, observer);
}

} // namespace signalbox::routing
