// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/http/HttpRequest.h"
#include "routing/signals/RequestSurvey.h"

#include <QtGlobal>

#include <string>
#include <string_view>

namespace signalbox::routing {

class ConversationMemory;

/// Which conversation a request belongs to, and how that is known.
struct ConversationIdentity
{
    enum class Origin : quint8 {
        None, ///< nothing tells: no id
        Header, ///< a field of the head names it
        Body, ///< the body names it
        PreviousAnswer, ///< it continues an answer that is remembered
        Beginning, ///< a hash of client, system prompt and first text of the user
    };

    std::string id; ///< at most longestId bytes; longer names are hashed
    Origin origin = Origin::None;

    static constexpr std::size_t longestId = 128;

    /// Reads \a survey only when no field names the conversation.
    static ConversationIdentity of(const HttpHead &head, const RequestSurvey &survey,
                                   std::string_view client, const ConversationMemory *memory);
    /// The part of \a of() that needs the head only; Origin::None when it does not tell.
    static ConversationIdentity ofHead(const HttpHead &head);
};

} // namespace signalbox::routing
