// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ModelList.h"

#include "models/base/JsonText.h"
#include "routing/proxy/OllamaModels.h"

namespace signalbox::routing {

using models::ClientDialect;

namespace {

constexpr std::string_view createdSeconds = "1767225600"; // modelCreatedAt

std::string quoted(const QString &name)
{
    return '"' + models::jsonEscaped(name.toStdString()) + '"';
}

std::string joined(ClientDialect dialect, const QStringList &names)
{
    std::string entries;
    for (const QString &name : names) {
        if (!entries.empty())
            entries += ',';
        entries += modelEntry(dialect, name);
    }
    return entries;
}

} // namespace

std::string modelEntry(ClientDialect dialect, const QString &name)
{
    const std::string id = quoted(name);
    switch (dialect) {
    case ClientDialect::Anthropic:
        return R"({"type":"model","id":)" + id + R"(,"display_name":)" + id + R"(,"created_at":")"
            + std::string(modelCreatedAt) + R"("})";
    case ClientDialect::Gemini:
        return R"({"name":)" + quoted(QStringLiteral("models/") + name) + R"(,"displayName":)" + id
            + R"(,"supportedGenerationMethods":["generateContent","countTokens","embedContent"]})";
    case ClientDialect::Ollama:
        return ollamaModelEntry(name);
    default:
        return R"({"id":)" + id + R"(,"object":"model","created":)" + std::string(createdSeconds)
            + R"(,"owned_by":"signalbox"})";
    }
}

std::string modelList(ClientDialect dialect, const QStringList &names)
{
    const std::string entries = joined(dialect, names);
    switch (dialect) {
    case ClientDialect::Anthropic: {
        const std::string first = names.isEmpty() ? "null" : quoted(names.first());
        const std::string last = names.isEmpty() ? "null" : quoted(names.last());
        return R"({"data":[)" + entries + R"(],"has_more":false,"first_id":)" + first
            + R"(,"last_id":)" + last + "}";
    }
    case ClientDialect::Gemini:
    case ClientDialect::Ollama:
        return R"({"models":[)" + entries + "]}";
    default:
        return R"({"object":"list","data":[)" + entries + "]}";
    }
}

} // namespace signalbox::routing
