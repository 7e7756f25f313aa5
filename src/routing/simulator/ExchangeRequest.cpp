// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulator/ExchangeRequest.h"

#include "routing/dialect/ServedPath.h"

#include <utility>

namespace signalbox::routing {

using models::ClientDialect;
using models::ExchangeRecord;
using models::JsonValue;

namespace {

QString geminiPath(const ExchangeRecord &record, const JsonValue &body)
{
    QString method = record.streamed ? QStringLiteral("streamGenerateContent")
                                     : QStringLiteral("generateContent");
    if (body.member(u"requests"))
        method = QStringLiteral("batchEmbedContents");
    else if (body.member(u"content"))
        method = QStringLiteral("embedContent");
    return QStringLiteral("/v1beta/models/")
        + QString::fromStdString(percentEncoded(record.requestedModel.toStdString())) + u':'
        + method;
}

/// Whether the path depends on what is in the body. Reading it costs more than to decide.
bool isPathInBody(ClientDialect dialect)
{
    return dialect == ClientDialect::Gemini || dialect == ClientDialect::Ollama;
}

boost::beast::string_view beastText(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

QString pathOfExchange(const ExchangeRecord &record, const JsonValue &body)
{
    switch (record.dialect) {
    case ClientDialect::OpenAiResponses:
        return QStringLiteral("/v1/responses");
    case ClientDialect::OpenAiEmbeddings:
        return QStringLiteral("/v1/embeddings");
    case ClientDialect::Anthropic:
        return QStringLiteral("/v1/messages");
    case ClientDialect::Gemini:
        return geminiPath(record, body);
    case ClientDialect::Ollama:
        if (body.member(u"input"))
            return QStringLiteral("/api/embed");
        return body.member(u"messages") ? QStringLiteral("/api/chat")
                                        : QStringLiteral("/api/generate");
    case ClientDialect::Unknown:
    case ClientDialect::OpenAiChat:
    case ClientDialect::OpenAiModels:
        break;
    }
    return QStringLiteral("/v1/chat/completions");
}

std::optional<HttpRequest> requestOfExchange(const ExchangeRecord &record)
{
    const auto &bodies = record.bodies;
    if (!bodies || bodies->request.isEmpty() || bodies->requestOmitted > 0)
        return std::nullopt;
    QString path;
    if (isPathInBody(record.dialect)) {
        const models::JsonTree tree = models::JsonTree::parse(bodies->request);
        if (!tree.root())
            return std::nullopt;
        path = pathOfExchange(record, *tree.root());
    } else {
        path = pathOfExchange(record, {});
    }
    HttpRequest::Message message;
    message.method(boost::beast::http::verb::post);
    message.target(beastText(path.toUtf8()));
    for (const QByteArray &line : bodies->requestHead.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            message.insert(beastText(line.left(colon).trimmed()),
                           beastText(line.mid(colon + 1).trimmed()));
    }
    HttpRequest request(std::move(message));
    request.setBody(bodies->request.toStdString());
    return request;
}

} // namespace signalbox::routing
