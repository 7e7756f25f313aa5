// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/live/TestRequest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkProxy>
#include <QNetworkReply>

namespace signalbox::ui {

namespace {

constexpr int timeoutMs = 30'000;

QByteArray body(const QString &model)
{
    const QJsonObject message{{QStringLiteral("role"), QStringLiteral("user")},
                              {QStringLiteral("content"), QStringLiteral("Hello!")}};
    const QJsonObject request{{QStringLiteral("model"), model},
                              {QStringLiteral("stream"), true},
                              {QStringLiteral("messages"), QJsonArray{message}}};
    return QJsonDocument(request).toJson(QJsonDocument::Compact);
}

QString problemOf(const QByteArray &answer, const QString &fallback)
{
    const QString text = QJsonDocument::fromJson(answer)
                             .object()
                             .value(QLatin1String("error"))
                             .toObject()
                             .value(QLatin1String("message"))
                             .toString();
    return text.isEmpty() ? fallback : text;
}

} // namespace

TestRequest::TestRequest(QObject *parent)
    : QObject(parent)
{
    // It goes to this very machine, whatever proxy the system asks for.
    m_network.setProxy(QNetworkProxy::NoProxy);
}

void TestRequest::send(const QString &address, const QString &clientKey, const QString &model)
{
    if (address.isEmpty()) {
        emit finished(tr("The proxy is not running. Start it first (F5)."));
        return;
    }
    QNetworkRequest request{QUrl(address + QLatin1String("/v1/chat/completions"))};
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    if (!clientKey.isEmpty())
        request.setRawHeader("Authorization", QByteArrayLiteral("Bearer ") + clientKey.toUtf8());
    request.setTransferTimeout(timeoutMs);
    QNetworkReply *reply = m_network.post(request, body(model));
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        if (reply->error() == QNetworkReply::NoError) {
            emit finished({});
            return;
        }
        emit finished(tr("The test request failed: %1")
                          .arg(problemOf(reply->readAll(), reply->errorString())));
    });
}

} // namespace signalbox::ui
