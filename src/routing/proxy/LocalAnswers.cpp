// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/LocalAnswers.h"

#include "routing/dialect/DialectError.h"
#include "routing/http/HttpConnection.h"
#include "routing/proxy/ClientKeys.h"
#include "routing/proxy/Explain.h"
#include "routing/proxy/FeedbackDesk.h"
#include "routing/proxy/FeedbackRequest.h"
#include "routing/proxy/LiveWorld.h"
#include "routing/proxy/ModelList.h"
#include "routing/proxy/OllamaModels.h"
#include "routing/proxy/RouteMetrics.h"
#include "routing/proxy/SpendingMetrics.h"

namespace signalbox::routing {

using models::ClientDialect;

namespace {

constexpr std::string_view contentField = "content-type: application/json\r\n";

void answerModels(HttpConnection &connection, const HttpRequest &request, const ServedPath &served,
                  const LocalFacts &facts)
{
    // One path, two dialects: Anthropic's clients always send their version.
    ClientDialect dialect = served.endpoint.dialect;
    if (dialect == ClientDialect::OpenAiModels && request.head().count("anthropic-version") != 0)
        dialect = ClientDialect::Anthropic;
    if (served.endpoint.operation == Operation::ListModels) {
        std::vector<ListedModel> models = facts.catalog.list(facts.plan, facts.nowMs);
        std::erase_if(models,
                      [&](const ListedModel &model) { return !mayAsk(facts.key, model.name); });
        connection.respond(200, contentField, modelList(dialect, models));
        return;
    }
    const QString name = QString::fromStdString(served.model);
    const auto model = facts.catalog.find(name, facts.plan, facts.nowMs);
    if (model && mayAsk(facts.key, name)) {
        connection.respond(200, contentField, modelEntry(dialect, *model));
        return;
    }
    const DialectError error{.status = 404,
                             .message = "There is no route, target or provider/model of that "
                                        "name.",
                             .code = "model_not_found",
                             .param = "model"};
    connection.respond(404, contentField, errorBody(dialect, error));
}

void answerShow(HttpConnection &connection, const HttpRequest &request, const LocalFacts &facts)
{
    const ShownModel shown =
        showOllamaModel(request.body(), facts.plan, facts.catalog, facts.nowMs, facts.key);
    connection.respond(shown.status, contentField, shown.json);
}

void answerExplain(HttpConnection &connection, const HttpRequest &request, const LocalFacts &facts)
{
    const std::string_view query = request.head().query();
    const std::string path = queryValue(query, "path").value_or("/v1/chat/completions");
    ServedPath served = ServedPath::parse(path);
    QString route = QString::fromStdString(queryValue(query, "route").value_or(std::string()));
    if (route.isEmpty())
        route = QString::fromStdString(served.model);
    ClientCall call = ClientCall::read(request, std::move(served));
    const QString &asked = route.isEmpty() ? call.model : route;
    if (!mayAsk(facts.key, facts.plan.withoutDefaultTag(asked))) {
        const DialectError error = notAllowed(*facts.key, asked);
        connection.respond(error.status, contentField, errorBody(ClientDialect::OpenAiChat, error));
        return;
    }
    // A named key explains what happens to it; any other may ask as whom it likes.
    const std::string client = facts.key
        ? facts.key->name.toStdString()
        : queryValue(query, "client").value_or(facts.firstRunClient.toStdString());
    const Explanation explanation = explain(facts.surroundings, std::move(call), route, client);
    constexpr int unprocessable = 422;
    connection.respond(explanation.isServed ? 200 : unprocessable, contentField, explanation.json);
}

void answerFeedback(HttpConnection &connection, const HttpRequest &request, const LocalFacts &facts)
{
    const auto read = readFeedback(request.body(), facts.feedback, facts.nowMs);
    if (const auto *error = std::get_if<DialectError>(&read)) {
        connection.respond(error->status, contentField,
                           errorBody(ClientDialect::OpenAiChat, *error));
        return;
    }
    facts.feedback.give(std::get<models::Feedback>(read));
    connection.respond(200, contentField, R"({"accepted":true})");
}

} // namespace

void answerLocally(HttpConnection &connection, const HttpRequest &request, const ServedPath &served,
                   const LocalFacts &facts)
{
    switch (served.kind) {
    case ServedPath::Kind::Health:
        connection.respond(200, contentField,
                           R"({"status":"ok","service":"signalbox","in_flight":)"
                               + std::to_string(facts.inFlight) + "}");
        return;
    case ServedPath::Kind::Metrics: {
        ProxyCounters counters = facts.counters;
        counters.inFlight = facts.inFlight;
        const MetricsMoment moment{.nowNs = facts.surroundings.clock.monotonicNs(),
                                   .wallMs = facts.nowMs};
        connection.respond(
            200, "content-type: text/plain; version=0.0.4; charset=utf-8\r\n",
            metricsText(counters, facts.scoreboard, moment)
                + routeMetricsText(facts.surroundings.state.cache.counts(),
                                   facts.surroundings.state.shadows.counts())
                + spendingMetricsText({.plan = facts.plan,
                                       .budgets = facts.surroundings.state.budgets,
                                       .limiter = facts.surroundings.state.limiter,
                                       .keyLimiter = facts.surroundings.state.keyLimiter,
                                       .firstRunClient = facts.firstRunClient},
                                      moment));
        return;
    }
    case ServedPath::Kind::Root:
        connection.respond(200, "content-type: text/plain; charset=utf-8\r\n",
                           "Signalbox is running.\n");
        return;
    case ServedPath::Kind::Explain:
        answerExplain(connection, request, facts);
        return;
    case ServedPath::Kind::Feedback:
        answerFeedback(connection, request, facts);
        return;
    case ServedPath::Kind::OllamaVersion:
        connection.respond(200, contentField, ollamaVersion());
        return;
    case ServedPath::Kind::OllamaLoaded: // nothing is loaded here
        connection.respond(200, contentField, R"({"models":[]})");
        return;
    default:
        if (served.endpoint == Endpoint{ClientDialect::Ollama, Operation::GetModel})
            answerShow(connection, request, facts);
        else
            answerModels(connection, request, served, facts);
    }
}

void answerUnknownPath(HttpConnection &connection, const HttpHead &head)
{
    const DialectError error{.status = 404,
                             .message = "Signalbox does not serve this path.",
                             .code = "not_found",
                             .param = {}};
    connection.respond(error.status, contentField,
                       errorBody(ServedPath::errorDialect(head.path()), error));
}

void answerStranger(HttpConnection &connection, const HttpHead &head)
{
    const ClientDialect dialect = ServedPath::errorDialect(head.path());
    const DialectError error = Gatekeeper::unknownKey();
    connection.respond(statusFor(dialect, error.status), contentField, errorBody(dialect, error));
}

void answerWrongMethod(HttpConnection &connection, const HttpHead &head, const ServedPath &served)
{
    std::string fields(contentField);
    fields.append("allow: ").append(served.allowedMethods()).append("\r\n");
    const DialectError error{.status = 405,
                             .message = "This path does not know the method "
                                 + std::string(head.method()) + ".",
                             .code = "method_not_allowed",
                             .param = {}};
    connection.respond(error.status, fields,
                       errorBody(ServedPath::errorDialect(head.path()), error));
}

} // namespace signalbox::routing
