// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/CurlCommand.h"

#include <QStringList>

namespace signalbox::ui {

using models::ClientDialect;

namespace {

QString path(const models::ExchangeRecord &record)
{
    switch (record.dialect) {
    case ClientDialect::OpenAiResponses:
        return QStringLiteral("/v1/responses");
    case ClientDialect::OpenAiEmbeddings:
        return QStringLiteral("/v1/embeddings");
    case ClientDialect::OpenAiModels:
        return QStringLiteral("/v1/models");
    case ClientDialect::Anthropic:
        return QStringLiteral("/v1/messages");
    case ClientDialect::Gemini:
        return QStringLiteral("/v1beta/models/%1:%2")
            .arg(record.requestedModel,
                 record.streamed ? QStringLiteral("streamGenerateContent?alt=sse")
                                 : QStringLiteral("generateContent"));
    case ClientDialect::Ollama:
        return record.bodies->request.contains("\"messages\"") ? QStringLiteral("/api/chat")
                                                               : QStringLiteral("/api/generate");
    case ClientDialect::OpenAiChat:
    case ClientDialect::Unknown:
        break;
    }
    return QStringLiteral("/v1/chat/completions");
}

QString keyHeader(ClientDialect dialect)
{
    if (dialect == ClientDialect::Anthropic)
        return QStringLiteral("x-api-key: $SIGNALBOX_KEY");
    if (dialect == ClientDialect::Gemini)
        return QStringLiteral("x-goog-api-key: $SIGNALBOX_KEY");
    return QStringLiteral("Authorization: Bearer $SIGNALBOX_KEY");
}

/// Single quotes keep everything as it is; a single quote itself is put between two strings.
QString quoted(QString text)
{
    text.replace(QLatin1Char('\''), QLatin1String("'\\''"));
    return QLatin1Char('\'') + text + QLatin1Char('\'');
}

} // namespace

QString curlCommand(const models::ExchangeRecord &record, const QString &address)
{
    if (!record.bodies || record.bodies->requestOmitted > 0 || record.bodies->request.isEmpty())
        return {};
    QStringList lines{
        QLatin1String("curl ") + quoted(address + path(record)),
        QStringLiteral("  -H \"%1\"").arg(keyHeader(record.dialect)),
        QStringLiteral("  -H \"Content-Type: application/json\""),
    };
    if (record.dialect == ClientDialect::Anthropic)
        lines.append(QStringLiteral("  -H \"anthropic-version: 2023-06-01\""));
    lines.append(QLatin1String("  --data-raw ")
                 + quoted(QString::fromUtf8(record.bodies->request)));
    return lines.join(QLatin1String(" \\\n"));
}

} // namespace signalbox::ui
