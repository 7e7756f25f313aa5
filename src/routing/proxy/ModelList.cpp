// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ModelList.h"

#include "routing/json/JsonWriter.h"
#include "routing/proxy/OllamaModels.h"

#include <array>

namespace signalbox::routing {

using models::Ability;
using models::ClientDialect;
using models::ModelFacts;
using models::TokenPrices;

namespace {

constexpr qint64 createdSeconds = 1767225600; // modelCreatedAt

bool isYes(const ModelFacts &facts, Ability ability)
{
    return facts.can(ability) == ModelFacts::Answer::Yes;
}

bool isUnknown(const ModelFacts &facts, Ability ability)
{
    return facts.can(ability) == ModelFacts::Answer::Unknown;
}

void writeLimit(JsonWriter &writer, std::string_view name, qint64 tokens)
{
    if (tokens > 0)
        writer.integer(name, tokens);
}

void writeModalities(JsonWriter &writer, const ModelFacts &facts)
{
    if (isUnknown(facts, Ability::Images) && isUnknown(facts, Ability::Documents))
        return;
    writer.beginObject("architecture").beginArray("input_modalities").text("text");
    if (isYes(facts, Ability::Images))
        writer.text("image");
    if (isYes(facts, Ability::Documents))
        writer.text("file");
    writer.endArray().endObject();
}

void writeParameters(JsonWriter &writer, const ModelFacts &facts)
{
    struct Parameters
    {
        Ability ability;
        std::array<std::string_view, 2> names;
    };
    static constexpr std::array<Parameters, 3> parameters{{
        {Ability::Tools, {"tools", "tool_choice"}},
        {Ability::JsonSchema, {"structured_outputs", "response_format"}},
        {Ability::Reasoning, {"reasoning", "reasoning_effort"}},
    }};
    if (isUnknown(facts, Ability::Tools) && isUnknown(facts, Ability::JsonSchema)
        && isUnknown(facts, Ability::Reasoning))
        return;
    writer.beginArray("supported_parameters");
    for (const Parameters &known : parameters) {
        if (isYes(facts, known.ability))
            writer.text(known.names[0]).text(known.names[1]);
    }
    writer.endArray();
}

void writePrices(JsonWriter &writer, const TokenPrices &prices)
{
    const auto write = [&writer](std::string_view name, qint64 price) {
        if (price != TokenPrices::unlisted)
            writer.text(name, dollarsPerToken(price));
    };
    writer.beginObject("pricing");
    write("prompt", prices.input);
    write("completion", prices.output);
    write("input_cache_read", prices.cachedInput);
    write("input_cache_write", prices.cacheWrite);
    write("internal_reasoning", prices.reasoning);
    writer.endObject();
}

void writeOpenAi(JsonWriter &writer, const ListedModel &model)
{
    writer.text("id", model.name.toStdString()).text("object", "model");
    writer.integer("created", createdSeconds).text("owned_by", model.owner.toStdString());
    writeLimit(writer, "context_length", model.facts.contextWindow);
    writeLimit(writer, "max_completion_tokens", model.facts.maxOutput);
    writeModalities(writer, model.facts);
    writeParameters(writer, model.facts);
    if (model.prices)
        writePrices(writer, *model.prices);
    if (model.servedBy.isEmpty() || model.servedBy == QStringList{model.name})
        return;
    writer.beginArray("served_by");
    for (const QString &target : model.servedBy)
        writer.text(target.toStdString());
    writer.endArray();
}

void writeAnthropic(JsonWriter &writer, const ListedModel &model)
{
    const std::string name = model.name.toStdString();
    writer.text("type", "model").text("id", name).text("display_name", name);
    writer.text("created_at", modelCreatedAt);
    writeLimit(writer, "max_input_tokens", model.facts.contextWindow);
    writeLimit(writer, "max_tokens", model.facts.maxOutput);
}

void writeGemini(JsonWriter &writer, const ListedModel &model)
{
    writer.text("name", "models/" + model.name.toStdString());
    writer.text("displayName", model.name.toStdString());
    writeLimit(writer, "inputTokenLimit", model.facts.contextWindow);
    writeLimit(writer, "outputTokenLimit", model.facts.maxOutput);
    if (!isUnknown(model.facts, Ability::Reasoning))
        writer.boolean("thinking", isYes(model.facts, Ability::Reasoning));
    writer.beginArray("supportedGenerationMethods");
    // The simulated provider does both, and whether an unknown model does is its provider's to say.
    const bool isForVectors =
        isYes(model.facts, Ability::Embeddings) && !isYes(model.facts, Ability::Tools);
    if (!isForVectors)
        writer.text("generateContent").text("countTokens");
    if (model.facts.can(Ability::Embeddings) != ModelFacts::Answer::No)
        writer.text("embedContent");
    writer.endArray();
}

std::string joined(ClientDialect dialect, std::span<const ListedModel> models)
{
    std::string entries;
    for (const ListedModel &model : models) {
        if (!entries.empty())
            entries += ',';
        entries += modelEntry(dialect, model);
    }
    return entries;
}

void writeId(JsonWriter &writer, std::string_view name, std::span<const ListedModel> models,
             std::size_t index)
{
    if (models.empty())
        writer.null(name);
    else
        writer.text(name, models[index].name.toStdString());
}

} // namespace

std::string dollarsPerToken(qint64 microDollarsPerMillion)
{
    constexpr qint64 perDollar = 1'000'000'000'000;
    constexpr std::size_t decimals = 12;
    std::string text = std::to_string(microDollarsPerMillion / perDollar);
    const std::string rest = std::to_string(microDollarsPerMillion % perDollar);
    text.append(".").append(decimals - rest.size(), '0').append(rest);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.')
        text.pop_back();
    return text;
}

std::string modelEntry(ClientDialect dialect, const ListedModel &model)
{
    if (dialect == ClientDialect::Ollama)
        return ollamaModelEntry(model.name);
    std::string json;
    JsonWriter writer(json);
    writer.beginObject();
    if (dialect == ClientDialect::Anthropic)
        writeAnthropic(writer, model);
    else if (dialect == ClientDialect::Gemini)
        writeGemini(writer, model);
    else
        writeOpenAi(writer, model);
    writer.endObject();
    return json;
}

std::string modelList(ClientDialect dialect, std::span<const ListedModel> models)
{
    const std::string entries = "[" + joined(dialect, models) + "]";
    std::string json;
    JsonWriter writer(json);
    writer.beginObject();
    switch (dialect) {
    case ClientDialect::Anthropic:
        writer.json("data", entries).boolean("has_more", false);
        writeId(writer, "first_id", models, 0);
        writeId(writer, "last_id", models, models.size() - 1);
        break;
    case ClientDialect::Gemini:
    case ClientDialect::Ollama:
        writer.json("models", entries);
        break;
    default:
        writer.text("object", "list").json("data", entries);
    }
    writer.endObject();
    return json;
}

} // namespace signalbox::routing
