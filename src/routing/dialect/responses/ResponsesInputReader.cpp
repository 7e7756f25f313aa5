// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesInputReader.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/responses/ResponsesContentReader.h"
#include "routing/dialect/responses/ResponsesItem.h"
#include "routing/dialect/responses/ResponsesOpaque.h"

#include <algorithm>
#include <iterator>

namespace signalbox::routing {

namespace {

using Role = Message::Role;

std::optional<Role> roleOf(std::string_view name)
{
    if (name == "user")
        return Role::User;
    if (name == "assistant")
        return Role::Assistant;
    if (name == "system")
        return Role::System;
    if (name == "developer")
        return Role::Developer;
    return std::nullopt;
}

bool hasText(const Message &message)
{
    return std::ranges::any_of(message.parts, [](const Part &part) {
        return std::holds_alternative<TextPart>(part) || std::holds_alternative<RefusalPart>(part);
    });
}

ContentPart contentOf(Part part)
{
    if (auto *media = std::get_if<MediaPart>(&part))
        return std::move(*media);
    if (auto *other = std::get_if<OtherPart>(&part))
        return std::move(*other);
    if (auto *refusal = std::get_if<RefusalPart>(&part))
        return TextPart{.text = std::move(refusal->text), .notes = std::move(refusal->notes)};
    auto *text = std::get_if<TextPart>(&part);
    return text ? std::move(*text) : TextPart();
}

/// Whether an item that is not understood came from the client: results of tools that it ran, and
/// its consent.
bool isFromClient(std::string_view type, const Json &item)
{
    return (type.ends_with("_output") && stringField(item, "execution") != "server")
        || type == "mcp_approval_response";
}

class InputReader final
{
public:
    explicit InputReader(ResponsesFields &fields)
        : m_fields(fields)
    {}

    std::vector<Message> read(const Json &body)
    {
        if (std::string text = m_fields.text(body, "instructions", {}); !text.empty())
            addText(Role::System, std::move(text), "instructions");
        const auto input = field(body, "input");
        if (!input) {
            m_fields.refuseMissing("input");
        } else if (const auto text = asString(*input)) {
            addText(Role::User, std::string(*text), "input");
        } else if (input->is_array()) {
            readItems(*input);
        } else {
            m_fields.refuseType("input", "a string or a list of items");
        }
        return std::move(m_messages);
    }

private:
    /// What the next item may be added to.
    enum class Open : quint8 { Nothing, Assistant, Results };

    void addText(Role role, std::string text, const std::string &path)
    {
        addMessage(role, path).parts.emplace_back(TextPart{.text = std::move(text)});
        notesOf(m_messages.back().parts.back()).path = path;
    }

    void readItems(const Json &input)
    {
        const std::vector<Json> items = asArray(input);
        if (items.empty())
            m_fields.refuse("input", "Invalid 'input': empty list. Expected at least one item.");
        for (std::size_t index = 0; index < items.size() && !m_fields.hasProblem(); ++index) {
            const std::string path = pathOf("input", index);
            if (items[index].is_object())
                readItem(items[index], path);
            else
                m_fields.refuseType(path, "an object");
        }
    }

    void readItem(const Json &item, const std::string &path)
    {
        const std::string type = m_fields.text(item, "type", path);
        const bool isReference = type.empty() && !field(item, "role") && field(item, "id");
        if (type == "item_reference" || isReference)
            readReference(item, path);
        else if (type.empty() || type == "message")
            readMessage(item, path);
        else if (isCallType(type))
            readCall(item, path);
        else if (type == "function_call_output" || type == "custom_tool_call_output")
            readResult(item, path);
        else if (type == "reasoning")
            readReasoning(item, path);
        else
            readOther(item, type, path);
    }

    /// A thought can be done without, and Vercel's SDK names it by its id alone.
    void readReference(const Json &item, const std::string &path)
    {
        if (stringField(item, "id").starts_with("rs_")) {
            OtherPart thought = otherOfItem(item);
            thought.kind = "item_reference";
            addPart(Open::Assistant, std::move(thought), path);
            return;
        }
        m_fields.refuse(path,
                        "'" + path
                            + "' refers to an item that a provider keeps. Signalbox translates "
                              "this request and keeps no items: send the item itself.",
                        "unsupported_value");
    }

    void readMessage(const Json &item, const std::string &path)
    {
        const std::string name = m_fields.requiredText(item, "role", path);
        const std::optional<Role> role = roleOf(name);
        if (!role) {
            m_fields.refuse(path + ".role",
                            "Invalid value for '" + path
                                + ".role': expected 'user', 'assistant', 'system' or 'developer'.");
            return;
        }
        RestFields rest = restOf(item, {"type", "role", "content", "id", "status"});
        std::vector<Part> parts = readContent(item, path);
        if (*role == Role::Assistant) {
            Message &turn = assistantFor(rest, path);
            turn.rest = std::move(rest);
            std::ranges::move(parts, std::back_inserter(turn.parts));
            return;
        }
        m_open = Open::Nothing;
        Message &message = addMessage(*role, path);
        message.parts = std::move(parts);
        message.rest = std::move(rest);
    }

    std::vector<Part> readContent(const Json &item, const std::string &path)
    {
        Json content;
        if (item.at_key("content").get(content) != simdjson::SUCCESS) {
            m_fields.refuseMissing(path + ".content");
            return {};
        }
        if (content.is_null())
            return {};
        return readResponsesContent(content, path + ".content", m_fields);
    }

    void readCall(const Json &item, const std::string &path)
    {
        const bool isCustom = stringField(item, "type") == "custom_tool_call";
        m_fields.requiredText(item, "call_id", path);
        m_fields.requiredText(item, "name", path);
        m_fields.requiredText(item, isCustom ? "input" : "arguments", path);
        ToolCallPart call = callOfItem(item);
        call.signature = std::exchange(m_callSignature, {});
        addPart(Open::Assistant, std::move(call), path);
    }

    void readResult(const Json &item, const std::string &path)
    {
        ToolResultPart result;
        result.callId = m_fields.requiredText(item, "call_id", path);
        const std::string outputPath = path + ".output";
        if (const auto output = field(item, "output")) {
            for (Part &part : readResponsesContent(*output, outputPath, m_fields))
                result.content.push_back(contentOf(std::move(part)));
        } else {
            m_fields.refuseMissing(outputPath);
        }
        result.notes.rest = restOf(item, {"type", "call_id", "output", "id", "status"});
        addPart(Open::Results, std::move(result), path);
    }

    void readReasoning(const Json &item, const std::string &path)
    {
        for (const std::string_view list : {"summary", "content"}) {
            const std::vector<Json> parts = m_fields.list(item, list, path);
            for (std::size_t index = 0; index < parts.size(); ++index)
                m_fields.requiredText(parts[index], "text", pathOf(pathIn(path, list), index));
        }
        const std::string encrypted = m_fields.text(item, "encrypted_content", path);
        m_fields.text(item, "id", path);
        if (auto signature = callSignatureOf(encrypted)) {
            m_callSignature = std::move(*signature);
            return;
        }
        addPart(Open::Assistant, reasoningOfItem(item), path);
    }

    void readOther(const Json &item, std::string_view type, const std::string &path)
    {
        OtherPart other = otherOfItem(item);
        const std::optional<Role> role = roleOf(stringField(item, "role"));
        if (!role || *role == Role::Assistant) {
            addPart(isFromClient(type, item) ? Open::Results : Open::Assistant, std::move(other),
                    path);
            return;
        }
        other.notes.path = path;
        m_open = Open::Nothing;
        addMessage(*role, path).parts.emplace_back(std::move(other));
    }

    /// Two messages of the model in a row are one turn unless they differ in what only this dialect
    /// has.
    Message &assistantFor(const RestFields &rest, const std::string &path)
    {
        if (m_open == Open::Assistant && hasText(m_messages.back())
            && m_messages.back().rest != rest)
            m_open = Open::Nothing;
        return turn(Open::Assistant, path);
    }

    Message &turn(Open kind, const std::string &path)
    {
        if (m_open != kind) {
            m_open = kind;
            addMessage(kind == Open::Assistant ? Role::Assistant : Role::User, path);
        }
        return m_messages.back();
    }

    Message &addMessage(Role role, const std::string &path)
    {
        Message &message = m_messages.emplace_back();
        message.role = role;
        message.path = path;
        return message;
    }

    void addPart(Open kind, Part part, const std::string &path)
    {
        notesOf(part).path = path;
        turn(kind, path).parts.push_back(std::move(part));
    }

    ResponsesFields &m_fields;
    std::vector<Message> m_messages;
    Open m_open = Open::Nothing;
    std::string m_callSignature; ///< for the call that comes next
};

} // namespace

std::vector<Message> readResponsesInput(const Json &body, ResponsesFields &fields)
{
    return InputReader(fields).read(body);
}

} // namespace signalbox::routing
