// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/anthropic/ClaudeWishes.h"

#include "routing/dialect/ClientFields.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

bool isNear(double value, double other)
{
    constexpr double tolerance = 1e-9;
    return value - other < tolerance && other - value < tolerance;
}

} // namespace

Sampling claudeSampling(const Conversation &conversation, std::string_view provider,
                        const ClaudeModel &model, bool isThinking, Losses &losses)
{
    Sampling sampling{.temperature = conversation.sampling.temperature,
                      .topP = conversation.sampling.topP,
                      .topK = conversation.sampling.topK};
    if (conversation.dialect == models::ClientDialect::Anthropic)
        return sampling; // its own clients know what they ask for
    const auto drop = [&](auto &value, ClientField member, std::string_view reason) {
        if (!value)
            return;
        value.reset();
        losses.dropped(clientFieldName(conversation.dialect, member), reason);
    };
    if (!model.hasSampling) {
        constexpr std::string_view reason = "this model takes no sampling parameters";
        drop(sampling.temperature, ClientField::Temperature, reason);
        drop(sampling.topP, ClientField::TopP, reason);
        drop(sampling.topK, ClientField::TopK, reason);
        return sampling;
    }
    if (isThinking) {
        constexpr std::string_view reason = "it cannot be set while the model thinks";
        if (sampling.temperature && !isNear(*sampling.temperature, 1))
            drop(sampling.temperature, ClientField::Temperature, reason);
        drop(sampling.topP, ClientField::TopP, reason);
        drop(sampling.topK, ClientField::TopK, reason);
    }
    if (sampling.temperature && (*sampling.temperature > 1 || *sampling.temperature < 0)) {
        sampling.temperature = std::clamp(*sampling.temperature, 0.0, 1.0);
        losses.dropped(clientFieldName(conversation.dialect, ClientField::Temperature),
                       std::string(provider).append(" takes 0 to 1, so it was cut to that"));
    }
    if (sampling.temperature && model.isClaude)
        drop(sampling.topP, ClientField::TopP, "newer models take it without temperature only");
    return sampling;
}

std::vector<std::string> claudeStops(const Conversation &conversation, std::string_view provider,
                                     Losses &losses)
{
    std::vector<std::string> stops;
    for (const std::string &stop : conversation.stop) {
        if (stop.find_first_not_of(" \t\r\n") != std::string::npos) {
            stops.push_back(stop);
            continue;
        }
        losses.dropped(clientFieldName(conversation.dialect, ClientField::Stop),
                       std::string(provider).append(" takes no stop of nothing but white space"));
    }
    return stops;
}

void instructFormat(const Conversation &conversation, std::string_view provider,
                    std::vector<Part> &system, Losses &losses)
{
    const AnswerFormat &format = conversation.format;
    if (format.kind == AnswerFormat::Kind::Text)
        return;
    std::string text = "Answer with one JSON object and nothing else, not even a code fence.";
    if (!format.schemaJson.empty())
        text += " It must match this JSON Schema: " + format.schemaJson;
    system.emplace_back(TextPart{.text = std::move(text)});
    losses.dropped(clientFieldName(conversation.dialect, ClientField::Format),
                   std::string(provider).append(
                       " has no such format for this model; approximated by an instruction"));
}

void dropFormatNotes(const Conversation &conversation, std::string_view provider, Losses &losses)
{
    const std::string_view path = clientFieldName(conversation.dialect, ClientField::Format);
    const auto drop = [&](bool isGiven, std::string_view member) {
        if (isGiven)
            losses.dropped(std::string(path).append(".").append(member),
                           std::string(provider).append(" takes the schema only"));
    };
    drop(!conversation.format.name.empty(), "name");
    drop(!conversation.format.description.empty(), "description");
}

} // namespace signalbox::routing
