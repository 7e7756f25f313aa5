// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/signals/PromptReaders.h"

namespace signalbox::routing {

/// Complexity as a sum of what makes a request hard, each with a ceiling: its length (0.3 at about
/// 2,000 words), words that ask for thought (0.25), numbered steps and several questions (0.15),
/// code (0.15), demands such as "at least" or "without" (0.1), a long conversation (0.1), reasoning
/// asked for (0.1). Thread-safe.
class RuleComplexity final : public ComplexityEstimator
{
public:
    [[nodiscard]] double estimate(const PromptView &prompt) const override;
};

} // namespace signalbox::routing
