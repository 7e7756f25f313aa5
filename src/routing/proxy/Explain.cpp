// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/Explain.h"

#include "routing/dialect/RequestPeek.h"
#include "routing/dialect/Service.h"
#include "routing/proxy/ProxySnapshot.h"
#include "routing/proxy/RequestTranslations.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace signalbox::routing {

using models::ErrorClass;

namespace {

QString latin(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QJsonArray classesOf(const Candidate &candidate)
{
    QJsonArray classes;
    if (candidate.steps.empty() || candidate.steps.back().index == 0)
        return classes;
    for (int i = 0; i < models::errorClassCount; ++i) {
        if ((candidate.steps.back().classes & (1U << static_cast<unsigned>(i))) != 0)
            classes.append(latin(models::errorClassName(static_cast<ErrorClass>(i))));
    }
    return classes;
}

QJsonArray lossesOf(const TranslatedRequest &request)
{
    QJsonArray losses;
    for (const Losses::Loss &loss : request.losses)
        losses.append(QJsonObject{{QStringLiteral("field"), latin(loss.path)},
                                  {QStringLiteral("reason"), latin(loss.reason)}});
    return losses;
}

/// Judges the candidates of one request in their order.
class Judge final
{
public:
    explicit Judge(const AskedRequest &asked)
        : m_asked(asked)
        , m_translations(asked, m_memory)
    {}

    [[nodiscard]] QJsonObject verdict(const Candidate &candidate);
    /// The first that can serve it; empty when none can.
    [[nodiscard]] const QString &chosen() const { return m_chosen; }

private:
    void translate(const Candidate &candidate, QJsonObject &verdict);

    const AskedRequest &m_asked;
    ReasoningMemory m_memory; ///< of nothing: an explanation knows no earlier turn
    RequestTranslations m_translations;
    QString m_chosen;
};

QJsonObject Judge::verdict(const Candidate &candidate)
{
    const Service service = serviceOf(*candidate.provider, m_asked.endpoint);
    QJsonObject verdict{
        {QStringLiteral("target"), candidate.target},
        {QStringLiteral("provider"), candidate.provider->id},
        {QStringLiteral("model"), candidate.model},
        {QStringLiteral("eligible"), service != Service::None},
    };
    if (service == Service::None)
        verdict.insert(QStringLiteral("reason"),
                       QStringLiteral("its provider speaks %1, the request is %2")
                           .arg(models::providerDialectName(candidate.provider->dialect),
                                latin(clientDialectName(m_asked.endpoint.dialect))));
    else
        verdict.insert(QStringLiteral("translated"), service == Service::Translated);
    if (service == Service::Translated)
        translate(candidate, verdict);
    if (!verdict.value(QLatin1String("eligible")).toBool())
        return verdict;
    if (service == Service::Counted)
        verdict.insert(QStringLiteral("counted_here"), true);
    verdict.insert(QStringLiteral("reason"),
                   m_chosen.isEmpty() ? QStringLiteral("first that can serve it")
                                      : QStringLiteral("fallback"));
    if (m_chosen.isEmpty())
        m_chosen = candidate.target;
    else
        verdict.insert(QStringLiteral("after"), classesOf(candidate));
    return verdict;
}

void Judge::translate(const Candidate &candidate, QJsonObject &verdict)
{
    const auto request = m_translations.write(candidate, ProviderPath(*candidate.provider, {}), 0);
    if (request) {
        if (!request->losses.empty())
            verdict.insert(QStringLiteral("losses"), lossesOf(*request));
        return;
    }
    const DialectError &problem = m_translations.problem();
    verdict.insert(QStringLiteral("eligible"), false);
    verdict.insert(QStringLiteral("reason"), latin(problem.message));
    if (!problem.param.empty())
        verdict.insert(QStringLiteral("field"), latin(problem.param));
}

Explanation problem(const QString &message)
{
    const QJsonObject object{{QStringLiteral("served"), false},
                             {QStringLiteral("problem"), message}};
    return {.isServed = false,
            .json = QJsonDocument(object).toJson(QJsonDocument::Indented).toStdString()};
}

} // namespace

Explanation explain(const RoutePlan &plan, const Endpoint &endpoint, const std::string &body,
                    const QString &routeOverride)
{
    const RequestPeek peek = RequestPeek::read(endpoint, body);
    if (!peek.problem.empty())
        return problem(latin(peek.problem));
    const bool isOllama = endpoint.dialect == models::ClientDialect::Ollama;
    QString name = routeOverride.isEmpty() ? latin(peek.model) : routeOverride;
    if (isOllama)
        name = plan.withoutDefaultTag(name);
    if (name.isEmpty())
        return problem(QStringLiteral("the request names no model"));
    Resolution madeUp;
    const Resolution *resolution = plan.resolve(name, madeUp);
    if (!resolution)
        return problem(QStringLiteral("'%1' is no route, target or provider/model here").arg(name));

    QJsonArray candidates;
    const AskedRequest asked{
        .body = body, .model = name, .endpoint = endpoint, .method = {}, .stream = peek.stream};
    Judge judge(asked);
    for (const Candidate &candidate : resolution->candidates)
        candidates.append(judge.verdict(candidate));
    const QString &chosen = judge.chosen();
    const QString reason = resolution->route.isEmpty() ? QStringLiteral("asked for by name")
                                                       : QStringLiteral("first in route");
    QJsonObject object{
        {QStringLiteral("served"), !chosen.isEmpty()},
        {QStringLiteral("dialect"), latin(clientDialectName(endpoint.dialect))},
        {QStringLiteral("model"), name},
        {QStringLiteral("route"), resolution->route},
        {QStringLiteral("stream"), peek.stream || (isOllama && !peek.hasStream)},
        {QStringLiteral("candidates"), candidates},
    };
    if (chosen.isEmpty())
        object.insert(QStringLiteral("problem"),
                      QStringLiteral("no target can serve this request"));
    else {
        object.insert(QStringLiteral("target"), chosen);
        object.insert(QStringLiteral("reason"), reason);
    }
    return {.isServed = !chosen.isEmpty(),
            .json = QJsonDocument(object).toJson(QJsonDocument::Indented).toStdString()};
}

} // namespace signalbox::routing
