// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/CallIds.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

/// A call whose result has not come yet.
struct OpenCall
{
    std::string id;
    std::string name;
};

void answer(ToolResultPart &result, std::vector<OpenCall> &open)
{
    auto found = open.end();
    if (!result.callId.empty())
        found = std::ranges::find(open, result.callId, &OpenCall::id);
    else if (!result.name.empty())
        found = std::ranges::find(open, result.name, &OpenCall::name);
    else
        found = open.begin();
    if (found == open.end())
        return;
    result.callId = found->id;
    result.name = found->name;
    open.erase(found);
}

} // namespace

void completeCallIds(Conversation &conversation)
{
    std::vector<OpenCall> open;
    std::size_t number = 0;
    for (Message &message : conversation.messages) {
        for (Part &part : message.parts) {
            if (auto *call = std::get_if<ToolCallPart>(&part)) {
                ++number;
                if (call->id.empty())
                    call->id = "call_" + std::to_string(number);
                open.push_back({.id = call->id, .name = call->name});
            } else if (auto *result = std::get_if<ToolResultPart>(&part)) {
                answer(*result, open);
            }
        }
    }
}

} // namespace signalbox::routing
