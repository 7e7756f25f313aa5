// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/gemini/GeminiRequestWriter.h"

#include "routing/dialect/ClientFields.h"
#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/gemini/GeminiAnswerParts.h"
#include "routing/dialect/gemini/GeminiSettingsWriter.h"
#include "routing/dialect/gemini/GeminiTurnWriter.h"
#include "routing/json/JsonWriter.h"

namespace signalbox::routing {

namespace {

void noteAccount(const Conversation &conversation, Losses &losses)
{
    const auto drop = [&](bool isGiven, ClientField member, std::string_view reason) {
        if (isGiven)
            losses.dropped(clientFieldName(conversation.dialect, member), reason);
    };
    drop(!conversation.user.empty(), ClientField::User, "Gemini is not told who asks");
    drop(!conversation.metadataJson.empty(), ClientField::Metadata, "Gemini keeps no metadata");
    drop(!conversation.cacheKey.empty(), ClientField::CacheKey, "Gemini caches by itself");
    drop(!conversation.serviceTier.empty() && conversation.serviceTier != "auto",
         ClientField::ServiceTier, "Gemini has other tiers");
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
