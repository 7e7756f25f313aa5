// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/Explain.h"

#include "routing/dialect/RequestPeek.h"
#include "routing/dialect/Service.h"
#include "routing/proxy/ProxySnapshot.h"

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

QJsonObject verdict(const Candidate &candidate, const Endpoint &endpoint, bool &isFirst)
{
    const Service service = serviceOf(*candidate.provider, endpoint);
    const bool fits = service != Service::None;
    QJsonObject object{
        {QStringLiteral("target"), candidate.target},
        {QStringLiteral("provider"), candidate.provider->id},
        {QStringLiteral("model"), candidate.model},
        {QStringLiteral("eligible"), fits},
    };
    if (!fits) {
        object.insert(QStringLiteral("reason"),
                      QStringLiteral("its provider speaks %1, the request is %2")
                          .arg(models::providerDialectName(candidate.provider->dialect),
                               latin(clientDialectName(endpoint.dialect))));
        return object;
    }
    object.insert(QStringLiteral("translated"), service == Service::Translated);
    object.insert(QStringLiteral("reason"),
                  isFirst ? QStringLiteral("first that can serve it") : QStringLiteral("fallback"));
    if (!isFirst)
        object.insert(QStringLiteral("after"), classesOf(candidate));
    isFirst = false;
    return object;
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
    QString chosen;
    bool isFirst = true;
    for (const Candidate &candidate : resolution->candidates) {
        const bool wasFirst = isFirst;
        candidates.append(verdict(candidate, endpoint, isFirst));
        if (wasFirst && !isFirst)
            chosen = candidate.target;
    }
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
        object.insert(QStringLiteral("problem"), QStringLiteral("no target speaks this dialect"));
    else {
        object.insert(QStringLiteral("target"), chosen);
        object.insert(QStringLiteral("reason"), reason);
    }
    return {.isServed = !chosen.isEmpty(),
            .json = QJsonDocument(object).toJson(QJsonDocument::Indented).toStdString()};
}

} // namespace signalbox::routing
