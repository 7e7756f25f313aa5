// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/SurveyWalk.h"

#include "routing/signals/JsonUnescape.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace signalbox::routing {

using models::ClientDialect;
namespace ondemand = simdjson::ondemand;

namespace {

constexpr std::size_t mostName = 1024;

ondemand::json_type typeOf(ondemand::value &value)
{
    ondemand::json_type type{};
    return value.type().get(type) == simdjson::SUCCESS ? type : ondemand::json_type::null;
}

std::optional<double> numberOf(ondemand::value &value)
{
    double number = 0;
    if (typeOf(value) != ondemand::json_type::number
        || value.get_double().get(number) != simdjson::SUCCESS || !std::isfinite(number))
        return std::nullopt;
    return number;
}

/// The session in the id that coding agents give: `user_…_account_…_session_ID`, or a JSON object
/// as a text with "session_id".
std::string_view sessionOf(std::string_view user)
{
    constexpr std::string_view mark = "session_";
    constexpr std::string_view field = R"("session_id":")";
    if (const std::size_t place = user.find(field); place != std::string_view::npos) {
        const std::string_view rest = user.substr(place + field.size());
        return rest.substr(0, rest.find('"'));
    }
    const std::size_t place = user.rfind(mark);
    return place == std::string_view::npos || user.starts_with('{')
        ? std::string_view()
        : user.substr(place + mark.size());
}

} // namespace

struct SurveyWalk::Field
{
    std::string_view key;
    Reader reader;
};

bool SurveyWalk::walk(ondemand::object object)
{
    for (auto field : object) {
        std::string_view key;
        Value value;
        if (field.error() != simdjson::SUCCESS
            || field.unescaped_key().get(key) != simdjson::SUCCESS
            || field.value().get(value) != simdjson::SUCCESS || !member(key, value))
            return false;
    }
    return true;
}

bool SurveyWalk::member(std::string_view key, Value &value)
{
    // What a key means does not depend on the dialect, but for `input`.
    static constexpr std::array fields{
        Field{"messages", &SurveyWalk::messages},
        Field{"contents", &SurveyWalk::messages},
        Field{"input", &SurveyWalk::input},
        Field{"content", &SurveyWalk::content},
        Field{"requests", &SurveyWalk::requests},
        Field{"generateContentRequest", &SurveyWalk::countedRequest},
        Field{"generate_content_request", &SurveyWalk::countedRequest},
        Field{"prompt", &SurveyWalk::userText},
        Field{"system", &SurveyWalk::system},
        Field{"instructions", &SurveyWalk::system},
        Field{"systemInstruction", &SurveyWalk::system},
        Field{"system_instruction", &SurveyWalk::system},
        Field{"images", &SurveyWalk::images},
        Field{"tools", &SurveyWalk::tools},
        Field{"functions", &SurveyWalk::tools},
        Field{"max_tokens", &SurveyWalk::outputLimit},
        Field{"max_completion_tokens", &SurveyWalk::outputLimit},
        Field{"max_output_tokens", &SurveyWalk::outputLimit},
        Field{"response_format", &SurveyWalk::responseFormat},
        Field{"text", &SurveyWalk::textSettings},
        Field{"output_config", &SurveyWalk::outputConfig},
        Field{"output_format", &SurveyWalk::outputFormat},
        Field{"format", &SurveyWalk::ollamaFormat},
        Field{"options", &SurveyWalk::ollamaOptions},
        Field{"generationConfig", &SurveyWalk::generationConfig},
        Field{"generation_config", &SurveyWalk::generationConfig},
        Field{"reasoning_effort", &SurveyWalk::effort},
        Field{"reasoning", &SurveyWalk::reasoning},
        Field{"thinking", &SurveyWalk::reasoning},
        Field{"think", &SurveyWalk::think},
        Field{"metadata", &SurveyWalk::metadata},
        Field{"conversation", &SurveyWalk::conversation},
        Field{"prompt_cache_key", &SurveyWalk::cacheKey},
        Field{"previous_response_id", &SurveyWalk::previousResponse},
    };
    const auto *const found = std::ranges::find(fields, key, &Field::key);
    return found == fields.end() || (this->*found->reader)(value);
}

bool SurveyWalk::input(Value &value)
{
    return m_endpoint.operation == Operation::Embed ? m_messages.readUserText(value)
                                                    : m_messages.readMessages(value);
}

bool SurveyWalk::content(Value &value)
{
    return m_endpoint.operation == Operation::Embed ? m_messages.readUserText(value) : true;
}

/// A batch of Gemini's embeddings.
bool SurveyWalk::requests(Value &value)
{
    return forEachElement(value, [this](Value &request) {
        return forEachMember(request, [this](std::string_view key, Value &one) {
            return key == "content" ? m_messages.readUserText(one) : true;
        });
    });
}

/// Gemini counts a whole request that is wrapped so.
bool SurveyWalk::countedRequest(Value &value)
{
    // Not through member(): a wrapped request that wraps another is none.
    return forEachMember(value, [this](std::string_view key, Value &one) {
        if (key == "contents")
            return messages(one);
        if (key == "systemInstruction" || key == "system_instruction")
            return system(one);
        return key == "tools" ? tools(one) : true;
    });
}

bool SurveyWalk::tools(Value &value)
{
    return forEachElement(value, [this](Value &one) { return tool(one); });
}

bool SurveyWalk::tool(Value &value)
{
    int declared = 0;
    bool isDeclarations = false;
    bool isGood = true;
    if (m_endpoint.dialect == ClientDialect::Gemini) {
        isGood = forEachMember(value, [&](std::string_view key, Value &member) {
            isDeclarations |= key == "functionDeclarations" || key == "function_declarations";
            if (key != "functionDeclarations" && key != "function_declarations")
                return true;
            return forEachElement(member, [&](Value &declaration) {
                ++declared;
                std::string_view json;
                if (simdjson::to_json_string(declaration).get(json) != simdjson::SUCCESS)
                    return false;
                m_survey.toolBytes += static_cast<qint64>(json.size());
                return true;
            });
        });
    } else {
        std::string_view json;
        isGood = simdjson::to_json_string(value).get(json) == simdjson::SUCCESS;
        m_survey.toolBytes += static_cast<qint64>(json.size());
    }
    m_survey.tools += isDeclarations ? declared : 1;
    return isGood;
}

bool SurveyWalk::outputLimit(Value &value)
{
    // Two that differ: the lower one is what the client can rely on.
    if (const std::optional<double> limit = numberOf(value); limit && *limit >= 0)
        m_survey.maxOutputTokens = std::min(*limit, m_survey.maxOutputTokens.value_or(*limit));
    return true;
}

bool SurveyWalk::responseFormat(Value &value)
{
    return forEachMember(value, [this](std::string_view key, Value &member) {
        if (key == "type")
            m_survey.wantsJson |= rawString(member).starts_with("json");
        return true;
    });
}

bool SurveyWalk::textSettings(Value &value)
{
    return forEachMember(value, [this](std::string_view key, Value &member) {
        return key == "format" ? responseFormat(member) : true;
    });
}

bool SurveyWalk::outputFormat(Value &value)
{
    return responseFormat(value);
}

bool SurveyWalk::outputConfig(Value &value)
{
    return textSettings(value); // its format stands in the same place
}

bool SurveyWalk::ollamaFormat(Value &value)
{
    m_survey.wantsJson |=
        rawString(value) == "json" || typeOf(value) == ondemand::json_type::object;
    return true;
}

bool SurveyWalk::ollamaOptions(Value &value)
{
    return forEachMember(value, [this](std::string_view key, Value &member) {
        return key == "num_predict" ? outputLimit(member) : true; // negative: no limit
    });
}

bool SurveyWalk::generationConfig(Value &value)
{
    return forEachMember(value, [this](std::string_view key, Value &member) {
        if (key == "maxOutputTokens" || key == "max_output_tokens")
            return outputLimit(member);
        if (key == "responseMimeType" || key == "response_mime_type") {
            m_survey.wantsJson |= rawString(member) == "application/json";
        } else if (key == "responseSchema" || key == "response_schema"
                   || key == "responseJsonSchema" || key == "response_json_schema") {
            m_survey.wantsJson |= typeOf(member) == ondemand::json_type::object;
        } else if (key == "thinkingConfig" || key == "thinking_config") {
            return thinkingConfig(member);
        }
        return true;
    });
}

bool SurveyWalk::thinkingConfig(Value &value)
{
    std::optional<double> budget;
    bool isWanted = false;
    const bool isGood = forEachMember(value, [&](std::string_view key, Value &member) {
        if (key == "thinkingBudget" || key == "thinking_budget") {
            budget = numberOf(member);
        } else if (key == "includeThoughts" || key == "include_thoughts") {
            bool flag = false;
            isWanted |= member.get_bool().get(flag) == simdjson::SUCCESS && flag;
        } else if (key == "thinkingLevel" || key == "thinking_level") {
            isWanted |= !rawString(member).empty();
        }
        return true;
    });
    m_survey.wantsReasoning |= budget ? *budget != 0 : isWanted;
    return isGood;
}

bool SurveyWalk::effort(Value &value)
{
    const std::string_view name = rawString(value);
    m_survey.wantsReasoning |= !name.empty() && name != "none";
    return true;
}

/// `reasoning` of Responses and OpenRouter, `thinking` of Anthropic.
bool SurveyWalk::reasoning(Value &value)
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
            m_survey.wantsReasoning |= numberOf(member).value_or(0) > 0;
        }
        return true;
    });
}

bool SurveyWalk::think(Value &value)
{
    bool flag = false;
    if (value.get_bool().get(flag) == simdjson::SUCCESS)
        m_survey.wantsReasoning |= flag;
    else
        effort(value);
    return true;
}

bool SurveyWalk::metadata(Value &value)
{
    return forEachMember(value, [this](std::string_view key, Value &member) {
        if (key == "session_id" || key == "conversation_id") {
            nameConversation(rawString(member), Surety::Metadata);
        } else if (key == "user_id") {
            std::string user;
            appendUnescaped(rawString(member), user, mostName);
            nameConversation(sessionOf(user), Surety::Metadata);
        }
        return true;
    });
}

bool SurveyWalk::conversation(Value &value)
{
    nameConversation(rawString(value), Surety::Name);
    return forEachMember(value, [this](std::string_view key, Value &member) {
        if (key == "id")
            nameConversation(rawString(member), Surety::Name);
        return true;
    });
}

bool SurveyWalk::cacheKey(Value &value)
{
    nameConversation(rawString(value), Surety::CacheKey);
    return true;
}

bool SurveyWalk::previousResponse(Value &value)
{
    m_survey.previousResponse.clear();
    appendUnescaped(rawString(value), m_survey.previousResponse, mostName);
    return true;
}

void SurveyWalk::nameConversation(std::string_view raw, Surety surety)
{
    if (raw.empty() || surety <= m_surety)
        return;
    m_surety = surety;
    m_survey.conversation.clear();
    appendUnescaped(raw, m_survey.conversation, mostName);
}

} // namespace signalbox::routing
