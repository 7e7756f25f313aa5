// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/gemini/GeminiRequestReader.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/FieldCheck.h"
#include "routing/dialect/gemini/GeminiField.h"
#include "routing/dialect/gemini/GeminiPartReader.h"
#include "routing/dialect/gemini/GeminiSettingsReader.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace signalbox::routing {

namespace {

constexpr std::string_view madeUpId = "call_gemini_";

class RequestReader
{
public:
    explicit RequestReader(RequestReading &reading)
        : m_conversation(reading.conversation)
    {}

    void read(const Json &body)
    {
        if (const auto system = geminiField(body, "systemInstruction"))
            readSystem(*system);
        readContents(body);
        readGeminiSettings(body, m_check, m_conversation);
        std::ranges::move(geminiRest(body,
                                     {"contents", "systemInstruction", "tools", "toolConfig",
                                      "generationConfig", "model"}),
                          std::back_inserter(m_conversation.rest));
        giveIds();
    }

    [[nodiscard]] const std::optional<DialectError> &problem() const { return m_check.problem(); }

private:
    void readSystem(const Json &system)
    {
        Message message{.role = Message::Role::System, .path = "systemInstruction"};
        if (!m_check.object(system, message.path))
            return;
        readParts(system, message);
        message.rest = geminiRest(system, {"role", "parts"});
        std::erase_if(message.parts, [](const Part &part) {
            const auto *text = std::get_if<TextPart>(&part);
            return text && text->text.empty();
        });
        if (!message.parts.empty())
            m_conversation.messages.push_back(std::move(message));
    }

    void readContents(const Json &body)
    {
        const auto contents = geminiField(body, "contents");
        // One content stands for a list of one, as everywhere in Gemini's JSON.
        const std::vector<Json> items = contents && contents->is_object()
            ? std::vector<Json>{*contents}
            : m_check.array(contents, "contents");
        if (items.empty())
            m_check.fail("contents", "is missing or empty");
        for (std::size_t i = 0; i < items.size(); ++i)
            readContent(items[i], pathOf("contents", i));
    }

    void readContent(const Json &content, const std::string &path)
    {
        if (!m_check.object(content, path))
            return;
        const std::string role = m_check.text(geminiField(content, "role"), path + ".role");
        Message message{.path = path};
        if (role == "model")
            message.role = Message::Role::Assistant;
        else if (!role.empty() && role != "user" && role != "function")
            m_check.fail(path + ".role", "must be 'user' or 'model'");
        readParts(content, message);
        message.rest = geminiRest(content, {"role", "parts"});
        m_conversation.messages.push_back(std::move(message));
    }

    void readParts(const Json &content, Message &message)
    {
        const std::string path = message.path + ".parts";
        const auto parts = geminiField(content, "parts");
        const std::vector<Json> items =
            parts && parts->is_object() ? std::vector<Json>{*parts} : m_check.array(parts, path);
        for (std::size_t i = 0; i < items.size(); ++i)
            readGeminiPart(items[i], pathOf(path, i), m_check, message.parts);
    }

    /// Results follow their calls and name the function; several calls of one function are told
    /// apart by their order.
    void giveIds()
    {
        std::vector<std::pair<std::string, std::string>> open; // name and id
        for (Message &message : m_conversation.messages) {
            if (message.role == Message::Role::Assistant)
                open.clear();
            for (Part &part : message.parts) {
                if (auto *call = std::get_if<ToolCallPart>(&part)) {
                    if (call->id.empty())
                        call->id = std::string(madeUpId) + std::to_string(++m_madeUpIds);
                    open.emplace_back(call->name, call->id);
                } else if (auto *result = std::get_if<ToolResultPart>(&part)) {
                    closeCall(*result, open);
                }
            }
        }
    }

    static void closeCall(ToolResultPart &result,
                          std::vector<std::pair<std::string, std::string>> &open)
    {
        const auto found = std::ranges::find_if(open, [&](const auto &call) {
            return result.callId.empty() ? call.first == result.name : call.second == result.callId;
        });
        if (found == open.end())
            return;
        result.callId = found->second;
        open.erase(found);
    }

    Conversation &m_conversation;
    FieldCheck m_check;
    int m_madeUpIds = 0;
};

} // namespace

RequestReading readGeminiRequest(const Json &body, const RequestContext &context)
{
    RequestReading reading;
    reading.conversation.dialect = models::ClientDialect::Gemini;
    reading.conversation.model = context.model;
    reading.conversation.stream = context.stream;
    RequestReader reader(reading);
    reader.read(body);
    reading.problem = reader.problem();
    return reading;
}

bool isMadeUpGeminiId(std::string_view id)
{
    return id.starts_with(madeUpId);
}

} // namespace signalbox::routing
