// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/SurveySettings.h"

#include "routing/signals/SurveyJson.h"

#include <algorithm>
#include <array>

namespace signalbox::routing {

namespace ondemand = simdjson::ondemand;

struct SurveySettings::Field
{
    std::string_view key;
    bool (SurveySettings::*reader)(Value &);
};

bool SurveySettings::member(std::string_view key, Value &value)
{
    static constexpr std::array fields{
        Field{"max_tokens", &SurveySettings::outputLimit},
        Field{"max_completion_tokens", &SurveySettings::outputLimit},
        Field{"max_output_tokens", &SurveySettings::outputLimit},
        Field{"n", &SurveySettings::choices},
        Field{"response_format", &SurveySettings::responseFormat},
        Field{"text", &SurveySettings::textSettings},
        Field{"output_config", &SurveySettings::outputConfig},
        Field{"output_format", &SurveySettings::outputFormat},
        Field{"format", &SurveySettings::ollamaFormat},
        Field{"options", &SurveySettings::ollamaOptions},
        Field{"generationConfig", &SurveySettings::generationConfig},
        Field{"generation_config", &SurveySettings::generationConfig},
        Field{"reasoning_effort", &SurveySettings::effort},
        Field{"reasoning", &SurveySettings::reasoning},
        Field{"thinking", &SurveySettings::reasoning},
        Field{"think", &SurveySettings::think},
    };
    const auto *const found = std::ranges::find(fields, key, &Field::key);
    return found == fields.end() || (this->*found->reader)(value);
}

bool SurveySettings::outputLimit(Value &value)
{
    // Two that differ: the lower one is what the client can rely on.
    if (const std::optional<double> limit = finiteNumber(value); limit && *limit >= 0)
        m_survey.maxOutputTokens = std::min(*limit, m_survey.maxOutputTokens.value_or(*limit));
    return true;
}

bool SurveySettings::choices(Value &value)
{
    constexpr double most = 128;
    if (const std::optional<double> count = finiteNumber(value); count && *count >= 1)
        m_survey.choices = static_cast<int>(std::min(*count, most));
    return true;
}

bool SurveySettings::responseFormat(Value &value)
{
    return forEachMember(value, [this](std::string_view key, Value &member) {
        if (key == "type") {
            const std::string_view type = rawString(member);
            m_survey.wantsJson |= type.starts_with("json");
            m_survey.wantsSchema |= type == "json_schema";
        }
        return true;
    });
}

bool SurveySettings::textSettings(Value &value)
{
    return forEachMember(value, [this](std::string_view key, Value &member) {
        return key == "format" ? responseFormat(member) : true;
    });
}

bool SurveySettings::outputFormat(Value &value)
{
    return responseFormat(value);
}

bool SurveySettings::outputConfig(Value &value)
{
    return textSettings(value); // its format stands in the same place
}

bool SurveySettings::ollamaFormat(Value &value)
{
    const bool isSchema = typeOf(value) == ondemand::json_type::object;
    m_survey.wantsJson |= isSchema || rawString(value) == "json";
    m_survey.wantsSchema |= isSchema;
    return true;
}

bool SurveySettings::ollamaOptions(Value &value)
{
    return forEachMember(value, [this](std::string_view key, Value &member) {
        return key == "num_predict" ? outputLimit(member) : true; // negative: no limit
    });
}

bool SurveySettings::generationConfig(Value &value)
{
    return forEachMember(value, [this](std::string_view key, Value &member) {
        if (key == "maxOutputTokens" || key == "max_output_tokens")
            return outputLimit(member);
        if (key == "candidateCount" || key == "candidate_count")
            return choices(member);
        if (key == "responseMimeType" || key == "response_mime_type") {
            m_survey.wantsJson |= rawString(member) == "application/json";
        } else if (key == "responseSchema" || key == "response_schema"
                   || key == "responseJsonSchema" || key == "response_json_schema") {
            const bool isSchema = typeOf(member) == ondemand::json_type::object;
            m_survey.wantsJson |= isSchema;
            m_survey.wantsSchema |= isSchema;
        } else if (key == "thinkingConfig" || key == "thinking_config") {
            return thinkingConfig(member);
        }
        return true;
    });
}

bool SurveySettings::thinkingConfig(Value &value)
{
    std::optional<double> budget;
    bool isWanted = false;
    const bool isGood = forEachMember(value, [&](std::string_view key, Value &member) {
        if (key == "thinkingBudget" || key == "thinking_budget") {
            budget = finiteNumber(member);
        } else if (key == "includeThoughts" || key == "include_thoughts") {
            isWanted |= isTrue(member);
        } else if (key == "thinkingLevel" || key == "thinking_level") {
            isWanted |= !rawString(member).empty();
        }
        return true;
    });
    m_survey.wantsReasoning |= budget ? *budget != 0 : isWanted;
    return isGood;
}

bool SurveySettings::effort(Value &value)
{
    const std::string_view name = rawString(value);
    m_survey.wantsReasoning |= !name.empty() && name != "none";
    return true;
}

/// `reasoning` of Responses and OpenRouter, `thinking` of Anthropic.
bool SurveySettings::reasoning(Value &value)
{
    return forEachMember(value, [this](std::string_view key, Value &member) {
        if (key == "effort")
            return effort(member);
        if (key == "enabled")
            return think(member);
        if (key == "type") {
            const std::string_view type = rawString(member);
            m_survey.wantsReasoning |= type == "enabled" || type == "adaptive";
        } else if (key == "max_tokens") {
            m_survey.wantsReasoning |= finiteNumber(member).value_or(0) > 0;
        }
        return true;
    });
}

bool SurveySettings::think(Value &value)
{
    m_survey.wantsReasoning |= isTrue(value);
    return effort(value);
}

} // namespace signalbox::routing
