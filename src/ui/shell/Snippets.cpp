// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/Snippets.h"

#include "models/policy/NodeLinks.h"

#include <algorithm>

namespace signalbox::ui {

using models::Policy;
using models::ProviderDialect;

namespace {

/// SDKs refuse to start without any key.
const auto anyKey = QLatin1String("not-needed");
const auto fallbackModel = QLatin1String("auto");

const auto curlTemplate = QLatin1String(R"(curl %1/v1/chat/completions \
  -H "Authorization: Bearer %2" \
  -H "Content-Type: application/json" \
  -d '{"model": "%3", "messages": [{"role": "user", "content": "Hello!"}]}'
)");

const auto pythonTemplate = QLatin1String(R"(# pip install openai
from openai import OpenAI

client = OpenAI(base_url="%1/v1", api_key="%2")

answer = client.chat.completions.create(
    model="%3",
    messages=[{"role": "user", "content": "Hello!"}],
)
print(answer.choices[0].message.content)
)");

const auto javaScriptTemplate = QLatin1String(R"(// npm install openai
import OpenAI from "openai";

const client = new OpenAI({ baseURL: "%1/v1", apiKey: "%2" });

const answer = await client.chat.completions.create({
  model: "%3",
  messages: [{ role: "user", content: "Hello!" }],
});
console.log(answer.choices[0].message.content);
)");

const auto claudeCodeTemplate = QLatin1String(R"(export ANTHROPIC_BASE_URL="%1"
export ANTHROPIC_AUTH_TOKEN="%2"
export ANTHROPIC_MODEL="%3"
claude
)");

bool targetSpeaks(const Policy &policy, const QString &targetName, ProviderDialect dialect)
{
    QString providerId = targetName.section(QLatin1Char('/'), 0, 0);
    if (const auto *target = policy.target(targetName))
        providerId = target->provider;
    const auto *provider = policy.provider(providerId);
    return provider != nullptr
        && (provider->dialect == dialect || provider->dialect == ProviderDialect::Simulated);
}

bool routeSpeaks(const Policy &policy, const models::Route &route, ProviderDialect dialect)
{
    return std::ranges::any_of(route.graph.nodes, [&](const models::RouteNode &node) {
        bool speaks = false;
        models::forEachTarget(node, [&](const QString &target) {
            speaks = speaks || targetSpeaks(policy, target, dialect);
        });
        return speaks;
    });
}

} // namespace

QString snippet(SnippetKind kind, const SnippetFacts &facts)
{
    const QString key = facts.clientKey.isEmpty() ? QString(anyKey) : facts.clientKey;
    QLatin1String text = curlTemplate;
    switch (kind) {
    case SnippetKind::Curl:
        break;
    case SnippetKind::Python:
        text = pythonTemplate;
        break;
    case SnippetKind::JavaScript:
        text = javaScriptTemplate;
        break;
    case SnippetKind::ClaudeCode:
        text = claudeCodeTemplate;
        break;
    }
    return QString(text).arg(facts.address, key, facts.model);
}

QString snippetModel(const Policy &policy, ProviderDialect dialect)
{
    for (const auto &route : policy.routes) {
        if (routeSpeaks(policy, route, dialect))
            return route.name;
    }
    for (const auto &target : policy.targets) {
        if (targetSpeaks(policy, target.id, dialect))
            return target.id;
    }
    return policy.routes.isEmpty() ? QString(fallbackModel) : policy.routes.first().name;
}

ProviderDialect snippetDialect(SnippetKind kind)
{
    return kind == SnippetKind::ClaudeCode ? ProviderDialect::Anthropic : ProviderDialect::OpenAi;
}

} // namespace signalbox::ui
