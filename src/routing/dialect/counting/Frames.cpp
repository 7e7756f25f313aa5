// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/counting/Frames.h"

#include "models/tokens/TokenEncoding.h"

#include <algorithm>
#include <array>
#include <string>

namespace signalbox::routing {

using models::ProviderDialect;

namespace {

constexpr Frames openAi{.message = 4,
                        .answer = 3,
                        .tools = 14,
                        .forcedTools = 12,
                        .tool = 0,
                        .call = 7,
                        .result = 7,
                        .showsSignatures = true,
                        .isPublished = true};

/// Models that think: the o-models and gpt-5. Chat completions add a longer text about tools than
/// Responses do.
constexpr Frames openAiThinking(double tools)
{
    Frames frames = openAi;
    frames.assistantTurn = 2; // its channel
    frames.answer = 2;
    frames.tools = tools;
    frames.forcedTools = tools;
    frames.tool = -1.5;
    return frames;
}

constexpr Frames claude(double text, double tools, double forcedTools, double tool)
{
    return {.text = text,
            .message = 2.5,
            .answer = 4.5,
            .tools = tools,
            .forcedTools = forcedTools,
            .tool = tool,
            .schema = 1.36 * text / 1.1,
            .call = 30,
            .result = 18,
            .format = 105,
            .formatSchema = 1.9};
}

struct Row
{
    std::string_view part; ///< of the model's name, in lower case
    Frames frames;
};

constexpr Frames claude3 = claude(1.12, 264, 340, 45);
constexpr Frames claude37 = claude(1.12, 300, 270, 45);
constexpr Frames claude4 = claude(1.15, 275, 255, 46);
constexpr Frames claude45 = claude(1.1, 500, 595, 15);
constexpr Frames claude47 = claude(1.28, 500, 600, 20); // another tokenizer
constexpr Frames mistral{.text = 1.12, .message = 4, .answer = 1, .tools = 8, .forcedTools = 8};

/// The first whose part stands in a name counts.
constexpr std::array<Row, 25> rows{{
    {"gpt-oss",
     {.message = 4,
      .assistantTurn = 2,
      .answer = 64,
      .tools = 30,
      .forcedTools = 30,
      .tool = -2,
      .showsSignatures = true}},
    {"opus-4-7", claude47},
    {"opus-4-8", claude47},
    {"opus-5", claude47},
    {"sonnet-5", claude47},
    {"claude-3-7", claude37},
    {"claude-3", claude3},
    {"sonnet-4-0", claude4},
    {"opus-4-0", claude4},
    {"opus-4-1", claude4},
    {"sonnet-4-2", claude4}, // with a date
    {"opus-4-2", claude4},
    {"claude", claude45},
    {"gemini",
     {.message = 1,
      .answer = 0,
      .tools = 0,
      .forcedTools = 0,
      .tool = 11,
      .schema = 0.84,
      .call = 10,
      .result = 10,
      .format = 0,
      .formatSchema = 0}},
    {"gemma", {.message = 5, .answer = 4}},
    {"mistral-small", {.text = 1.05, .message = 4, .answer = 12, .tools = 8, .forcedTools = 8}},
    {"mistral", mistral},
    {"ministral", mistral},
    {"magistral", mistral},
    {"codestral", mistral},
    {"qwen", {.text = 1.02, .message = 5, .answer = 3, .tools = 90, .forcedTools = 90, .tool = 25}},
    {"deepseek",
     {.text = 1.06,
      .message = 1,
      .answer = 3,
      .tools = 240,
      .forcedTools = 240,
      .tool = 10,
      .schema = 1.36,
      .call = 34,
      .result = 20}},
    {"llama", {.message = 3, .answer = 32, .tools = 120, .forcedTools = 120, .tool = 30}},
    {"grok", {.message = 3, .answer = 185, .tools = 60, .forcedTools = 60, .schema = 1.34}},
    {"", {}},
}};

std::string lowerCase(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return out;
}

/// Whether \a name (without what stands before a slash) is of OpenAI's models that think.
bool thinks(std::string_view name)
{
    return name.starts_with("gpt-5") || name.starts_with("codex")
        || (name.starts_with('o') && models::tokenEncodingOf(name).has_value());
}

} // namespace

Frames framesOf(ProviderDialect dialect, std::string_view model)
{
    std::string name = lowerCase(model);
    std::ranges::replace(name, '.', '-'); // OpenRouter's claude-sonnet-4.5
    const bool isOss = name.find("gpt-oss") != std::string::npos;
    if (!isOss && models::tokenEncodingOf(model)) {
        const std::size_t slash = name.rfind('/');
        const bool doesThink =
            thinks(std::string_view(name).substr(slash == std::string::npos ? 0 : slash + 1));
        if (!doesThink)
            return openAi;
        return openAiThinking(dialect == ProviderDialect::OpenAiResponses ? 16 : 97);
    }
    return std::ranges::find_if(
               rows, [&name](const Row &row) { return name.find(row.part) != std::string::npos; })
        ->frames;
}

} // namespace signalbox::routing
