// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/ConversationIdentity.h"

#include "models/base/Murmur3.h"
#include "routing/signals/ConversationMemory.h"

#include <array>
#include <charconv>
#include <initializer_list>

namespace signalbox::routing {

namespace {

using Origin = ConversationIdentity::Origin;

/// Our own first, then those of coding agents.
constexpr std::array<std::string_view, 7> fields{
    "x-signalbox-conversation",
    "x-conversation-id",
    "x-session-id",
    "x-claude-code-session-id",
    "session_id",
    "conversation_id",
    "session-id",
};

/// 64 bits in hexadecimal digits over texts that are told apart.
std::string hashOf(std::initializer_list<std::string_view> texts)
{
    constexpr std::array<quint32, 2> seeds{0, 0x9747b28cU};
    std::string hash;
    for (quint32 seed : seeds) {
        for (const std::string_view text : texts)
            seed = models::murmur3(text, seed);
        std::array<char, 8> digits{};
        digits.fill('0');
        std::array<char, 8> written{};
        const auto end =
            std::to_chars(written.data(), written.data() + written.size(), seed, 16).ptr;
        const auto size = static_cast<std::size_t>(end - written.data());
        hash.append(digits.size() - size, '0').append(written.data(), size);
    }
    return hash;
}

ConversationIdentity named(std::string_view name, Origin origin)
{
    if (name.size() <= ConversationIdentity::longestId)
        return {.id = std::string(name), .origin = origin};
    return {.id = hashOf({name}), .origin = origin};
}

} // namespace

ConversationIdentity ConversationIdentity::ofHead(const HttpHead &head)
{
    for (const std::string_view field : fields) {
        if (const std::string_view value = head.header(field); !value.empty())
            return named(value, Origin::Header);
    }
    return {};
}

ConversationIdentity ConversationIdentity::of(const HttpHead &head, const RequestSurvey &survey,
                                              std::string_view client,
                                              const ConversationMemory *memory)
{
    if (ConversationIdentity identity = ofHead(head); identity.origin != Origin::None)
        return identity;
    if (memory && !survey.previousResponse.empty()) {
        if (const auto known = memory->conversationOf(survey.previousResponse); !known.empty())
            return {.id = std::string(known), .origin = Origin::PreviousAnswer};
    }
    if (!survey.conversation.empty())
        return named(survey.conversation, Origin::Body);
    if (!survey.previousResponse.empty())
        return named(survey.previousResponse, Origin::Body);
    if (survey.firstText.empty())
        return {};
    return {.id = hashOf({client, survey.systemText, survey.firstText}),
            .origin = Origin::Beginning};
}

} // namespace signalbox::routing
