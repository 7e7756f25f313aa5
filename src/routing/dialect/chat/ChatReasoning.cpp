// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/chat/ChatReasoning.h"

#include <array>

namespace signalbox::routing {

namespace {

using Family = ReasoningPart::Family;

struct FamilyFormat
{
    Family family;
    std::string_view format; ///< as OpenRouter calls it
};
constexpr std::array<FamilyFormat, 3> formats{{{Family::Anthropic, "anthropic-claude-v1"},
                                               {Family::Gemini, "google-gemini-v1"},
                                               {Family::OpenAi, "openai-responses-v1"}}};

Family familyOf(std::string_view format)
{
    for (const FamilyFormat &known : formats) {
        if (known.format == format)
            return known.family;
    }
    return Family::Plain;
}

std::string_view formatOf(Family family)
{
    for (const FamilyFormat &known : formats) {
        if (known.family == family)
            return known.format;
    }
    return "unknown";
}

} // namespace

std::string_view chatReasoningText(const Json &message)
{
    const std::string_view text = stringField(message, "reasoning_content");
    return text.empty() ? stringField(message, "reasoning") : text;
}

std::vector<ReasoningPart> readReasoningDetails(const Json &message)
{
    std::vector<ReasoningPart> parts;
    for (const Json &detail : arrayField(message, "reasoning_details")) {
        ReasoningPart part;
        part.family = familyOf(stringField(detail, "format"));
        part.id = stringField(detail, "id");
        const std::string_view type = stringField(detail, "type");
        if (type == "reasoning.encrypted") {
            part.encrypted = stringField(detail, "data");
        } else if (type == "reasoning.summary") {
            part.text = stringField(detail, "summary");
            part.isSummary = true;
        } else {
            part.text = stringField(detail, "text");
            part.signature = stringField(detail, "signature");
        }
        parts.push_back(std::move(part));
    }
    return parts;
}

void writeReasoningDetail(const ReasoningPart &part, JsonWriter &json)
{
    json.beginObject();
    if (!part.encrypted.empty())
        json.text("type", "reasoning.encrypted").text("data", part.encrypted);
    else if (part.isSummary)
        json.text("type", "reasoning.summary").text("summary", part.text);
    else
        json.text("type", "reasoning.text").text("text", part.text);
    json.textIfAny("signature", part.signature)
        .textIfAny("id", part.id)
        .text("format", formatOf(part.family))
        .endObject();
}

bool hasOpaqueHalf(const ReasoningPart &part)
{
    return !part.signature.empty() || !part.encrypted.empty();
}

} // namespace signalbox::routing
