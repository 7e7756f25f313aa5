// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/ProviderCheck.h"

#include "routing/dialect/ProviderPath.h"
#include "routing/provider/AwsFields.h"
#include "routing/provider/ProviderAccessManager.h"
#include "routing/provider/RequestHead.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>
#include <QPointer>
#include <QTimer>

namespace signalbox::routing {

using models::Provider;
using models::ProviderDialect;
using Problem = ProviderCheckResult::Problem;

namespace {

constexpr int timeoutMs = 15'000;
constexpr int lastSuccess = 299;

/// Bedrock lists its models at another host than it runs them, and takes signatures.
QUrl bedrockModelsUrl(const QUrl &base)
{
    QUrl url = base;
    const auto runs = QLatin1String("bedrock-runtime.");
    if (url.host().startsWith(runs) && url.host().endsWith(QLatin1String(".amazonaws.com")))
        url.setHost(QLatin1String("bedrock.") + url.host().mid(runs.size()));
    url.setPath(url.path() + QLatin1String("/foundation-models"));
    return url;
}

QUrl modelsUrl(const Provider &provider)
{
    const QUrl base(provider.baseUrl);
    if (provider.dialect == ProviderDialect::Bedrock)
        return bedrockModelsUrl(base);
    const std::string basePath = basePathOf(base);
    std::string path;
    ProviderPath(provider, basePath).appendModels(path);
    return QUrl(base.toString(QUrl::RemovePath | QUrl::FullyEncoded)
                + QString::fromStdString(path));
}

void sign(const QByteArray &key, QNetworkRequest &request)
{
    const QUrl url = request.url();
    request.setRawHeader("content-type", "application/json");
    const std::string host = hostField(url);
    const std::string path = url.path(QUrl::FullyEncoded).toStdString();
    const auto fields = QByteArray::fromStdString(
        awsFields({.host = host, .path = path, .body = {}, .method = "GET"}, key.toStdString(),
                  QDateTime::currentMSecsSinceEpoch()));
    for (const QByteArray &line : fields.split('\n')) {
        if (const qsizetype colon = line.indexOf(':'); colon > 0)
            request.setRawHeader(line.left(colon), line.mid(colon + 1).trimmed());
    }
}

void setKey(const Provider &provider, const QByteArray &key, QNetworkRequest &request)
{
    if (key.isEmpty())
        return;
    if (provider.dialect == ProviderDialect::Bedrock && isAwsCredentials(key.toStdString())) {
        sign(key, request);
        return;
    }
    const auto name = QByteArray::fromStdString(keyFieldName(provider, key.toStdString()));
    request.setRawHeader(name, name == "authorization" ? "Bearer " + key : key);
}

/// The models of a list in any provider's shape; nothing when \a body is no such list.
std::optional<QStringList> modelsIn(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    QJsonArray list = document.array(); // Together answers with a bare array
    if (document.isObject()) {
        const QJsonObject object = document.object();
        QJsonValue value;
        for (const char *key : {"modelSummaries", "models", "data"}) { // Bedrock, Google, the rest
            if (const QJsonValue found = object.value(QLatin1String(key)); found.isArray())
                value = found;
        }
        if (!value.isArray())
            return std::nullopt;
        list = value.toArray();
    } else if (!document.isArray()) {
        return std::nullopt;
    }
    QStringList models;
    for (const QJsonValue entry : list) {
        const QJsonObject object = entry.toObject();
        QString name = object.value(QLatin1String("id")).toString();
        if (name.isEmpty())
            name = object.value(QLatin1String("modelId")).toString();
        if (name.isEmpty())
            name = object.value(QLatin1String("name")).toString();
        if (name.startsWith(QLatin1String("models/"))) // Gemini
            name = name.mid(7);
        if (!name.isEmpty())
            models.append(name);
    }
    return models;
}

Problem problemOf(int status)
{
    switch (status) {
    case 401:
        return Problem::WrongKey;
    case 402:
    case 403:
        return Problem::NoPermission;
    case 404:
    case 405:
        return Problem::NotFound;
    case 429:
        return Problem::RateLimited;
    default:
        return status >= 500 ? Problem::ServerError : Problem::NotAnApi;
    }
}

Problem problemOf(const QNetworkReply &reply)
{
    const QString text = reply.errorString();
    if (reply.error() == QNetworkReply::TimeoutError)
        return Problem::Timeout;
    if (text.contains(QLatin1String("host not found")))
        return Problem::UnknownHost;
    if (text.contains(QLatin1String("TLS")))
        return Problem::Tls;
    return Problem::NotReachable;
}

} // namespace

struct ProviderCheck::Private
{
    ProviderAccessManager manager;
    QPointer<QNetworkReply> reply;
    QElapsedTimer timer;
    quint64 round = 0;
};

ProviderCheck::ProviderCheck(QObject *parent)
    : QObject(parent)
    , m_d(std::make_unique<Private>())
{}

ProviderCheck::~ProviderCheck()
{
    ProviderCheck::cancel();
}

void ProviderCheck::start(const Provider &provider, const QByteArray &key)
{
    cancel();
    m_d->timer.start();
    if (provider.dialect == ProviderDialect::Simulated) {
        const quint64 round = m_d->round;
        QTimer::singleShot(0, this, [this, round, models = provider.simulated.models] {
            if (round == m_d->round)
                emit finished({.ok = true,
                               .models = models,
                               .problem = {},
                               .elapsedUs = m_d->timer.nsecsElapsed() / 1000});
        });
        return;
    }
    QNetworkRequest request(modelsUrl(provider));
    request.setTransferTimeout(timeoutMs);
    request.setRawHeader("accept", "application/json");
    setKey(provider, key, request);
    if (provider.dialect == ProviderDialect::Anthropic)
        request.setRawHeader("anthropic-version", "2023-06-01");
    for (const models::HeaderField &field : provider.headers)
        request.setRawHeader(field.name, field.value);
    m_d->reply = m_d->manager.get(request);
    connect(m_d->reply, &QNetworkReply::finished, this, [this] { report(); });
}

void ProviderCheck::report()
{
    QNetworkReply &reply = *m_d->reply;
    ProviderCheckResult result;
    result.elapsedUs = m_d->timer.nsecsElapsed() / 1000;
    result.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QByteArray body = reply.readAll();
    if (result.status == 0) {
        result.kind = problemOf(reply);
        result.problem = reply.errorString();
    } else if (result.status > lastSuccess) {
        result.kind = problemOf(result.status);
        // Two providers answer 400 to a wrong key.
        if (result.status == 400 && body.contains("API key"))
            result.kind = Problem::WrongKey;
        result.problem = QStringLiteral("The provider answered %1.").arg(result.status);
    } else if (auto models = modelsIn(body)) {
        result.ok = true;
        result.models = *models;
    } else {
        result.kind = Problem::NotAnApi;
        result.problem = QStringLiteral("The answer is no list of models.");
    }
    m_d->reply->deleteLater();
    m_d->reply.clear();
    emit finished(result);
}

void ProviderCheck::cancel()
{
    ++m_d->round;
    if (!m_d->reply)
        return;
    m_d->reply->disconnect(this);
    m_d->reply->abort();
    m_d->reply->deleteLater();
    m_d->reply.clear();
}

} // namespace signalbox::routing
