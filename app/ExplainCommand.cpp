// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ExplainCommand.h"

#include "CheckCommand.h"
#include "PolicyLoading.h"
#include "routing/http/HttpRequest.h"
#include "routing/proxy/Explain.h"
#include "routing/proxy/ScoreboardKeeper.h"
#include "routing/spending/SpendingStore.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace signalbox::app {

using models::ClientDialect;
using routing::Endpoint;
using routing::Operation;

namespace {

/// A body on standard input has no path; its fields tell the dialect.
Endpoint endpointOf(const QByteArray &body)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    if (object.contains(QLatin1String("contents")))
        return {ClientDialect::Gemini, Operation::Generate};
    if (object.contains(QLatin1String("messages"))) {
        const bool isAnthropic = object.contains(QLatin1String("system"))
            || object.contains(QLatin1String("thinking"))
            || object.contains(QLatin1String("anthropic_version"));
        return {isAnthropic ? ClientDialect::Anthropic : ClientDialect::OpenAiChat,
                Operation::Generate};
    }
    if (object.contains(QLatin1String("encoding_format")))
        return {ClientDialect::OpenAiEmbeddings, Operation::Embed};
    if (object.contains(QLatin1String("input")))
        return {ClientDialect::OpenAiResponses, Operation::Generate};
    return {ClientDialect::OpenAiChat, Operation::Generate};
}

/// Empty where the file cannot be read: nothing is known, then.
QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

routing::KeptState keptIn(const QString &dataDirectory, QTextStream &err)
{
    routing::KeptState kept{.scoreboard =
                                contentOf(routing::ScoreboardKeeper::pathIn(dataDirectory)),
                            .spending = contentOf(routing::SpendingStore::pathIn(dataDirectory))};
    if (auto prices = pricesIn(dataDirectory))
        kept.prices = prices.takeValue();
    else
        err << prices.error() << Qt::endl; // decided by those that come with Signalbox
    return kept;
}

} // namespace

int runExplain(const Explain &options, QIODevice &input, QTextStream &out, QTextStream &err)
{
    // The policy that a proxy with this directory runs. Without one, nobody's directory counts.
    auto policy = loadPolicy(
        options.dataDirectory
            ? policyPath({.policyFile = options.policyFile, .dataDirectory = options.dataDirectory})
            : options.policyFile,
        options.dataDirectory);
    if (!policy) {
        err << policy.error().join(QLatin1Char('\n')) << Qt::endl;
        return checkFailedExitCode;
    }
    const QByteArray bytes = input.readAll();
    std::string body = bytes.toStdString();
    body.reserve(body.size() + routing::PaddedBody::padding);
    const routing::RoutePlan plan(std::make_shared<const models::Policy>(policy.takeValue()));
    const routing::Explanation explanation = routing::explain(
        plan, endpointOf(bytes), body, options.route.value_or(QString()),
        options.client.value_or(QString()).toStdString(),
        options.dataDirectory ? keptIn(*options.dataDirectory, err) : routing::KeptState());
    out << QString::fromStdString(explanation.json) << Qt::flush;
    return explanation.isServed ? 0 : 1;
}

} // namespace signalbox::app
