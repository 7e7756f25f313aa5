// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/anthropic/AnthropicAnswerWriter.h"

#include "routing/dialect/PlainCallIds.h"
#include "routing/dialect/anthropic/AnthropicPartWriter.h"
#include "routing/dialect/anthropic/ClaudeStops.h"

#include <algorithm>
#include <optional>

namespace signalbox::routing {

using models::ClientDialect;

namespace {

qint64 orZero(qint64 count)
{
    return std::max<qint64>(count, 0);
}

/// \a part as Anthropic's clients can be told, if they can.
std::optional<Part> shown(const Part &part, const AnswerWish &wish, qint64 &calls, bool isHome)
{
    Part shown = part;
    if (auto *text = std::get_if<TextPart>(&shown)) {
        if (text->text.empty())
            return std::nullopt;
        if (!isHome)
            text->notes = {};
    } else if (auto *call = std::get_if<ToolCallPart>(&shown)) {
        call->id = anthropicId(call->id, "toolu_", wish, calls++);
        if (!isHome)
            call->notes = {};
    } else if (auto *thought = std::get_if<ReasoningPart>(&shown)) {
        if (!isHome)
            thought->notes = {};
        if (thought->family != ReasoningPart::Family::Anthropic) {
            // Opaque halves of other families would pass for Anthropic's on the way back.
            thought->signature.clear();
            thought->encrypted.clear();
            if (thought->text.empty())
                return std::nullopt;
        }
    } else if (const auto *other = std::get_if<OtherPart>(&shown)) {
        if (other->dialect != ClientDialect::Anthropic)
            return std::nullopt;
    } else if (!std::holds_alternative<RefusalPart>(shown)) {
        return std::nullopt;
    }
    return shown;
}

} // namespace

void writeAnthropicUsage(JsonWriter &writer, const models::TokenUsage &usage)
{
    const qint64 cached = orZero(usage.cachedInput);
    const qint64 written = orZero(usage.cacheWriteInput);
    writer.beginObject("usage").integer("input_tokens", orZero(usage.input - cached - written));
    writer.integer("cache_creation_input_tokens", written);
    writer.integer("cache_read_input_tokens", cached);
    writer.integer("output_tokens", orZero(usage.output));
    if (usage.reasoning > 0) {
        writer.beginObject("output_tokens_details");
        writer.integer("thinking_tokens", usage.reasoning).endObject();
    }
    writer.endObject();
}

std::string anthropicId(std::string_view id, std::string_view prefix, const AnswerWish &wish,
                        qint64 number)
{
    if (!id.empty())
        return std::string(id);
    std::string made(prefix);
    made += wish.exchangeId;
    if (number >= 0)
        made += "_" + std::to_string(number);
    return plainCallId(made, made.size());
}

std::string writeAnthropicAnswer(const AnswerMessage &answer, const AnswerWish &wish)
{
    const bool isHome = answer.dialect == ClientDialect::Anthropic;
    const AnswerCandidate none;
    const AnswerCandidate &candidate = answer.candidates.empty() ? none : answer.candidates.front();
    std::string out;
    JsonWriter writer(out);
    writer.beginObject().text("id", anthropicId(answer.id, "msg_", wish));
    writer.text("type", "message").text("role", "assistant");
    writer.text("model", answer.model.empty() ? wish.model : std::string_view(answer.model));
    writer.beginArray("content");
    qint64 calls = 0;
    for (const Part &part : candidate.parts) {
        if (const std::optional<Part> block = shown(part, wish, calls, isHome))
            writeAnthropicPart(writer, *block);
    }
    writer.endArray();
    writer.text("stop_reason", claudeStopWord(candidate.stop, candidate.nativeStop, calls > 0));
    if (candidate.stopSequence.empty())
        writer.null("stop_sequence");
    else
        writer.text("stop_sequence", candidate.stopSequence);
    writeAnthropicUsage(writer, answer.usage);
    if (isHome) {
        for (const auto &[key, json] : answer.rest)
            writer.json(key, json);
    }
    writer.endObject();
    return out;
}

} // namespace signalbox::routing
