// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/CandidateVerdict.h"

#include "routing/dialect/Service.h"
#include "routing/proxy/RequestVersions.h"

#include <QJsonArray>

namespace signalbox::routing {

namespace {

QJsonArray lossesOf(const TranslatedRequest &request)
{
    QJsonArray losses;
    for (const Losses::Loss &loss : request.losses)
        losses.append(QJsonObject{{QStringLiteral("field"), QString::fromUtf8(loss.path)},
                                  {QStringLiteral("reason"), QString::fromUtf8(loss.reason)}});
    return losses;
}

void noteTranslation(const Candidate &candidate, RequestVersion &version, QJsonObject &verdict)
{
    const auto request =
        version.translations().write(candidate, ProviderPath(*candidate.provider, {}), 0);
    if (request) {
        if (!request->losses.empty())
            verdict.insert(QStringLiteral("losses"), lossesOf(*request));
        return;
    }
    const DialectError &problem = version.translations().problem();
    verdict.insert(QStringLiteral("eligible"), false);
    verdict.insert(QStringLiteral("reason"), QString::fromUtf8(problem.message));
    if (!problem.param.empty())
        verdict.insert(QStringLiteral("field"), QString::fromUtf8(problem.param));
}

} // namespace

QJsonObject candidateVerdict(const Candidate &candidate, RequestVersion &version)
{
    const Endpoint &endpoint = version.call().served.endpoint;
    const Service service = serviceOf(*candidate.provider, endpoint);
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
                                QString::fromUtf8(clientDialectName(endpoint.dialect))));
    else
        verdict.insert(QStringLiteral("translated"), service == Service::Translated);
    if (service == Service::Translated)
        noteTranslation(candidate, version, verdict);
    if (service == Service::Counted)
        verdict.insert(QStringLiteral("counted_here"), true);
    return verdict;
}

} // namespace signalbox::routing
