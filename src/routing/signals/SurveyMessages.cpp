// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/SurveyMessages.h"

#include "routing/signals/JsonUnescape.h"

#include <algorithm>
#include <utility>

namespace signalbox::routing {

namespace ondemand = simdjson::ondemand;

namespace {

bool isString(ondemand::value &value)
{
    ondemand::json_type type{};
    return value.type().get(type) == simdjson::SUCCESS && type == ondemand::json_type::string;
}

bool isTrue(ondemand::value &value)
{
    bool flag = false;
    return value.get_bool().get(flag) == simdjson::SUCCESS && flag;
}

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::ranges::find(names, name) != names.end();
}

/// Agents put notes of their own beside what the user said.
bool isReminder(std::string_view text)
{
    return text.starts_with("<system-reminder>") || text.starts_with("<environment_context>");
}

void join(const SurveyMessages::Texts &texts, std::string &text, std::size_t most)
{
    const bool hasMore =
        !std::ranges::all_of(texts, isReminder); // a reminder is better than nothing
    for (const std::string_view one : texts) {
        if (hasMore && isReminder(one))
            continue;
        if (!text.empty() && text.size() < most)
            text += '\n';
        appendUnescaped(one, text, most);
    }
}

} // namespace

std::string_view rawString(ondemand::value &value)
{
    if (!isString(value))
        return {};
    std::string_view token = value.raw_json_token();
    token = token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
    if (token.size() < 2 || token.back() != '"')
        return {};
    return token.substr(1, token.size() - 2);
}

/// What is known of one part when its members have been read, in whichever order they stand.
struct SurveyMessages::Part
{
    std::string_view type;
    std::string_view mime;
    Texts texts;
    Message inner; ///< of a tool's result
    bool isThought = false;
    bool isMedia = false;
    bool isResult = false;
};

SurveyMessages::Role SurveyMessages::roleOf(std::string_view name)
{
    if (name == "user")
        return Role::User;
    if (name == "assistant" || name == "model")
        return Role::Assistant;
    if (name == "system" || name == "developer")
        return Role::System;
    if (name == "tool" || name == "function")
        return Role::Tool;
    return Role::None;
}

void SurveyMessages::addText(std::string_view text, Texts &texts)
{
    if (text.empty())
        return;
    m_samples.add(text);
    texts.push_back(text);
}

bool SurveyMessages::countJson(Value &value)
{
    if (const std::string_view text = rawString(value); !text.empty()) {
        m_samples.add(text);
        return true;
    }
    std::string_view json;
    if (simdjson::to_json_string(value).get(json) != simdjson::SUCCESS)
        return false;
    m_samples.add(json);
    return true;
}

// Recursion ends at `deepest`: results hold parts, and contents of Gemini do.
// NOLINTNEXTLINE(misc-no-recursion)
bool SurveyMessages::readContent(Value &value, Message &message, int depth)
{
    if (depth > deepest)
        return true;
    if (isString(value)) {
        addText(rawString(value), message.texts);
        return true;
    }
    ondemand::json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS)
        return false;
    if (type == ondemand::json_type::object)
        return readPart(value, message, depth);
    // NOLINTNEXTLINE(misc-no-recursion)
    return forEachElement(value,
                          [&](Value &element) { return readContent(element, message, depth + 1); });
}

// NOLINTNEXTLINE(misc-no-recursion)
bool SurveyMessages::readPart(Value &value, Message &message, int depth)
{
    Part part;
    // NOLINTNEXTLINE(misc-no-recursion)
    const bool isGood = forEachMember(value, [&](std::string_view key, Value &member) {
        return readPartMember(key, member, part, depth);
    });
    addPart(part, message);
    return isGood;
}

// NOLINTNEXTLINE(misc-no-recursion)
bool SurveyMessages::readPartMember(std::string_view key, Value &value, Part &part, int depth)
{
    if (key == "type") {
        part.type = rawString(value);
    } else if (key == "text") {
        addText(rawString(value), part.texts);
    } else if (key == "thought") {
        part.isThought = isTrue(value);
    } else if (isOneOf(key, {"inlineData", "inline_data", "fileData", "file_data"})) {
        part.isMedia = true;
        return forEachMember(value, [&part](std::string_view name, Value &member) {
            if (name == "mimeType" || name == "mime_type")
                part.mime = rawString(member);
            return true;
        });
    } else if (isOneOf(key, {"functionResponse", "function_response"})) {
        part.isResult = true;
        return countJson(value);
    } else if (isOneOf(key, {"functionCall", "function_call", "input", "arguments", "thinking"})) {
        return countJson(value);
    } else if (isOneOf(key, {"content", "parts"})) {
        return readContent(value, part.inner, depth + 1);
    }
    return true;
}

void SurveyMessages::addPart(const Part &part, Message &message)
{
    message.images += part.inner.images;
    message.documents += part.inner.documents;
    if (isOneOf(part.type, {"image", "image_url", "input_image"})) {
        ++message.images;
    } else if (isOneOf(part.type,
                       {"document", "file", "input_file", "input_audio", "audio", "container"})) {
        ++message.documents;
    } else if (part.type.ends_with("tool_result") || part.isResult) {
        message.hasResult = true;
    } else if (part.isMedia) {
        ++(part.mime.starts_with("image/") ? message.images : message.documents);
    } else if (isOneOf(part.type, {"", "text", "input_text", "output_text"}) && !part.isThought) {
        for (const std::string_view text : part.texts)
            message.texts.push_back(text);
        // A content of Gemini in place of its parts.
        for (const std::string_view text : part.inner.texts)
            message.texts.push_back(text);
        message.hasResult |= part.inner.hasResult;
    }
}

bool SurveyMessages::readMessageMember(std::string_view key, Value &value, Message &message)
{
    if (key == "role") {
        message.role = roleOf(rawString(value));
    } else if (key == "type") {
        message.type = rawString(value);
    } else if (isOneOf(key, {"content", "parts"})) {
        return readContent(value, message, 0);
    } else if (isOneOf(key,
                       {"tool_calls", "function_call", "arguments", "output", "input",
                        "reasoning_content", "reasoning", "thinking"})) {
        return countJson(value);
    } else if (key == "images") {
        return forEachElement(value, [&message](Value & /*image*/) {
            ++message.images;
            return true;
        });
    }
    return true;
}

bool SurveyMessages::readMessage(Value &value)
{
    Message message;
    bool isGood = true;
    if (isString(value)) {
        addText(rawString(value), message.texts);
        message.role = Role::User;
    } else {
        ondemand::json_type type{};
        if (value.type().get(type) != simdjson::SUCCESS)
            return false;
        if (type != ondemand::json_type::object)
            return true;
        isGood = forEachMember(value, [&](std::string_view key, Value &member) {
            return readMessageMember(key, member, message);
        });
    }
    addMessage(message);
    return isGood;
}

void SurveyMessages::addMessage(Message &message)
{
    m_survey.images += message.images;
    m_survey.documents += message.documents;
    const bool followsCall = std::exchange(m_followsCall, false);
    if (message.role == Role::None) {
        if (message.type.ends_with("_output"))
            message.role = Role::Tool;
        else if (message.type.ends_with("_call"))
            message.role = Role::Assistant;
        else if (message.type.empty() || message.type == "message")
            message.role = Role::User; // Gemini lets it out
        else
            return; // reasoning, references: no message
    }
    switch (message.role) {
    case Role::System:
        m_system.insert(m_system.end(), message.texts.begin(), message.texts.end());
        return;
    case Role::Tool:
        ++m_survey.messages;
        m_survey.isToolTurn = true;
        return;
    case Role::Assistant:
        // Responses has an item for what the model says and one for each call.
        m_followsCall = !message.type.empty();
        m_survey.messages += followsCall && m_followsCall ? 0 : 1;
        m_survey.isToolTurn = false;
        return;
    case Role::User:
    case Role::None:
        addUserMessage(message);
    }
}

void SurveyMessages::addUserMessage(Message &message)
{
    ++m_survey.messages;
    m_survey.isToolTurn = message.hasResult;
    const bool saysMore = !std::ranges::all_of(message.texts, isReminder)
        || (!message.hasResult
            && (!message.texts.empty() || message.images > 0 || message.documents > 0));
    if (!saysMore)
        return;
    ++m_survey.turns;
    if (message.texts.empty())
        return;
    if (m_first.empty())
        m_first = message.texts;
    m_last = std::move(message.texts);
}

bool SurveyMessages::readMessages(Value &value)
{
    ondemand::json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS)
        return false;
    if (type != ondemand::json_type::array)
        return readMessage(value);
    return forEachElement(value, [this](Value &element) { return readMessage(element); });
}

bool SurveyMessages::readSystem(Value &value)
{
    Message message;
    const bool isGood = readContent(value, message, 0);
    m_system.insert(m_system.end(), message.texts.begin(), message.texts.end());
    return isGood;
}

bool SurveyMessages::readUserText(Value &value)
{
    Message message;
    const bool isGood = readContent(value, message, 0);
    m_survey.images += message.images;
    m_survey.documents += message.documents;
    if (message.texts.empty())
        return isGood;
    if (m_first.empty())
        m_first = message.texts;
    m_last = std::move(message.texts);
    return isGood;
}

bool SurveyMessages::readImages(Value &value)
{
    return forEachElement(value, [this](Value & /*image*/) {
        ++m_survey.images;
        return true;
    });
}

void SurveyMessages::finish()
{
    join(m_system, m_survey.systemText, RequestSurvey::mostText);
    join(m_first, m_survey.firstText, RequestSurvey::mostFirstText);
    join(m_last, m_survey.lastText, RequestSurvey::mostText);
}

} // namespace signalbox::routing
