// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <optional>
#include <string_view>

namespace signalbox::models {

/// OpenAI's published encodings, by the files that hold them.
enum class TokenEncoding : quint8 {
    O200k, ///< o200k_base
    Cl100k, ///< cl100k_base
};

/// "o200k_base": the file's name without its ending.
[[nodiscard]] std::string_view tokenEncodingName(TokenEncoding encoding);

/// The encoding that \a model reads its text in, by its name; nothing for models whose tokenizer is
/// not published. A provider's prefix ("openai/", "us.", "azure-") does not matter.
///
/// As OpenAI's own tokenizer library has it: gpt-4o, gpt-4.1, gpt-4.5, gpt-5, the o-models and
/// gpt-oss read o200k; gpt-4, gpt-3.5 and the embedding models of their time cl100k.
[[nodiscard]] std::optional<TokenEncoding> tokenEncodingOf(std::string_view model);

} // namespace signalbox::models
