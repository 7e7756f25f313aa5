// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/providers/ProviderPresets.h"

#include <algorithm>

namespace signalbox::ui {

using models::ProviderDialect;
using Kind = ProviderPreset::Kind;

namespace {

ProviderPreset cloud(const char *id, const char *name, const char *baseUrl, const char *keyPage,
                     const char *environment)
{
    ProviderPreset preset;
    preset.id = QString::fromLatin1(id);
    preset.name = QString::fromLatin1(name);
    preset.baseUrl = QString::fromLatin1(baseUrl);
    preset.keyPage = QString::fromLatin1(keyPage);
    preset.environment = QString::fromLatin1(environment);
    return preset;
}

ProviderPreset local(const char *id, const char *name, const char *baseUrl)
{
    ProviderPreset preset = cloud(id, name, baseUrl, "", "");
    preset.kind = Kind::Local;
    return preset;
}

QList<ProviderPreset> makePresets()
{
    ProviderPreset anthropic =
        cloud("anthropic", "Anthropic", "https://api.anthropic.com",
              "https://console.anthropic.com/settings/keys", "ANTHROPIC_API_KEY");
    anthropic.dialect = ProviderDialect::Anthropic;
    ProviderPreset gemini =
        cloud("gemini", "Google Gemini", "https://generativelanguage.googleapis.com/v1beta",
              "https://aistudio.google.com/apikey", "GEMINI_API_KEY");
    gemini.dialect = ProviderDialect::Gemini;
    // Mistral sends usage with the last event unasked and knows no stream_options.
    ProviderPreset mistral = cloud("mistral", "Mistral", "https://api.mistral.ai/v1",
                                   "https://console.mistral.ai/api-keys", "MISTRAL_API_KEY");
    mistral.requestStreamUsage = false;
    ProviderPreset azure =
        cloud("azure", "Azure OpenAI", "https://your-resource.openai.azure.com/openai/v1",
              "https://ai.azure.com", "AZURE_OPENAI_API_KEY");
    azure.keyHeader = QStringLiteral("api-key");
    ProviderPreset bedrock =
        cloud("bedrock", "Amazon Bedrock", "https://bedrock-runtime.us-east-1.amazonaws.com",
              "https://console.aws.amazon.com/bedrock", "AWS_BEARER_TOKEN_BEDROCK");
    bedrock.dialect = ProviderDialect::Bedrock;
    ProviderPreset cohere = cloud("cohere", "Cohere", "https://api.cohere.com",
                                  "https://dashboard.cohere.com/api-keys", "CO_API_KEY");
    cohere.dialect = ProviderDialect::Cohere;
    ProviderPreset custom = local("custom", "Custom", "http://127.0.0.1:8000/v1");
    custom.kind = Kind::Custom;

    return {
        cloud("openai", "OpenAI", "https://api.openai.com/v1",
              "https://platform.openai.com/api-keys", "OPENAI_API_KEY"),
        anthropic,
        gemini,
        mistral,
        cloud("groq", "Groq", "https://api.groq.com/openai/v1", "https://console.groq.com/keys",
              "GROQ_API_KEY"),
        cloud("deepseek", "DeepSeek", "https://api.deepseek.com/v1",
              "https://platform.deepseek.com/api_keys", "DEEPSEEK_API_KEY"),
        cloud("xai", "xAI", "https://api.x.ai/v1", "https://console.x.ai", "XAI_API_KEY"),
        cloud("openrouter", "OpenRouter", "https://openrouter.ai/api/v1",
              "https://openrouter.ai/keys", "OPENROUTER_API_KEY"),
        cloud("together", "Together AI", "https://api.together.xyz/v1",
              "https://api.together.ai/settings/api-keys", "TOGETHER_API_KEY"),
        azure,
        bedrock,
        cohere,
        local("ollama", "Ollama", "http://127.0.0.1:11434/v1"),
        local("lmstudio", "LM Studio", "http://127.0.0.1:1234/v1"),
        local("vllm", "vLLM", "http://127.0.0.1:8000/v1"),
        local("llamacpp", "llama.cpp", "http://127.0.0.1:8080/v1"),
        custom,
    };
}

} // namespace

const QList<ProviderPreset> &providerPresets()
{
    static const QList<ProviderPreset> presets = makePresets();
    return presets;
}

const ProviderPreset *presetOf(const models::Provider &provider)
{
    const QList<ProviderPreset> &presets = providerPresets();
    auto found = std::ranges::find_if(presets, [&](const ProviderPreset &preset) {
        return preset.kind != Kind::Custom && preset.baseUrl == provider.baseUrl;
    });
    if (found == presets.end())
        found = std::ranges::find(presets, provider.id, &ProviderPreset::id);
    return found == presets.end() ? nullptr : &*found;
}

models::Provider providerFrom(const ProviderPreset &preset, const models::Policy &policy)
{
    models::Provider provider;
    provider.id = preset.id;
    for (int number = 2; policy.provider(provider.id) != nullptr; ++number)
        provider.id = QStringLiteral("%1-%2").arg(preset.id).arg(number);
    provider.name = preset.name;
    provider.dialect = preset.dialect;
    provider.baseUrl = preset.baseUrl;
    provider.keyHeader = preset.keyHeader;
    provider.requestStreamUsage = preset.requestStreamUsage;
    return provider;
}

} // namespace signalbox::ui
