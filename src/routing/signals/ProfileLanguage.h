// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/signals/PromptReaders.h"

namespace signalbox::routing {

/// The language by its script where that is enough, else by its most frequent words and by letters
/// that few others have: English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish,
/// Danish, Norwegian, Finnish, Polish, Czech, Hungarian, Romanian, Turkish, Indonesian, Vietnamese,
/// Russian, Ukrainian, Bulgarian, Greek, Hebrew, Arabic, Persian, Hindi, Thai, Chinese, Japanese
/// and Korean. Code between fences is left out. Thread-safe.
class ProfileLanguage final : public LanguageDetector
{
public:
    [[nodiscard]] std::string_view detect(std::string_view utf8) const override;
};

} // namespace signalbox::routing
