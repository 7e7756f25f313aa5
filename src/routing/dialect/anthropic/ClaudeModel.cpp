// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/anthropic/ClaudeModel.h"

#include "routing/dialect/ClientFields.h"
#include "routing/dialect/ConversationTools.h"

#include <algorithm>
#include <charconv>

namespace signalbox::routing {

namespace {

constexpr qint64 leastBudget = 1024;

/// The first number of at most two digits in the name, and the one right behind it: 4 and 5 of
/// "sonnet-4-5-20250929".
struct Version
{
    int major = 0;
    int minor = 0;
    [[nodiscard]] bool isAtLeast(int otherMajor, int otherMinor) const
    {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }
};

std::optional<int> shortNumber(std::string_view word)
{
    int number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (word.empty() || word.size() > 2 || error != std::errc() || end != word.data() + word.size())
        return std::nullopt;
    return number;
}

Version versionOf(std::string_view name)
{
    Version version;
    bool isMajorKnown = false;
    while (!name.empty()) {
        const std::size_t end = name.find_first_of("-.:@");
        const std::optional<int> number = shortNumber(name.substr(0, end));
        if (isMajorKnown) {
            version.minor = number.value_or(0);
            break;
        }
        if (number) {
            version.major = *number;
            isMajorKnown = true;
        }
        name = end == std::string_view::npos ? std::string_view() : name.substr(end + 1);
    }
    return version;
}

bool isForced(const Conversation &conversation)
{
    const ToolChoice::Mode mode = conversation.toolChoice.mode;
    return mode == ToolChoice::Mode::Any || mode == ToolChoice::Mode::Named
        || mode == ToolChoice::Mode::AnyOf;
}

/// Whether the last turn of the assistant calls tools without having thought first: thinking by
/// budget is refused behind it.
bool callsWithoutThinking(const std::vector<Message> &turns)
{
    for (auto turn = turns.rbegin(); turn != turns.rend(); ++turn) {
        if (turn->role != Message::Role::Assistant)
            continue;
        const bool calls = std::ranges::any_of(turn->parts, [](const Part &part) {
            return std::holds_alternative<ToolCallPart>(part);
        });
        return calls && !std::holds_alternative<ReasoningPart>(turn->parts.front());
    }
    return false;
}

std::string effortFor(const ReasoningWish &wish, const ClaudeModel &model)
{
    if (wish.effort.empty() && wish.budgetTokens.value_or(-1) > 0) {
        const std::string_view effort = effortForBudget(*wish.budgetTokens);
        return effort == "minimal" ? "low" : effort == "xhigh" ? "max" : std::string(effort);
    }
    if (wish.effort == "minimal")
        return "low";
    if (wish.effort == "xhigh" && !model.hasHighestEfforts)
        return "max";
    return wish.effort;
}

/// Anthropic's own client: word for word.
ClaudeThinking asGiven(const Conversation &conversation, qint64 defaultMaxTokens)
{
    const ReasoningWish &wish = conversation.reasoning;
    ClaudeThinking thinking{.effort = wish.effort,
                            .maxTokens = conversation.maxTokens.value_or(defaultMaxTokens)};
    if (wish.mode == ReasoningWish::Mode::Off)
        thinking.kind = ClaudeThinking::Kind::Disabled;
    else if (wish.mode == ReasoningWish::Mode::On)
        thinking.kind = ClaudeThinking::Kind::Enabled;
    else if (wish.mode == ReasoningWish::Mode::Adaptive)
        thinking.kind = ClaudeThinking::Kind::Adaptive;
    thinking.budgetTokens = std::max(wish.budgetTokens.value_or(0), leastBudget);
    if (thinking.kind == ClaudeThinking::Kind::Enabled && !conversation.maxTokens)
        thinking.maxTokens += thinking.budgetTokens;
    if (wish.includeText)
        thinking.display = *wish.includeText ? "summarized" : "omitted";
    return thinking;
}

/// The budget must leave room below the limit that the client gave.
void fitBudget(const Conversation &conversation, qint64 defaultMaxTokens, ClaudeThinking &thinking,
               Losses &losses)
{
    const std::string_view name = clientFieldName(conversation.dialect, ClientField::Reasoning);
    if (!conversation.maxTokens) {
        thinking.maxTokens = defaultMaxTokens + thinking.budgetTokens;
    } else if (*conversation.maxTokens <= leastBudget) {
        thinking.kind = ClaudeThinking::Kind::Unset;
        losses.dropped(name, "the limit on tokens leaves no room to think");
    } else if (thinking.budgetTokens >= *conversation.maxTokens) {
        thinking.budgetTokens = std::max(leastBudget, *conversation.maxTokens / 2);
        losses.dropped(name, "the tokens to think with were cut to half of the limit on tokens");
    }
}

} // namespace

ClaudeModel::ClaudeModel(std::string_view name)
{
    constexpr std::string_view family = "claude-";
    const std::size_t at = name.find(family);
    if (at == std::string_view::npos)
        return;
    isClaude = true;
    const Version version = versionOf(name.substr(at + family.size()));
    if (version.major == 0)
        return;
    hasAdaptiveThinking = version.isAtLeast(4, 6);
    hasAnswerFormats = version.isAtLeast(4, 5);
    hasToolChoice = version.isAtLeast(3, 0);
    hasSampling = !version.isAtLeast(4, 7);
    hasHighestEfforts = version.isAtLeast(4, 7);
}

ClaudeThinking claudeThinking(const Conversation &conversation, const std::vector<Message> &turns,
                              const ClaudeModel &model, qint64 defaultMaxTokens, Losses &losses)
{
    using Kind = ClaudeThinking::Kind;
    if (conversation.dialect == models::ClientDialect::Anthropic)
        return asGiven(conversation, defaultMaxTokens);
    const ReasoningWish &wish = conversation.reasoning;
    ClaudeThinking thinking{.maxTokens = conversation.maxTokens.value_or(defaultMaxTokens)};
    if (wish.mode == ReasoningWish::Mode::Off || wish.effort == "none"
        || wish.budgetTokens == qint64(0)) {
        thinking.kind = Kind::Disabled;
        return thinking;
    }
    if (wish.mode == ReasoningWish::Mode::Unset && wish.effort.empty() && !wish.budgetTokens)
        return thinking;
    const std::string_view name = clientFieldName(conversation.dialect, ClientField::Reasoning);
    if (isForced(conversation)) {
        losses.dropped(name, "Claude does not think when it is made to call a tool");
        return thinking;
    }
    if (model.hasAdaptiveThinking) {
        thinking.kind = Kind::Adaptive;
        thinking.effort = effortFor(wish, model);
        if (wish.includeText.value_or(!wish.summary.empty()))
            thinking.display = "summarized";
        return thinking;
    }
    if (callsWithoutThinking(turns)) {
        losses.dropped(name, "the earlier calls of tools carry no thinking of Claude");
        return thinking;
    }
    thinking.kind = Kind::Enabled;
    thinking.budgetTokens = std::max(
        leastBudget,
        wish.budgetTokens.value_or(-1) > 0 ? *wish.budgetTokens : budgetForEffort(wish.effort));
    fitBudget(conversation, defaultMaxTokens, thinking, losses);
    return thinking;
}

} // namespace signalbox::routing
