// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/CallIds.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace signalbox::routing {

namespace {

/// A call whose result has not come yet.
struct OpenCall
{
    std::string id;
    std::string name;
    bool isMade = false; ///< the client gave no id
};

/// Some clients keep the ids of results but not those of the calls: an id that no call has is no
/// reason to lose the result while a call without one waits.
std::vector<OpenCall>::iterator callOf(const ToolResultPart &result, std::vector<OpenCall> &open)
{
    if (!result.callId.empty()) {
        const auto named = std::ranges::find(open, result.callId, &OpenCall::id);
        if (named != open.end() && !named->isMade)
            return named;
    }
    return std::ranges::find_if(open, [&](const OpenCall &call) {
        return (result.callId.empty() || call.isMade)
            && (result.name.empty() || call.name == result.name);
    });
}

void answer(ToolResultPart &result, std::vector<OpenCall> &open)
{
    const auto found = callOf(result, open);
    if (found == open.end())
        return;
    result.callId = found->id;
    result.name = found->name;
    open.erase(found);
}

std::set<std::string, std::less<>> givenIds(const Conversation &conversation)
{
    std::set<std::string, std::less<>> ids;
    for (const Message &message : conversation.messages) {
        for (const Part &part : message.parts) {
            if (const auto *call = std::get_if<ToolCallPart>(&part))
                ids.insert(call->id);
        }
    }
    return ids;
}

} // namespace

void completeCallIds(Conversation &conversation)
{
    const std::set<std::string, std::less<>> given = givenIds(conversation);
    std::vector<OpenCall> open;
    std::size_t number = 0;
    for (Message &message : conversation.messages) {
        for (Part &part : message.parts) {
            if (auto *call = std::get_if<ToolCallPart>(&part)) {
                ++number;
                const bool isMade = call->id.empty();
                if (isMade)
                    call->id = "call_" + std::to_string(number);
                while (isMade && given.contains(call->id))
                    call->id += "_"; // one of Signalbox's own, made for an earlier answer
                open.push_back({.id = call->id, .name = call->name, .isMade = isMade});
            } else if (auto *result = std::get_if<ToolResultPart>(&part)) {
                answer(*result, open);
            }
        }
    }
}

} // namespace signalbox::routing
