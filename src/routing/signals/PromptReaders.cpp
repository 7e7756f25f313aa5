// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/PromptReaders.h"

#include "routing/signals/LexiconSentiment.h"
#include "routing/signals/ProfileLanguage.h"
#include "routing/signals/RuleComplexity.h"
#include "routing/signals/RuleTaskType.h"

namespace signalbox::routing {

const PromptReaders &PromptReaders::byRules()
{
    static const RuleTaskType taskType;
    static const RuleComplexity complexity;
    static const LexiconSentiment sentiment;
    static const ProfileLanguage language;
    static const PromptReaders readers{.taskType = &taskType,
                                       .complexity = &complexity,
                                       .sentiment = &sentiment,
                                       .language = &language};
    return readers;
}

} // namespace signalbox::routing
