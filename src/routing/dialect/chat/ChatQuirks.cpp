// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/chat/ChatQuirks.h"

#include <QStringView>

#include <algorithm>
#include <array>

namespace signalbox::routing {

namespace {

using Thoughts = ChatQuirks::Thoughts;
using Effort = ChatQuirks::Effort;

constexpr std::array<ChatQuirks, 16> table{{
    {.name = "openai",
     .host = "api.openai.com",
     .maxCompletionTokens = true,
     .developerRole = true,
     .takesTopK = false,
     .hasResponses = true,
     .effort = Effort::ReasoningModels},
    {.name = "azure",
     .host = ".openai.azure.com",
     .maxCompletionTokens = true,
     .developerRole = true,
     .takesTopK = false,
     .hasResponses = true,
     .pathNamesDeployment = true,
     .keyField = "api-key",
     .effort = Effort::ReasoningModels},
    {.name = "mistral",
     .host = "api.mistral.ai",
     .takesTopK = false,
     .takesLogitBias = false,
     .anyInsteadOfRequired = true,
     .nineLetterIds = true,
     .streamUsage = false, // it sends usage unasked
     .thoughts = Thoughts::Content,
     .effort = Effort::Never},
    {.name = "groq",
     .host = "api.groq.com",
     .takesTopK = false,
     .takesLogitBias = false,
     .hasResponses = true,
     .thoughts = Thoughts::Reasoning,
     .effort = Effort::ReasoningModels},
    {.name = "deepseek",
     .host = "api.deepseek.com",
     .takesTopK = false,
     .takesSeed = false,
     .takesLogitBias = false,
     .thoughts = Thoughts::ReasoningContent,
     .effort = Effort::Never},
    {.name = "zai",
     .host = "api.z.ai",
     .takesTopK = false,
     .thoughts = Thoughts::ReasoningContent,
     .effort = Effort::Never},
    {.name = "openrouter",
     .host = "openrouter.ai",
     .takesCacheControl = true,
     .hasResponses = true,
     .thoughts = Thoughts::ReasoningDetails},
    {.name = "xai",
     .host = "api.x.ai",
     .takesTopK = false,
     .hasResponses = true,
     .effort = Effort::ReasoningModels},
    {.name = "together",
     .host = "api.together.xyz",
     .thoughts = Thoughts::Reasoning,
     .effort = Effort::ReasoningModels},
    {.name = "perplexity",
     .host = "api.perplexity.ai",
     .takesSeed = false,
     .takesLogitBias = false,
     .takesParallelToolCalls = false,
     .streamUsage = false,
     .effort = Effort::ReasoningModels},
    {.name = "cerebras",
     .host = "api.cerebras.ai",
     .maxCompletionTokens = true,
     .takesTopK = false,
     .thoughts = Thoughts::Reasoning,
     .effort = Effort::ReasoningModels},
    {.name = "vllm", .host = {}, .hasResponses = true, .thoughts = Thoughts::ReasoningContent},
    {.name = "llama.cpp", .host = {}, .thoughts = Thoughts::ReasoningContent},
    {.name = "lmstudio", .host = {}, .hasResponses = true, .thoughts = Thoughts::Reasoning},
    {.name = "ollama", .host = {}, .thoughts = Thoughts::Reasoning, .effort = Effort::Always},
    {.name = "plain", .host = {}, .takesTopK = false, .hasResponses = true},
}};

QLatin1String latin(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

/// Asked for with every request: no QUrl, which would parse the whole.
QStringView hostOf(QStringView url)
{
    const qsizetype scheme = url.indexOf(QLatin1String("://"));
    const QStringView rest = scheme < 0 ? url : url.mid(scheme + 3);
    const auto *const end = std::ranges::find_if(
        rest, [](QChar c) { return c == QLatin1Char('/') || c == QLatin1Char(':'); });
    return rest.left(end - rest.begin());
}

} // namespace

const ChatQuirks &chatQuirks(const models::Provider &provider)
{
    for (const QString &quirk : provider.quirks) {
        const auto *const found = std::ranges::find_if(
            table, [&quirk](const ChatQuirks &row) { return quirk == latin(row.name); });
        if (found != table.end())
            return *found;
    }
    const QStringView host = hostOf(provider.baseUrl);
    const auto *const found = std::ranges::find_if(table, [host](const ChatQuirks &row) {
        return !row.host.empty() && host.endsWith(latin(row.host), Qt::CaseInsensitive);
    });
    return found == table.end() ? table.back() : *found;
}

bool isReasoningModel(std::string_view name)
{
    if (const std::size_t slash = name.rfind('/'); slash != std::string_view::npos)
        name.remove_prefix(slash + 1);
    constexpr std::array<std::string_view, 12> families{
        "o1",    "o3",         "o4",          "gpt-5",  "gpt-oss",   "codex",
        "qwen3", "deepseek-r", "grok-3-mini", "grok-4", "magistral", "sonar-reasoning"};
    return std::ranges::any_of(
        families, [name](std::string_view family) { return name.starts_with(family); });
}

} // namespace signalbox::routing
