// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ollama/OllamaRequestWriter.h"

#include "routing/dialect/ClientFields.h"
#include "routing/dialect/ConversationTools.h"
#include "routing/json/JsonWriter.h"

#include <algorithm>

namespace signalbox::routing {

using Role = Message::Role;

namespace {

class RequestWriter
{
public:
    RequestWriter(std::string &body, const Conversation &conversation, Losses &losses)
        : m_writer(body)
        , m_conversation(conversation)
        , m_losses(losses)
    {}

    void write(std::string_view model)
    {
        m_writer.beginObject().text("model", model).beginArray("messages");
        for (const Message &message : m_conversation.messages)
            writeMessage(message);
        m_writer.endArray();
        writeTools();
        writeFormat();
        writeThink();
        writeOptions();
        m_writer.boolean("stream", m_conversation.stream);
        noteLosses();
        m_writer.endObject();
    }

private:
    [[nodiscard]] std::string_view name(ClientField field) const
    {
        return clientFieldName(m_conversation.dialect, field);
    }
    /// Names what the client asked for lost, in the client's words.
    void drop(bool isGiven, ClientField field, std::string_view reason)
    {
        if (isGiven)
            m_losses.dropped(name(field), reason);
    }

    /// What one message of Ollama's holds.
    struct Gathered
    {
        std::string text{};
        std::string thinking{};
        std::vector<const MediaPart *> images{};
        std::vector<const ToolCallPart *> calls{};
        [[nodiscard]] bool isEmpty() const
        {
            return text.empty() && thinking.empty() && images.empty() && calls.empty();
        }
    };

    static std::string_view roleWord(Role role)
    {
        if (role == Role::Assistant)
            return "assistant";
        return role == Role::User ? "user" : "system";
    }

    void writeMessage(const Message &message)
    {
        if (!message.name.empty())
            m_losses.dropped(message.path + ".name", "Ollama has no names for speakers");
        dropRest(m_losses, message.path, message.rest, "Ollama does not know it");
        Gathered gathered;
        for (const Part &part : message.parts) {
            const PartNotes &notes = notesOf(part);
            if (!notes.cacheControlJson.empty())
                m_losses.dropped(notes.path + ".cache_control", "Ollama caches by itself");
            dropRest(m_losses, notes.path, notes.rest, "Ollama does not know it");
            std::visit([&](const auto &kind) { gather(kind, message.role, gathered); }, part);
        }
        if (gathered.isEmpty())
            return;
        m_writer.beginObject().text("role", roleWord(message.role));
        m_writer.text("content", gathered.text).textIfAny("thinking", gathered.thinking);
        writeImages(gathered.images);
        writeCalls(gathered.calls);
        m_writer.endObject();
    }

    static void gather(const TextPart &part, Role, Gathered &into) { into.text += part.text; }
    static void gather(const RefusalPart &part, Role, Gathered &into) { into.text += part.text; }
    void gather(const ToolCallPart &part, Role, Gathered &into)
    {
        if (!part.signature.empty())
            m_losses.dropped(part.notes.path + ".signature", "Ollama has no signatures");
        into.calls.push_back(&part);
    }
    void gather(const ReasoningPart &part, Role, Gathered &into)
    {
        if (part.family == ReasoningPart::Family::Plain) {
            into.thinking += part.text;
            if (!part.signature.empty() || !part.encrypted.empty())
                m_losses.dropped(part.notes.path + ".signature", "Ollama has no signatures");
            return;
        }
        m_losses.dropped(part.notes.path, "Ollama cannot take another model's thoughts");
    }
    void gather(const OtherPart &part, Role role, Gathered &)
    {
        if (role == Role::Assistant)
            m_losses.dropped(part.notes.path, "Ollama has no '" + part.kind + "'");
        else
            m_losses.impossible(part.notes.path,
                                "Ollama cannot take a part of type '" + part.kind + "'.");
    }
    void gather(const MediaPart &part, Role, Gathered &into)
    {
        if (!part.text.empty()) {
            into.text += part.text;
        } else if (part.kind == MediaPart::Kind::Image && !part.base64.empty()) {
            if (!part.detail.empty() && part.detail != "auto")
                m_losses.dropped(part.notes.path + ".detail", "Ollama has no detail for images");
            into.images.push_back(&part);
        } else {
            m_losses.impossible(part.notes.path, "Ollama takes only images, as inline data.");
        }
    }
    /// A result is a message of its own.
    void gather(const ToolResultPart &part, Role, Gathered &)
    {
        const std::string name =
            part.name.empty() ? toolNameOf(m_conversation, part.callId) : part.name;
        const bool isText = std::ranges::all_of(part.content, [](const ContentPart &content) {
            return std::holds_alternative<TextPart>(content);
        });
        for (const ContentPart &content : part.content) {
            const PartNotes &notes = notesOf(content);
            if (!notes.cacheControlJson.empty())
                m_losses.dropped(notes.path + ".cache_control", "Ollama caches by itself");
        }
        if (part.isError)
            m_losses.dropped(part.notes.path + ".is_error", "Ollama has no failed results");
        if (!isText)
            m_losses.impossible(part.notes.path, "Ollama takes only text as a tool's result.");
        m_writer.beginObject().text("role", "tool");
        m_writer.text("content", part.content.empty() ? part.contentJson : plainText(part.content));
        m_writer.textIfAny("tool_name", name).textIfAny("tool_call_id", part.callId).endObject();
    }

    void writeImages(const std::vector<const MediaPart *> &images)
    {
        if (images.empty())
            return;
        m_writer.beginArray("images");
        for (const MediaPart *image : images)
            m_writer.text(image->base64);
        m_writer.endArray();
    }

    void writeCalls(const std::vector<const ToolCallPart *> &calls)
    {
        if (calls.empty())
            return;
        m_writer.beginArray("tool_calls");
        for (const ToolCallPart *call : calls) {
            const std::string arguments = argumentsObject(call->argumentsJson);
            if (arguments != "{}" && !isJsonObject(call->argumentsJson))
                m_losses.impossible(call->notes.path,
                                    "Ollama wants a call's arguments as a JSON "
                                    "object.");
            m_writer.beginObject().textIfAny("id", call->id).beginObject("function");
            m_writer.text("name", call->name);
            m_writer.json("arguments", arguments);
            m_writer.endObject().endObject();
        }
        m_writer.endArray();
    }

    void writeTools()
    {
        const ToolChoice::Mode mode = m_conversation.toolChoice.mode;
        if (mode == ToolChoice::Mode::None)
            return; // the one way to forbid calls
        std::string tools;
        JsonWriter writer(tools);
        for (const Tool &tool : m_conversation.tools) {
            if (!tool.otherKind.empty()) {
                m_losses.dropped(tool.path, "Ollama has no tool '" + tool.otherKind + "'");
                continue;
            }
            if (tool.strict == true)
                m_losses.dropped(tool.path + ".strict", "Ollama has no strict tools");
            if (!tool.cacheControlJson.empty())
                m_losses.dropped(tool.path + ".cache_control", "Ollama caches by itself");
            dropRest(m_losses, tool.path, tool.rest, "Ollama does not know it");
            writer.beginObject().text("type", "function").beginObject("function");
            writer.text("name", tool.name).textIfAny("description", tool.description);
            writer.json("parameters",
                        tool.schemaJson.empty() ? R"({"type":"object","properties":{}})"
                                                : std::string_view(tool.schemaJson));
            writer.endObject().endObject();
        }
        if (!tools.empty())
            m_writer.json("tools", "[" + tools + "]");
        if (mode != ToolChoice::Mode::Unset && mode != ToolChoice::Mode::Auto)
            m_losses.impossible(name(ClientField::ToolChoice),
                                "Ollama cannot be made to call a tool.");
        drop(!tools.empty() && m_conversation.parallelToolCalls == false,
             ClientField::ParallelToolCalls, "Ollama cannot be held to one call");
    }

    void writeFormat()
    {
        const AnswerFormat &format = m_conversation.format;
        if (format.kind == AnswerFormat::Kind::JsonObject)
            m_writer.text("format", "json");
        else if (format.kind == AnswerFormat::Kind::JsonSchema)
            m_writer.jsonIfAny("format", format.schemaJson);
        if (format.strict == true)
            m_losses.dropped(std::string(name(ClientField::Format)).append(".strict"),
                             "Ollama knows one way to follow a schema");
    }

    void writeThink()
    {
        const ReasoningWish &wish = m_conversation.reasoning;
        if (wish.mode == ReasoningWish::Mode::Off || wish.effort == "none")
            m_writer.boolean("think", false);
        else if (wish.mode != ReasoningWish::Mode::Unset)
            m_writer.boolean("think", true);
        // Levels are known to one family of models only.
        drop(!wish.effort.empty() && wish.effort != "none",
             wish.mode == ReasoningWish::Mode::Unset ? ClientField::Effort : ClientField::Reasoning,
             "Ollama's models think or do not");
        drop(wish.budgetTokens.value_or(0) > 0, ClientField::Reasoning,
             "Ollama's models think as much as they like");
    }

    void writeOptions()
    {
        const Sampling &sampling = m_conversation.sampling;
        std::string options;
        JsonWriter writer(options);
        writer.realIfAny("temperature", sampling.temperature).realIfAny("top_p", sampling.topP);
        writer.integerIfAny("top_k", sampling.topK).integerIfAny("seed", sampling.seed);
        writer.realIfAny("presence_penalty", sampling.presencePenalty);
        writer.realIfAny("frequency_penalty", sampling.frequencyPenalty);
        writer.integerIfAny("num_predict", m_conversation.maxTokens);
        if (!m_conversation.stop.empty()) {
            writer.beginArray("stop");
            for (const std::string &stop : m_conversation.stop)
                writer.text(stop);
            writer.endArray();
        }
        if (!options.empty())
            m_writer.json("options", "{" + options + "}");
        if (sampling.candidates.value_or(1) > 1)
            m_losses.impossible(name(ClientField::Candidates), "Ollama gives one answer only.");
        drop(sampling.logprobs.value_or(false), ClientField::Logprobs,
             "Ollama's are not translated");
        drop(sampling.topLogprobs.value_or(0) > 0, ClientField::TopLogprobs,
             "Ollama's are not translated");
        drop(!sampling.logitBiasJson.empty() && sampling.logitBiasJson != "{}",
             ClientField::LogitBias, "Ollama cannot weigh tokens");
    }

    void noteLosses()
    {
        drop(!m_conversation.user.empty(), ClientField::User, "Ollama is not told who asks");
        drop(!m_conversation.metadataJson.empty(), ClientField::Metadata,
             "Ollama keeps no metadata");
        drop(!m_conversation.cacheKey.empty(), ClientField::CacheKey, "Ollama caches by itself");
        drop(!m_conversation.serviceTier.empty(), ClientField::ServiceTier,
             "Ollama serves everybody alike");
        dropRest(m_losses, {}, m_conversation.rest, "Ollama does not know it");
    }

    JsonWriter m_writer;
    const Conversation &m_conversation;
    Losses &m_losses;
};

} // namespace

std::string writeOllamaRequest(const Conversation &conversation, const RequestWish &wish,
                               Losses &losses)
{
    std::string body;
    RequestWriter(body, conversation, losses).write(wish.model);
    return body;
}

} // namespace signalbox::routing
