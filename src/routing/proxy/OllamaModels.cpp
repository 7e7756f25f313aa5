// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/OllamaModels.h"

#include "routing/dialect/DialectError.h"
#include "routing/json/JsonField.h"
#include "routing/json/JsonWriter.h"
#include "routing/proxy/ClientKeys.h"
#include "routing/proxy/ModelList.h"

#include <QCryptographicHash>

namespace signalbox::routing {

namespace {

constexpr std::string_view architecture = "signalbox";

void writeDetails(JsonWriter &writer)
{
    writer.beginObject("details").text("parent_model", "").text("format", "");
    writer.text("family", architecture).beginArray("families").text(architecture).endArray();
    writer.text("parameter_size", "").text("quantization_level", "").endObject();
}

ShownModel refused(int status, std::string message)
{
    const DialectError error{.status = status, .message = std::move(message), .param = "model"};
    return {.status = status, .json = errorBody(models::ClientDialect::Ollama, error)};
}

} // namespace

std::string ollamaModelEntry(const QString &name)
{
    const QByteArray utf8 = name.toUtf8();
    const QByteArray digest = QCryptographicHash::hash(utf8, QCryptographicHash::Sha256).toHex();
    const std::string_view id(utf8.constData(), static_cast<std::size_t>(utf8.size()));
    std::string json;
    JsonWriter writer(json);
    writer.beginObject().text("name", id).text("model", id).text("modified_at", modelCreatedAt);
    writer.integer("size", 0);
    // The CLI cuts the first twelve digits off, whatever is there.
    writer.text("digest", QLatin1String(digest));
    writeDetails(writer);
    writer.endObject();
    return json;
}

ShownModel showOllamaModel(const std::string &body, const RoutePlan &plan, ModelCatalog &catalog,
                           qint64 nowMs, const models::ClientKey *key)
{
    simdjson::dom::parser parser;
    Json root;
    if (parser.parse(body.data(), body.size()).get(root) != simdjson::SUCCESS || !root.is_object())
        return refused(400, "The request body is no JSON object.");
    std::string_view asked = stringField(root, "model");
    if (asked.empty())
        asked = stringField(root, "name"); // as older clients call it
    if (asked.empty())
        return refused(400, "The request names no model: set the field 'model'.");
    const QString name = plan.withoutDefaultTag(
        QString::fromUtf8(asked.data(), static_cast<qsizetype>(asked.size())));
    const auto model = catalog.find(name, plan, nowMs);
    if (!model || !mayAsk(key, name))
        return refused(404, "model '" + std::string(asked) + "' not found");
    ShownModel shown;
    JsonWriter writer(shown.json);
    writer.beginObject().text("license", "").text("modelfile", "").text("parameters", "");
    writer.text("template", "{{ .Prompt }}").text("modified_at", modelCreatedAt);
    writeDetails(writer);
    writer.beginObject("model_info").text("general.architecture", architecture);
    writer.text("general.basename", name.toStdString());
    if (model->facts.contextWindow > 0)
        writer.integer("signalbox.context_length", model->facts.contextWindow);
    writer.endObject();
    writer.beginArray("capabilities").text("completion");
    using Answer = models::ModelFacts::Answer;
    if (model->facts.can(models::Ability::Tools) != Answer::No)
        writer.text("tools");
    if (model->facts.can(models::Ability::Images) != Answer::No)
        writer.text("vision");
    if (model->facts.can(models::Ability::Embeddings) == Answer::Yes)
        writer.text("embedding");
    writer.endArray();
    writer.endObject();
    return shown;
}

std::string ollamaVersion()
{
    return R"({"version":"0.12.11"})";
}

} // namespace signalbox::routing
