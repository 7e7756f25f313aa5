// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/chat/ChatMessageReader.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/chat/ChatPartReader.h"
#include "routing/dialect/chat/ChatReasoning.h"

#include <algorithm>
#include <array>
#include <optional>

namespace signalbox::routing {

namespace {

/// Reads one message; stops at the first thing that is wrong.
class MessageReader final
{
public:
    MessageReader(const Json &json, const std::string &path, RequestReading &reading,
                  bool isAnswer = false)
        : m_json(json)
        , m_reading(reading)
        , m_isAnswer(isAnswer)
    {
        m_message.path = path;
    }

    void read();

private:
    bool readRole();
    void readContent();
    void readReasoning();
    void readCalls();
    void readCall(const Json &json, const std::string &path);
    void readLegacyCall();
    void readResult();
    void addText(std::string_view text, PartNotes notes);
    void refuse(const std::string &path, const std::string &message);
    [[nodiscard]] std::string at(std::string_view field) const
    {
        return m_message.path + "." + std::string(field);
    }

    const Json &m_json;
    RequestReading &m_reading;
    Message m_message;
    bool m_isAnswer;
    bool m_isToolResult = false;
};

void MessageReader::refuse(const std::string &path, const std::string &message)
{
    refuseChatField(m_reading, path, message);
}

void MessageReader::read()
{
    if (!m_json.is_object()) {
        refuse(m_message.path, "A message must be an object.");
        return;
    }
    if (!readRole())
        return;
    m_message.name = stringField(m_json, "name");
    m_message.rest =
        restOf(m_json,
               {"role", "content", "name", "tool_calls", "tool_call_id", "function_call", "refusal",
                "reasoning_content", "reasoning", "reasoning_details"});
    if (m_isToolResult) {
        readResult();
    } else {
        if (m_message.role == Message::Role::Assistant)
            readReasoning();
        readContent();
        if (m_message.role == Message::Role::Assistant) {
            if (const std::string_view refusal = stringField(m_json, "refusal"); !refusal.empty()) {
                RefusalPart part{.text = std::string(refusal)};
                part.notes.path = at("refusal");
                m_message.parts.emplace_back(std::move(part));
            }
            readCalls();
            readLegacyCall();
        }
    }
    m_reading.conversation.messages.push_back(std::move(m_message));
}

bool MessageReader::readRole()
{
    struct Role
    {
        std::string_view name;
        Message::Role role;
    };
    constexpr std::array<Role, 6> roles{{{"system", Message::Role::System},
                                         {"developer", Message::Role::Developer},
                                         {"user", Message::Role::User},
                                         {"assistant", Message::Role::Assistant},
                                         {"tool", Message::Role::User},
                                         {"function", Message::Role::User}}};
    if (m_isAnswer) {
        m_message.role = Message::Role::Assistant; // whatever it says: some say nothing
        return true;
    }
    const std::string_view name = stringField(m_json, "role");
    const auto *const found = std::ranges::find(roles, name, &Role::name);
    if (found == roles.end()) {
        refuse(at("role"), "A message's role must be system, developer, user, assistant or tool.");
        return false;
    }
    m_message.role = found->role;
    m_isToolResult = name == "tool" || name == "function";
    return true;
}

void MessageReader::addText(std::string_view text, PartNotes notes)
{
    m_message.parts.emplace_back(TextPart{.text = std::string(text), .notes = std::move(notes)});
}

void MessageReader::readContent()
{
    const std::optional<Json> content = field(m_json, "content");
    if (!content)
        return;
    if (const auto text = asString(*content)) {
        if (!text->empty() || m_message.role != Message::Role::Assistant)
            addText(*text, {.path = at("content"), .cacheControlJson = {}, .rest = {}});
        return;
    }
    if (m_isAnswer
        && content->is_object()) { // Cloudflare parses what it was asked to write as JSON
        addText(jsonText(*content), {});
        return;
    }
    if (!content->is_array()) {
        refuse(at("content"), "A message's content must be a string or a list of parts.");
        return;
    }
    std::size_t index = 0;
    for (const Json &json : asArray(*content)) {
        if (auto part = readChatPart(json, pathOf(at("content"), index++), m_reading))
            m_message.parts.push_back(std::move(*part));
    }
}

void MessageReader::readReasoning()
{
    std::vector<ReasoningPart> details = readReasoningDetails(m_json);
    if (details.empty()) {
        if (const std::string_view text = chatReasoningText(m_json); !text.empty()) {
            ReasoningPart part{.text = std::string(text)};
            part.notes.path = at("reasoning_content");
            m_message.parts.emplace_back(std::move(part));
        }
        return;
    }
    for (ReasoningPart &part : details) {
        part.notes.path = at("reasoning_details");
        m_message.parts.emplace_back(std::move(part));
    }
}

void MessageReader::readCalls()
{
    const std::optional<Json> calls = field(m_json, "tool_calls");
    if (!calls)
        return;
    if (!calls->is_array()) {
        refuse(at("tool_calls"), "tool_calls must be a list.");
        return;
    }
    std::size_t index = 0;
    for (const Json &call : asArray(*calls))
        readCall(call, pathOf(at("tool_calls"), index++));
}

void MessageReader::readCall(const Json &json, const std::string &path)
{
    ToolCallPart call;
    call.id = stringField(json, "id");
    call.notes.path = path;
    call.isFreeForm = stringField(json, "type") == "custom";
    const std::optional<Json> function = field(json, call.isFreeForm ? "custom" : "function");
    if (!function || stringField(*function, "name").empty()) {
        refuse(path + ".function.name", "A tool call needs function.name.");
        return;
    }
    call.name = stringField(*function, "name");
    call.argumentsJson = stringField(*function, call.isFreeForm ? "input" : "arguments");
    if (json.is_object())
        call.notes.rest = restOf(json, {"id", "type", "function", "custom", "index"});
    m_message.parts.emplace_back(std::move(call));
}

void MessageReader::readLegacyCall()
{
    const std::optional<Json> legacy = field(m_json, "function_call");
    if (!legacy)
        return;
    ToolCallPart call;
    call.name = stringField(*legacy, "name");
    call.argumentsJson = stringField(*legacy, "arguments");
    call.id = "call_" + call.name; // its result names the function only
    call.notes.path = at("function_call");
    if (call.name.empty()) {
        if (!m_isAnswer) // Snowflake answers with an empty one
            refuse(at("function_call.name"), "A function call needs its name.");
        return;
    }
    m_message.parts.emplace_back(std::move(call));
}

void MessageReader::readResult()
{
    ToolResultPart result;
    result.name = m_message.name;
    result.callId = stringField(m_json, "tool_call_id");
    if (stringField(m_json, "role") == "function")
        result.callId = "call_" + m_message.name;
    result.notes.path = m_message.path;
    m_message.name.clear();
    if (result.callId.empty()) {
        refuse(at("tool_call_id"), "A tool message needs tool_call_id.");
        return;
    }
    readContent();
    for (Part &part : m_message.parts) {
        if (auto *text = std::get_if<TextPart>(&part))
            result.content.emplace_back(std::move(*text));
        else if (auto *media = std::get_if<MediaPart>(&part))
            result.content.emplace_back(std::move(*media));
        else if (auto *other = std::get_if<OtherPart>(&part))
            result.content.emplace_back(std::move(*other));
    }
    m_message.parts.clear();
    m_message.parts.emplace_back(std::move(result));
}

} // namespace

void readChatMessage(const Json &json, const std::string &path, RequestReading &reading)
{
    MessageReader(json, path, reading).read();
}

std::vector<Part> readChatAnswerParts(const Json &message)
{
    RequestReading reading;
    MessageReader(message, "message", reading, true).read();
    if (reading.conversation.messages.empty())
        return {};
    return std::move(reading.conversation.messages.front().parts);
}

} // namespace signalbox::routing
