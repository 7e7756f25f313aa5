// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Endpoint.h"
#include "routing/dialect/StreamWatcher.h"

#include <optional>
#include <string_view>
#include <vector>

namespace signalbox::routing {

/// What can be told of an answer without asking anybody.
enum class JudgedKind : quint8 {
    JsonFormat, ///< JSON was asked for: it is JSON, and as the schema says where there is one
    ToolCalls, ///< the arguments of every call are JSON as its tool's schema says
    Completed, ///< it was neither refused nor cut
};

/// "json", "tool_calls", "completed", for records and people.
[[nodiscard]] std::string_view judgedKindName(JudgedKind kind);

struct Judgement
{
    JudgedKind kind = JudgedKind::Completed;
    bool isGood = true;
    double weight = 1; ///< beside feedback of people, which counts 1

    bool operator==(const Judgement &) const = default;
};

/// A successful exchange as its client saw it.
struct JudgedExchange
{
    Endpoint endpoint;
    std::string_view model; ///< the name asked for
    std::string_view request; ///< the body, whole
    std::string_view answer; ///< the body, whole
    std::optional<StreamWatcher::Framing> framing; ///< nothing: in one piece
};

/// What \a exchange tells of the accuracy of who answered. Both good and bad are told with one
/// weight, so that the sum stays a rate; nothing is told of what was not asked for. Empty as well
/// when request or answer cannot be read, are longer than longestJudged together, or the answer
/// ended with an error: failures are no matter of accuracy.
///
/// Refused is what the dialect says so of (OpenAI's `refusal`, Anthropic's stop reason `refusal`,
/// content filters, Gemini's SAFETY and the like); texts are not guessed at. An answer that was cut
/// at a limit of fewer than 1024 tokens that the client set is not held against the model.
///
/// A pure function for any thread; takes about as long as translating the exchange once, so it
/// belongs behind the answer, or on a pool thread.
[[nodiscard]] std::vector<Judgement> judgeAnswer(const JudgedExchange &exchange);

inline constexpr std::size_t longestJudged = 2UL * 1024 * 1024; ///< bytes

} // namespace signalbox::routing
