// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesRequestWriter.h"

#include "routing/dialect/ClientFields.h"
#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/responses/ResponsesInputWriter.h"
#include "routing/dialect/responses/ResponsesSettings.h"

#include <algorithm>
#include <array>

namespace signalbox::routing {

using models::ClientDialect;

namespace {

/// What chat completions call the same.
constexpr std::array<std::string_view, 3> sharedWithChat{"store", "prompt_cache_retention",
                                                         "safety_identifier"};

class RequestWriter final
{
public:
    RequestWriter(std::string &body, const Conversation &conversation, Losses &losses)
        : m_out(body)
        , m_conversation(conversation)
        , m_losses(losses)
        , m_isOwn(conversation.dialect == ClientDialect::OpenAiResponses)
    {}

    void write(std::string_view model)
    {
        m_out.beginObject().text("model", model);
        writeResponsesInput(m_out, m_conversation, m_losses);
        writeTools();
        writeText();
        writeReasoning();
        writeInclude();
        writeSampling();
        writeAddress();
        writeRest();
        if (m_conversation.stream)
            m_out.boolean("stream", true);
        m_out.endObject();
    }

private:
    void drop(bool isThere, std::string_view path, std::string_view reason)
    {
        if (isThere)
            m_losses.dropped(path, reason);
    }
    void drop(bool isThere, ClientField field, std::string_view reason)
    {
        drop(isThere, clientFieldName(m_conversation.dialect, field), reason);
    }

    void writeTools()
    {
        std::string tools;
        JsonWriter inner(tools);
        inner.beginArray();
        bool isEmpty = true;
        for (const Tool &tool : m_conversation.tools) {
            drop(!tool.cacheControlJson.empty(), tool.path + ".cache_control",
                 "OpenAI caches by itself");
            if (!isResponsesTool(m_conversation, tool)) {
                m_losses.dropped(tool.path,
                                 "OpenAI Responses has no tool '" + tool.otherKind + "'");
                continue;
            }
            if (!m_isOwn)
                dropRest(m_losses, tool.path, tool.rest, "OpenAI Responses has no such field");
            writeResponsesTool(inner, m_conversation, tool);
            isEmpty = false;
        }
        inner.endArray();
        if (!isEmpty)
            m_out.json("tools", tools);
        writeToolChoice(isEmpty);
        m_out.booleanIfAny("parallel_tool_calls", m_conversation.parallelToolCalls);
    }

    void writeToolChoice(bool hasNoTools)
    {
        using Mode = ToolChoice::Mode;
        const ToolChoice &choice = m_conversation.toolChoice;
        if (choice.mode == Mode::Unset)
            return;
        const bool isForced =
            choice.mode == Mode::Any || choice.mode == Mode::Named || choice.mode == Mode::AnyOf;
        if (hasNoTools && !m_isOwn) {
            if (isForced)
                m_losses.impossible(
                    clientFieldName(m_conversation.dialect, ClientField::ToolChoice),
                    "A tool is demanded, but OpenAI Responses has none of those "
                    "that were offered.");
            return;
        }
        const auto isMissing = [this](const std::string &name) { return !isOffered(name); };
        if (isForced && !m_isOwn && std::ranges::any_of(choice.names, isMissing)) {
            m_losses.impossible(clientFieldName(m_conversation.dialect, ClientField::ToolChoice),
                                "The tool that is demanded cannot be offered to OpenAI Responses.");
            return;
        }
        m_out.key("tool_choice");
        writeResponsesToolChoice(m_out, m_conversation);
    }

    [[nodiscard]] bool isOffered(const std::string &name) const
    {
        return std::ranges::any_of(m_conversation.tools, [&](const Tool &tool) {
            return tool.name == name && isResponsesTool(m_conversation, tool);
        });
    }

    void writeText()
    {
        const std::string text = responsesText(m_conversation);
        if (text != "{}")
            m_out.json("text", text);
    }

    [[nodiscard]] std::string_view effort() const
    {
        using Mode = ReasoningWish::Mode;
        const ReasoningWish &wish = m_conversation.reasoning;
        constexpr qint64 highBudget = 16384;
        if (wish.effort == "max")
            return "xhigh"; // the highest word here
        if (!wish.effort.empty() || wish.mode != Mode::On || !wish.budgetTokens)
            return wish.effort;
        // Few models know a word above.
        return effortForBudget(std::min(*wish.budgetTokens, highBudget));
    }

    void writeReasoning()
    {
        const ReasoningWish &wish = m_conversation.reasoning;
        const bool cannotStop = wish.mode == ReasoningWish::Mode::Off && wish.effort.empty();
        drop(cannotStop, ClientField::Reasoning,
             "most OpenAI models refuse to be told not to think; each decides for itself");
        std::string_view summary = wish.summary;
        if (summary.empty() && !m_isOwn && wish.includeText.value_or(false) && !cannotStop)
            summary = "auto";
        const bool isOn =
            wish.mode == ReasoningWish::Mode::On || wish.mode == ReasoningWish::Mode::Adaptive;
        drop(isOn && !m_isOwn && effort().empty(), ClientField::Reasoning,
             "the model thinks in its own way: it takes an effort only");
        std::string reasoning;
        JsonWriter inner(reasoning);
        inner.beginObject();
        writeResponsesReasoning(inner, m_conversation, effort(), summary);
        inner.endObject();
        if (reasoning != "{}")
            m_out.json("reasoning", reasoning);
    }

    void writeInclude()
    {
        std::string include(responsesRest(m_conversation, "include"));
        const auto add = [&include](std::string_view name) {
            if (include.empty())
                include = "[";
            else
                include.back() = ',';
            include.append("\"").append(name).append("\"]");
        };
        if (m_conversation.reasoning.wantsEncrypted)
            add("reasoning.encrypted_content");
        if (m_conversation.sampling.logprobs.value_or(false))
            add("message.output_text.logprobs");
        m_out.jsonIfAny("include", include);
    }

    void writeSampling()
    {
        const Sampling &sampling = m_conversation.sampling;
        m_out.realIfAny("temperature", sampling.temperature).realIfAny("top_p", sampling.topP);
        m_out.integerIfAny("top_logprobs", sampling.topLogprobs);
        writeLimit();
        if (m_isOwn) {
            m_out.realIfAny("presence_penalty", sampling.presencePenalty)
                .realIfAny("frequency_penalty", sampling.frequencyPenalty);
        } else {
            drop(sampling.presencePenalty.has_value(), ClientField::PresencePenalty,
                 "OpenAI Responses has no penalties");
            drop(sampling.frequencyPenalty.has_value(), ClientField::FrequencyPenalty,
                 "OpenAI Responses has no penalties");
        }
        drop(sampling.topK.has_value(), ClientField::TopK, "OpenAI has no top_k");
        drop(sampling.seed.has_value(), ClientField::Seed, "OpenAI Responses has no seed");
        drop(!sampling.logitBiasJson.empty(), ClientField::LogitBias,
             "OpenAI Responses has no logit_bias");
        drop(!m_conversation.stop.empty(), ClientField::Stop,
             "OpenAI Responses has no stop sequences");
        if (sampling.candidates.value_or(1) > 1)
            m_losses.impossible(clientFieldName(m_conversation.dialect, ClientField::Candidates),
                                "OpenAI Responses gives one answer to a request, not "
                                    + std::to_string(*sampling.candidates) + ".");
    }

    void writeLimit()
    {
        constexpr qint64 least = 16;
        if (!m_conversation.maxTokens)
            return;
        const bool isBelow = !m_isOwn && *m_conversation.maxTokens < least;
        drop(isBelow, ClientField::MaxTokens,
             "OpenAI Responses takes no limit below 16 tokens; 16 was sent");
        m_out.integer("max_output_tokens", isBelow ? least : *m_conversation.maxTokens);
    }

    void writeAddress()
    {
        m_out.textIfAny("user", m_conversation.user)
            .textIfAny("prompt_cache_key", m_conversation.cacheKey)
            .jsonIfAny("metadata", m_conversation.metadataJson);
        // Words of other dialects mean other tiers.
        const bool isOpenAi = m_isOwn || m_conversation.dialect == ClientDialect::OpenAiChat;
        if (isOpenAi)
            m_out.textIfAny("service_tier", m_conversation.serviceTier);
        else
            drop(!m_conversation.serviceTier.empty(), ClientField::ServiceTier,
                 "OpenAI has other service tiers");
    }

    void writeRest()
    {
        bool hasStore = m_isOwn;
        for (const auto &[name, json] : m_conversation.rest) {
            if (m_isOwn ? isPlain(name) : isShared(name)) {
                m_out.json(name, json);
                hasStore = hasStore || name == "store";
            } else if (!m_isOwn && !isVerbosity(name)) {
                m_losses.dropped(name, "OpenAI Responses has no such field");
            }
        }
        // It is stored by default here, and nowhere else.
        if (!hasStore)
            m_out.boolean("store", false);
    }

    [[nodiscard]] bool isShared(std::string_view name) const
    {
        return m_conversation.dialect == ClientDialect::OpenAiChat
            && std::ranges::find(sharedWithChat, name) != sharedWithChat.end();
    }
    [[nodiscard]] bool isVerbosity(std::string_view name) const
    {
        return m_conversation.dialect == ClientDialect::OpenAiChat && name == "verbosity";
    }
    /// Whether it is not written by somebody else.
    static bool isPlain(std::string_view name)
    {
        return name != "include" && name != "tool_choice" && !name.starts_with("text.")
            && !name.starts_with("reasoning.");
    }

    JsonWriter m_out;
    const Conversation &m_conversation;
    Losses &m_losses;
    bool m_isOwn;
};

} // namespace

std::string writeResponsesRequest(const Conversation &conversation, const RequestWish &wish,
                                  Losses &losses)
{
    std::string body;
    RequestWriter(body, conversation, losses).write(wish.model);
    return body;
}

} // namespace signalbox::routing
