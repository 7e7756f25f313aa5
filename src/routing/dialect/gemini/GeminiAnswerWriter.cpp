// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/gemini/GeminiAnswerWriter.h"

#include "routing/dialect/gemini/GeminiAnswerParts.h"
#include "routing/dialect/gemini/GeminiLogprobs.h"
#include "routing/dialect/gemini/GeminiStop.h"
#include "routing/json/JsonWriter.h"

#include <algorithm>
#include <type_traits>

namespace signalbox::routing {

using models::ClientDialect;

namespace {

bool isGemini(const ReasoningPart &thought)
{
    return thought.family == ReasoningPart::Family::Gemini;
}

/// Writes what stands inside a part's braces, or the whole part.
struct PartWriter
{
    JsonWriter &writer;

    void operator()(const TextPart &part) const
    {
        writeGeminiText(writer, part.text, IsThought::No);
    }
    void operator()(const RefusalPart &part) const
    {
        writeGeminiText(writer, part.text, IsThought::No);
    }
    void operator()(const ReasoningPart &part) const
    {
        const std::string_view signature =
            isGemini(part) ? std::string_view(part.signature) : std::string_view();
        writeGeminiText(writer, part.text, part.text.empty() ? IsThought::No : IsThought::Yes,
                        signature);
    }
    void operator()(const ToolCallPart &part) const
    {
        writer.beginObject();
        writeGeminiCall(writer, part);
        writer.endObject();
    }
    void operator()(const MediaPart &part) const
    {
        writer.beginObject();
        writeGeminiMedia(writer, part, part.mimeType);
        writeGeminiRest(writer, part.notes.rest, {});
        writer.endObject();
    }
    void operator()(const OtherPart &part) const { writer.json(part.json); }
    void operator()(const ToolResultPart &) const {} // no answer has one
};

void writeCandidate(JsonWriter &writer, const AnswerCandidate &candidate, bool isOwn)
{
    writer.beginObject();
    if (std::ranges::any_of(candidate.parts, isGeminiAnswerPart)) {
        writer.beginObject("content").beginArray("parts");
        for (const Part &part : candidate.parts)
            writeGeminiAnswerPart(writer, part);
        writer.endArray().text("role", "model").endObject();
    }
    writer.text("finishReason",
                isOwn && !candidate.nativeStop.empty() ? std::string_view(candidate.nativeStop)
                                                       : geminiFromStop(candidate.stop));
    writer.integer("index", candidate.index);
    if (!candidate.logprobsJson.empty())
        writer.jsonIfAny("logprobsResult", geminiLogprobs(candidate.logprobsJson));
    if (isOwn)
        writeGeminiRest(writer, candidate.rest, {});
    writer.endObject();
}

} // namespace

bool isGeminiAnswerPart(const Part &part)
{
    if (const auto *text = std::get_if<TextPart>(&part))
        return !text->text.empty();
    if (const auto *refusal = std::get_if<RefusalPart>(&part))
        return !refusal->text.empty();
    if (const auto *thought = std::get_if<ReasoningPart>(&part))
        return !thought->text.empty() || (isGemini(*thought) && !thought->signature.empty());
    if (const auto *media = std::get_if<MediaPart>(&part))
        return !media->base64.empty() || !media->url.empty() || !media->fileId.empty();
    if (const auto *other = std::get_if<OtherPart>(&part))
        return other->dialect == ClientDialect::Gemini;
    return std::holds_alternative<ToolCallPart>(part);
}

void writeGeminiAnswerPart(JsonWriter &writer, const Part &part)
{
    if (isGeminiAnswerPart(part))
        std::visit(PartWriter{writer}, part);
}

std::string writeGeminiAnswer(const AnswerMessage &answer, const AnswerWish &wish)
{
    const bool isOwn = answer.dialect == ClientDialect::Gemini;
    const bool isBlocked = isOwn
        && std::ranges::any_of(answer.rest,
                               [](const auto &entry) { return entry.first == "promptFeedback"; })
        && answer.candidates.size() == 1 && answer.candidates.front().parts.empty();
    std::string out;
    JsonWriter writer(out);
    writer.beginObject();
    if (!isBlocked) {
        writer.beginArray("candidates");
        for (const AnswerCandidate &candidate : answer.candidates)
            writeCandidate(writer, candidate, isOwn);
        writer.endArray();
    }
    writeGeminiUsage(writer, answer.usage);
    writer.text("modelVersion", answer.model.empty() ? wish.model : answer.model);
    writer.text("responseId", answer.id.empty() ? wish.exchangeId : answer.id);
    if (isOwn)
        writeGeminiRest(writer, answer.rest, {});
    writer.endObject();
    return out;
}

} // namespace signalbox::routing
