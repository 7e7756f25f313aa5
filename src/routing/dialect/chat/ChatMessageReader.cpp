// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/chat/ChatMessageReader.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/chat/ChatReasoning.h"

#include <optional>

namespace signalbox::routing {

namespace {

using models::ClientDialect;

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
    void readPart(const Json &json, const std::string &path);
    void readThinking(const Json &json, const PartNotes &notes);
    void readReasoning();
    void readCalls();
    void readCall(const Json &call, const std::string &path);
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
    if (!m_reading.problem) {
        m_reading.problem =
            DialectError{.status = 400, .message = message, .code = "invalid_value", .param = path};
    }
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
    const std::string_view role = stringField(m_json, "role");
    if (m_isAnswer) {
        m_message.role = Message::Role::Assistant; // whatever it says: some say nothing
    } else if (role == "system") {
        m_message.role = Message::Role::System;
    } else if (role == "developer") {
        m_message.role = Message::Role::Developer;
    } else if (role == "user") {
        m_message.role = Message::Role::User;
    } else if (role == "assistant") {
        m_message.role = Message::Role::Assistant;
    } else if (role == "tool" || role == "function") {
        m_message.role = Message::Role::User;
        m_isToolResult = true;
    } else {
        refuse(at("role"), "A message's role must be system, developer, user, assistant or tool.");
        return false;
    }
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
    for (const Json &part : asArray(*content))
        readPart(part, pathOf(at("content"), index++));
}

void MessageReader::readPart(const Json &json, const std::string &path)
{
    const std::string_view type = stringField(json, "type");
    PartNotes notes{.path = path, .cacheControlJson = {}, .rest = {}};
    if (json.is_object())
        notes.cacheControlJson = jsonField(json, "cache_control");
    if (type == "text") {
        notes.rest = restOf(json, {"type", "text", "cache_control"});
        const std::optional<Json> text = field(json, "text");
        if (!text || !asString(*text)) {
            refuse(path + ".text", "A text part needs its text.");
            return;
        }
        addText(*asString(*text), std::move(notes));
    } else if (type == "image_url") {
        const std::optional<Json> image = field(json, "image_url");
        std::string_view url;
        std::string_view detail;
        if (image) { // a bare string is what some clients send
            url = asString(*image) ? *asString(*image) : stringField(*image, "url");
            detail = stringField(*image, "detail");
        }
        if (url.empty()) {
            refuse(path + ".image_url", "An image part needs image_url.url.");
            return;
        }
        MediaPart media = mediaFromUrl(url, MediaPart::Kind::Image);
        if (media.base64.empty() && url.starts_with("data:")) {
            refuse(path + ".image_url.url", "The data: URL of an image must be base64.");
            return;
        }
        media.detail = detail;
        media.notes = std::move(notes);
        m_message.parts.emplace_back(std::move(media));
    } else if (type == "input_audio") {
        const std::optional<Json> audio = field(json, "input_audio");
        if (!audio || stringField(*audio, "data").empty()) {
            refuse(path + ".input_audio", "An audio part needs input_audio.data.");
            return;
        }
        MediaPart media{.kind = MediaPart::Kind::Audio};
        const std::string_view format = stringField(*audio, "format");
        media.mimeType = "audio/" + std::string(format.empty() ? "wav" : format);
        media.base64 = stringField(*audio, "data");
        media.notes = std::move(notes);
        m_message.parts.emplace_back(std::move(media));
    } else if (type == "file") {
        const std::optional<Json> file = field(json, "file");
        MediaPart media{.kind = MediaPart::Kind::Document};
        if (file) {
            if (const std::string_view data = stringField(*file, "file_data"); !data.empty()) {
                media = mediaFromUrl(data, MediaPart::Kind::Document);
                if (media.base64.empty()) { // bare base64
                    media.base64 = data;
                    media.url.clear();
                }
                if (media.mimeType.empty())
                    media.mimeType = "application/pdf";
            }
            media.fileId = media.base64.empty() ? stringField(*file, "file_id") : "";
            media.fileName = stringField(*file, "filename");
        }
        if (media.base64.empty() && media.fileId.empty()) {
            refuse(path + ".file", "A file part needs file.file_data or file.file_id.");
            return;
        }
        media.notes = std::move(notes);
        m_message.parts.emplace_back(std::move(media));
    } else if (type == "refusal") {
        m_message.parts.emplace_back(
            RefusalPart{.text = std::string(stringField(json, "refusal")), .notes = notes});
    } else if (type == "thinking") {
        readThinking(json, notes);
    } else if (type.empty()) {
        refuse(path + ".type", "A content part needs its type.");
    } else {
        m_message.parts.emplace_back(OtherPart{.dialect = ClientDialect::OpenAiChat,
                                               .kind = std::string(type),
                                               .json = jsonText(json),
                                               .notes = std::move(notes)});
    }
}

void MessageReader::readThinking(const Json &json, const PartNotes &notes)
{
    // Mistral: {"type":"thinking","thinking":[{"type":"text","text":"..."}]}
    ReasoningPart part{.notes = notes};
    const std::optional<Json> thinking = field(json, "thinking");
    if (thinking && asString(*thinking))
        part.text = *asString(*thinking);
    else
        for (const Json &piece : arrayField(json, "thinking"))
            part.text += stringField(piece, "text");
    m_message.parts.emplace_back(std::move(part));
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
