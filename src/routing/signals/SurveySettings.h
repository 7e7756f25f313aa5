// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/signals/RequestSurvey.h"

#include <simdjson.h>
#include <string_view>

namespace signalbox::routing {

/// Reads what a request asks of its answer: how long it may be, JSON, reasoning. Used during one
/// survey; all functions return false when the JSON is damaged, and then nothing more may be read.
class SurveySettings final
{
public:
    using Value = simdjson::ondemand::value;

    explicit SurveySettings(RequestSurvey &survey)
        : m_survey(survey)
    {}

    /// A member of the body; what is no setting is left alone.
    bool member(std::string_view key, Value &value);

private:
    struct Field;

    bool outputLimit(Value &value);
    bool choices(Value &value);
    bool responseFormat(Value &value);
    bool textSettings(Value &value);
    bool outputFormat(Value &value);
    bool outputConfig(Value &value);
    bool ollamaFormat(Value &value);
    bool ollamaOptions(Value &value);
    bool generationConfig(Value &value);
    bool thinkingConfig(Value &value);
    bool effort(Value &value);
    bool reasoning(Value &value);
    bool think(Value &value);

    RequestSurvey &m_survey;
};

} // namespace signalbox::routing
