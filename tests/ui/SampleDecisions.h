// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string_view>

/// Decisions as the proxy writes them, over the targets of samplePolicy().
namespace signalbox::tests {

/// A condition that does not hold, a budget, and a pool with one behind and one left out.
inline constexpr std::string_view poolDecision =
    "{\"served\": true, \"dialect\": \"openai\", \"model\": \"smart\", \"route\": \"smart\","
    " \"stream\": true, \"target\": \"gpt-mini\", \"reason\": \"fastest of 3: TTFT p50 412 ms\","
    " \"signals\": {\"input_tokens\": 812, \"task_type\": \"coding\", \"tools\": 3,"
    "  \"header.x-team\": \"blue\", \"stream\": true},"
    " \"path\": ["
    "  {\"route\": \"smart\", \"node\": \"n1\", \"label\": \"long prompts\", \"kind\": \"match\","
    "   \"took\": \"else\", \"next\": \"b\", \"when\": {\"all\": ["
    "    {\"signal\": \"input_tokens\", \"op\": \">\", \"value\": 8000, \"left\": 812,"
    "     \"holds\": false},"
    "    {\"signal\": \"client\", \"op\": \"==\", \"value\": \"ci\", \"holds\": null}],"
    "    \"holds\": false}},"
    "  {\"route\": \"smart\", \"node\": \"b\", \"kind\": \"budget\", \"budget\": \"daily\","
    "   \"used_usd\": 1.2, \"limit_usd\": 5, \"took\": \"within\", \"next\": \"p\"},"
    "  {\"route\": \"smart\", \"node\": \"p\", \"label\": \"quick ones\", \"kind\": \"pool\","
    "   \"strategy\": \"fastest\", \"measure\": \"ttft_ms\", \"percentile\": 50, \"members\": ["
    "    {\"target\": \"gpt-mini\", \"provider\": \"openai\", \"model\": \"gpt-4o-mini\","
    "     \"verdict\": \"chosen\", \"why\": \"best\", \"figure\": 412.0, \"unit\": \"ms\","
    "     \"samples\": 38, \"cost_usd\": 0.00021, \"success_rate\": 0.99, \"in_flight\": 2},"
    "    {\"target\": \"local-qwen\", \"provider\": \"ollama\", \"model\": \"qwen3:8b\","
    "     \"verdict\": \"fallback\", \"why\": \"best\", \"figure\": 640.0, \"unit\": \"ms\","
    "     \"samples\": 12, \"cost_usd\": 0, \"success_rate\": 0.97, \"in_flight\": 0},"
    "    {\"target\": \"sonnet\", \"provider\": \"anthropic\", \"model\": \"claude-sonnet-4-5\","
    "     \"verdict\": \"behind\", \"why\": \"limit\", \"limit\": {\"measure\": \"ttft_ms\","
    "      \"percentile\": 95, \"at_most\": 2000, \"value\": 3100}, \"figure\": 900.0,"
    "     \"unit\": \"ms\", \"samples\": 21, \"cost_usd\": 0.0042, \"in_flight\": 1},"
    "    {\"target\": \"llama-fast\", \"provider\": \"groq\","
    "     \"model\": \"llama-3.3-70b-versatile\", \"verdict\": \"excluded\","
    "     \"why\": \"obstacle\", \"obstacle\": \"breaker\","
    "     \"detail\": \"open for 8 s more\"}]},"
    "  {\"route\": \"smart\", \"node\": \"x\", \"kind\": \"target\", \"target\": \"gpt-mini\"}],"
    " \"candidates\": [{\"target\": \"gpt-mini\", \"provider\": \"openai\","
    "   \"model\": \"gpt-4o-mini\", \"eligible\": true, \"reason\": \"chosen\","
    "   \"translated\": false, \"losses\": []}],"
    " \"attempts\": [{\"target\": \"gpt-mini\", \"outcome\": \"success\", \"status\": 200,"
    "   \"key\": 0, \"first_byte_ms\": 398, \"ms\": 2100}]}";

/// A decision table, and a chain whose first target refused.
inline constexpr std::string_view tableDecision =
    "{\"served\": true, \"dialect\": \"openai\", \"model\": \"smart\", \"route\": \"smart\","
    " \"target\": \"sonnet\", \"reason\": \"gpt-mini was rate limited, fell back to sonnet\","
    " \"path\": ["
    "  {\"route\": \"smart\", \"node\": \"t\", \"label\": \"by kind of work\","
    "   \"kind\": \"table\", \"hit\": \"first\", \"took\": \"row 3\", \"next\": \"f\", \"rows\": ["
    "    {\"row\": 1, \"holds\": false, \"cells\": [{\"signal\": \"tools\", \"op\": \">\","
    "     \"value\": 0, \"left\": 0, \"holds\": false}, {\"signal\": \"language\","
    "     \"op\": \"in\", \"value\": [\"de\", \"fr\"], \"holds\": null}]},"
    "    {\"row\": 2, \"holds\": false, \"cells\": [{\"signal\": \"header.x-team\","
    "     \"op\": \"exists\", \"value\": true, \"left\": null, \"holds\": false}]},"
    "    {\"row\": 3, \"holds\": true, \"cells\": [{\"signal\": \"task_type\", \"op\": \"==\","
    "     \"value\": \"coding\", \"left\": \"coding\", \"holds\": true}]},"
    "    {\"row\": 4, \"holds\": null, \"cells\": []}]},"
    "  {\"route\": \"smart\", \"node\": \"f\", \"kind\": \"fallback\", \"took\": \"step 1\","
    "   \"next\": \"x\"},"
    "  {\"route\": \"smart\", \"node\": \"x\", \"kind\": \"target\", \"target\": \"gpt-mini\"}],"
    " \"candidates\": ["
    "  {\"target\": \"gpt-mini\", \"provider\": \"openai\", \"model\": \"gpt-4o-mini\","
    "   \"eligible\": true, \"reason\": \"chosen\", \"translated\": false, \"losses\": []},"
    "  {\"target\": \"sonnet\", \"provider\": \"anthropic\", \"model\": \"claude-sonnet-4-5\","
    "   \"eligible\": true, \"reason\": \"fallback\", \"translated\": true, \"losses\": ["
    "    {\"field\": \"seed\", \"reason\": \"Anthropic has no seed\"},"
    "    {\"field\": \"logprobs\", \"reason\": \"Anthropic gives none\"}]},"
    "  {\"target\": \"local-qwen\", \"provider\": \"ollama\", \"model\": \"qwen3:8b\","
    "   \"eligible\": false, \"reason\": \"its provider speaks Ollama, the request is not for"
    " it\"}],"
    " \"attempts\": ["
    "  {\"target\": \"gpt-mini\", \"outcome\": \"rate_limited\", \"status\": 429, \"key\": 0,"
    "   \"first_byte_ms\": 120, \"ms\": 130,"
    "   \"error\": \"The provider refused for now: rate limit reached\"},"
    "  {\"target\": \"gpt-mini\", \"outcome\": \"rate_limited\", \"status\": 429, \"key\": 1,"
    "   \"first_byte_ms\": 88, \"ms\": 90},"
    "  {\"target\": \"sonnet\", \"outcome\": \"success\", \"status\": 200, \"key\": 0,"
    "   \"first_byte_ms\": 300, \"ms\": 2100}]}";

/// A sticky share, a budget that is used up, and a refusal.
inline constexpr std::string_view refusedDecision =
    "{\"served\": false, \"model\": \"smart\", \"route\": \"smart\","
    " \"problem\": \"the daily budget of $5.00 is used up\", \"path\": ["
    "  {\"route\": \"smart\", \"node\": \"sp\", \"label\": \"new prompt\", \"kind\": \"split\","
    "   \"unit\": \"conversation\", \"bucket\": 41231, \"took\": \"new\", \"next\": \"b\"},"
    "  {\"route\": \"smart\", \"node\": \"b\", \"kind\": \"budget\", \"budget\": \"daily\","
    "   \"used_usd\": 5.01, \"limit_usd\": 5, \"took\": \"over\", \"next\": \"no\"},"
    "  {\"route\": \"smart\", \"node\": \"no\", \"kind\": \"reject\", \"status\": 429}]}";

} // namespace signalbox::tests
