// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"

#include <string>
#include <string_view>

/// The items of a response's `output` and their parts, as JSON.
namespace signalbox::routing::responses {

/// The text of one `output_text` and what stands beside it; empty lists when empty.
struct OutputText
{
    std::string_view text;
    std::string_view annotationsJson{};
    std::string_view logprobsJson{};
};
std::string textPart(const OutputText &text);
std::string refusalPart(std::string_view text);
/// \a content are the parts, with commas between.
std::string messageItem(std::string_view id, std::string_view status, std::string_view content);

struct OutputCall
{
    std::string_view id;
    std::string_view callId;
    std::string_view name;
    std::string_view arguments;
    bool isFreeForm = false;
};
std::string callItem(const OutputCall &call, std::string_view status);

std::string summaryPart(std::string_view text);
/// Thoughts are shown as a summary, which is what clients of this dialect read.
std::string reasoningItem(std::string_view id, std::string_view text, std::string_view encrypted);
/// An image that the model made.
std::string imageItem(std::string_view id, const MediaPart &image);

} // namespace signalbox::routing::responses
