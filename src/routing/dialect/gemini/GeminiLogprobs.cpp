// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/gemini/GeminiLogprobs.h"

#include "routing/dialect/gemini/GeminiField.h"
#include "routing/json/JsonWriter.h"

#include <vector>

namespace signalbox::routing {

namespace {

void openAiToken(JsonWriter &writer, const Json &candidate)
{
    writer.text("token", stringField(candidate, "token"));
    writer.real("logprob", realField(candidate, "logProbability").value_or(0));
    writer.null("bytes");
}

void geminiToken(JsonWriter &writer, const Json &token)
{
    writer.beginObject().text("token", stringField(token, "token"));
    writer.real("logProbability", realField(token, "logprob").value_or(0)).endObject();
}

} // namespace

std::string openAiLogprobs(const Json &geminiResult)
{
    const std::vector<Json> chosen = arrayField(geminiResult, "chosenCandidates");
    const std::vector<Json> top = arrayField(geminiResult, "topCandidates");
    if (chosen.empty())
        return {};
    std::string out;
    JsonWriter writer(out);
    writer.beginObject().beginArray("content");
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        writer.beginObject();
        openAiToken(writer, chosen[i]);
        writer.beginArray("top_logprobs");
        if (i < top.size()) {
            for (const Json &candidate : arrayField(top[i], "candidates")) {
                writer.beginObject();
                openAiToken(writer, candidate);
                writer.endObject();
            }
        }
        writer.endArray().endObject();
    }
    writer.endArray().null("refusal").endObject();
    return out;
}

std::string geminiLogprobs(std::string_view openAiJson)
{
    simdjson::dom::parser parser;
    Json root;
    if (parser.parse(openAiJson.data(), openAiJson.size()).get(root) != simdjson::SUCCESS)
        return {};
    const std::vector<Json> tokens = arrayField(root, "content");
    if (tokens.empty())
        return {};
    std::string out;
    JsonWriter writer(out);
    writer.beginObject().beginArray("topCandidates");
    for (const Json &token : tokens) {
        writer.beginObject().beginArray("candidates");
        for (const Json &candidate : arrayField(token, "top_logprobs"))
            geminiToken(writer, candidate);
        writer.endArray().endObject();
    }
    writer.endArray().beginArray("chosenCandidates");
    for (const Json &token : tokens)
        geminiToken(writer, token);
    writer.endArray().endObject();
    return out;
}

} // namespace signalbox::routing
