// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/signals/PromptReaders.h"

namespace signalbox::routing {

/// Task types by rules that can be told: tools offered mean tool use; else the type with the most
/// points wins, where points come from code and formulas in the text and from phrases (the lists in
/// RuleTaskType.cpp), which count most in its first and last lines, for there stands what to do.
/// Thread-safe.
class RuleTaskType final : public TaskTypeClassifier
{
public:
    [[nodiscard]] std::string_view classify(const PromptView &prompt) const override;
};

/// How much \a text looks like program code, stack traces included: 0 not at all, 1 a line or two,
/// 3 for the most part.
[[nodiscard]] double codeShare(std::string_view text);

} // namespace signalbox::routing
