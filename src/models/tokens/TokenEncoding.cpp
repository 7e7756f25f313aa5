// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tokens/TokenEncoding.h"

#include <array>
#include <utility>

namespace signalbox::models {

namespace {

using EncodingRow = std::pair<std::string_view, TokenEncoding>;

/// The first that a name begins with counts.
constexpr std::array<EncodingRow, 16> encodingRows{{
    {"gpt-4o", TokenEncoding::O200k},
    {"gpt-4.1", TokenEncoding::O200k},
    {"gpt-4.5", TokenEncoding::O200k},
    {"gpt-4", TokenEncoding::Cl100k},
    {"gpt-35", TokenEncoding::Cl100k}, // Azure's spelling
    {"gpt-3.5", TokenEncoding::Cl100k},
    {"gpt-", TokenEncoding::O200k}, // gpt-5 and what follows, gpt-oss, gpt-image, gpt-realtime
    {"chatgpt-", TokenEncoding::O200k},
    {"codex-", TokenEncoding::O200k},
    {"computer-use-", TokenEncoding::O200k},
    {"ft:gpt-3.5", TokenEncoding::Cl100k},
    {"ft:gpt-4o", TokenEncoding::O200k},
    {"ft:gpt-4.1", TokenEncoding::O200k},
    {"ft:gpt-4", TokenEncoding::Cl100k},
    {"text-embedding-3", TokenEncoding::Cl100k},
    {"text-embedding-ada-002", TokenEncoding::Cl100k},
}};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// o1, o3-mini, o4-mini-2025-04-16: a digit behind the o, and nothing but a dash behind that.
bool isReasoningModel(std::string_view name)
{
    return name.size() >= 2 && name[0] == 'o' && isDigit(name[1])
        && (name.size() == 2 || name[2] == '-');
}

} // namespace

std::string_view tokenEncodingName(TokenEncoding encoding)
{
    return encoding == TokenEncoding::O200k ? "o200k_base" : "cl100k_base";
}

std::optional<TokenEncoding> tokenEncodingOf(std::string_view model)
{
    const std::size_t slash = model.rfind('/');
    std::string_view name = slash == std::string_view::npos ? model : model.substr(slash + 1);
    for (const std::string_view prefix : {"us.", "eu.", "openai.", "azure-", "databricks-"}) {
        if (name.starts_with(prefix))
            name.remove_prefix(prefix.size());
    }
    if (isReasoningModel(name))
        return TokenEncoding::O200k;
    for (const auto &[prefix, encoding] : encodingRows) {
        if (name.starts_with(prefix))
            return encoding;
    }
    return std::nullopt;
}

} // namespace signalbox::models
