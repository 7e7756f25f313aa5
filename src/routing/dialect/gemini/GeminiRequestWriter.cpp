// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/gemini/GeminiRequestWriter.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/gemini/GeminiAnswerParts.h"
#include "routing/dialect/gemini/GeminiSettingsWriter.h"
#include "routing/dialect/gemini/GeminiTurnWriter.h"
#include "routing/json/JsonWriter.h"

namespace signalbox::routing {

namespace {

void noteAccount(const Conversation &conversation, Losses &losses)
{
    if (!conversation.user.empty())
        losses.dropped("user", "Gemini is not told who asks");
    if (!conversation.metadataJson.empty())
        losses.dropped("metadata", "Gemini keeps no metadata");
    if (!conversation.cacheKey.empty())
        losses.dropped("prompt_cache_key", "Gemini caches by itself");
    if (!conversation.serviceTier.empty() && conversation.serviceTier != "auto")
        losses.dropped("service_tier", "Gemini has other tiers");
}

} // namespace

std::string writeGeminiRequest(const Conversation &conversation, const RequestWish &wish,
                               Losses &losses)
{
    std::string body;
    JsonWriter writer(body);
    writer.beginObject();
    writeGeminiTurns(writer, conversation, wish, losses);
    writeGeminiSettings(writer, conversation, wish, losses);
    noteAccount(conversation, losses);
    if (conversation.dialect == models::ClientDialect::Gemini)
        writeGeminiRest(writer, conversation.rest, {});
    else
        dropRest(losses, {}, conversation.rest, "Gemini does not know it");
    writer.endObject();
    return body;
}

} // namespace signalbox::routing
