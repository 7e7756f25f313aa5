// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesOpaque.h"

namespace signalbox::routing {

namespace {

using Family = ReasoningPart::Family;

constexpr std::string_view anthropicSignature = "signalbox:anthropic:signature:";
constexpr std::string_view anthropicRedacted = "signalbox:anthropic:redacted:";
constexpr std::string_view geminiSignature = "signalbox:gemini:signature:";
constexpr std::string_view geminiCall = "signalbox:gemini:call:";

std::string marked(std::string_view mark, std::string_view opaque)
{
    return opaque.empty() ? std::string() : std::string(mark).append(opaque);
}

} // namespace

std::string encryptedContent(const ReasoningPart &part)
{
    switch (part.family) {
    case Family::OpenAi:
        return part.encrypted;
    case Family::Anthropic:
        return part.signature.empty() ? marked(anthropicRedacted, part.encrypted)
                                      : marked(anthropicSignature, part.signature);
    case Family::Gemini:
        return marked(geminiSignature, part.signature);
    case Family::Plain:
        break;
    }
    return {};
}

void readEncryptedContent(std::string_view encrypted, ReasoningPart &part)
{
    if (encrypted.starts_with(anthropicSignature)) {
        part.family = Family::Anthropic;
        part.signature = encrypted.substr(anthropicSignature.size());
    } else if (encrypted.starts_with(anthropicRedacted)) {
        part.family = Family::Anthropic;
        part.encrypted = encrypted.substr(anthropicRedacted.size());
    } else if (encrypted.starts_with(geminiSignature)) {
        part.family = Family::Gemini;
        part.signature = encrypted.substr(geminiSignature.size());
    } else {
        part.family = Family::OpenAi;
        part.encrypted = encrypted;
    }
}

std::string encryptedCallSignature(std::string_view signature)
{
    return marked(geminiCall, signature);
}

std::optional<std::string> callSignatureOf(std::string_view encrypted)
{
    if (!encrypted.starts_with(geminiCall))
        return std::nullopt;
    return std::string(encrypted.substr(geminiCall.size()));
}

} // namespace signalbox::routing
