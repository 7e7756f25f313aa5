// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesRequestReader.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/responses/ResponsesFields.h"
#include "routing/dialect/responses/ResponsesInputReader.h"
#include "routing/dialect/responses/ResponsesToolReader.h"

namespace signalbox::routing {

namespace {

/// What only the provider that keeps the state can resolve.
void refuseState(const Json &body, ResponsesFields &fields)
{
    const auto refuse = [&](std::string_view name, std::string_view hint) {
        fields.refuse(std::string(name),
                      std::string("'")
                          .append(name)
                          .append("' needs state that only the provider keeps. Signalbox "
                                  "translates this request and keeps none: ")
                          .append(hint)
                          .append("."),
                      "unsupported_parameter");
    };
    if (field(body, "previous_response_id"))
        refuse("previous_response_id", "send the whole conversation as 'input'");
    if (field(body, "conversation"))
        refuse("conversation", "send the whole conversation as 'input'");
    if (field(body, "prompt"))
        refuse("prompt", "send its text as 'instructions' and 'input'");
    if (fields.boolean(body, "background", {}).value_or(false))
        refuse("background", "leave it out or stream the answer");
}

/// The fields of \a object but \a known, as `<name>.<field>`.
void keepInner(const Json &object, std::string_view name,
               std::initializer_list<std::string_view> known, RestFields &rest)
{
    for (auto &[key, json] : restOf(object, known)) {
        if (json != "null")
            rest.emplace_back(pathIn(name, key), std::move(json));
    }
}

void readFormat(const Json &format, AnswerFormat &out, ResponsesFields &fields)
{
    constexpr std::string_view path = "text.format";
    const std::string type = fields.requiredText(format, "type", path);
    if (type == "text" || fields.hasProblem())
        return;
    if (type == "json_object") {
        out.kind = AnswerFormat::Kind::JsonObject;
        return;
    }
    if (type != "json_schema") {
        fields.refuse("text.format.type",
                      "Invalid value for 'text.format.type': expected 'text', 'json_object' or "
                      "'json_schema'.");
        return;
    }
    out.kind = AnswerFormat::Kind::JsonSchema;
    out.name = fields.requiredText(format, "name", path);
    out.description = fields.text(format, "description", path);
    out.strict = fields.boolean(format, "strict", path);
    if (const auto schema = fields.object(format, "schema", path))
        out.schemaJson = jsonText(*schema);
    else
        fields.refuseMissing("text.format.schema");
}

void readText(const Json &body, Conversation &conversation, ResponsesFields &fields)
{
    const auto text = fields.object(body, "text", {});
    if (!text)
        return;
    if (const auto format = fields.object(*text, "format", "text"))
        readFormat(*format, conversation.format, fields);
    keepInner(*text, "text", {"format"}, conversation.rest);
}

void readReasoning(const Json &body, Conversation &conversation, ResponsesFields &fields)
{
    const auto reasoning = fields.object(body, "reasoning", {});
    if (!reasoning)
        return;
    ReasoningWish &wish = conversation.reasoning;
    wish.effort = fields.text(*reasoning, "effort", "reasoning");
    wish.summary = fields.text(*reasoning, "summary", "reasoning");
    if (wish.summary.empty()) // its older name
        wish.summary = fields.text(*reasoning, "generate_summary", "reasoning");
    if (!wish.summary.empty())
        wish.includeText = true;
    if (!wish.effort.empty())
        wish.mode = wish.effort == "none" ? ReasoningWish::Mode::Off : ReasoningWish::Mode::On;
    keepInner(*reasoning, "reasoning", {"effort", "summary", "generate_summary"},
              conversation.rest);
}

void readInclude(const Json &body, Conversation &conversation, ResponsesFields &fields)
{
    std::string others;
    std::size_t index = 0;
    for (const Json &item : fields.list(body, "include", {})) {
        const auto name = asString(item);
        if (!name)
            fields.refuseType(pathOf("include", index), "a string");
        else if (*name == "reasoning.encrypted_content")
            conversation.reasoning.wantsEncrypted = true;
        else if (*name == "message.output_text.logprobs")
            conversation.sampling.logprobs = true;
        else
            others.append(others.empty() ? "" : ",").append(jsonText(item));
        ++index;
    }
    if (!others.empty())
        conversation.rest.emplace_back("include", "[" + others + "]");
}

void readSampling(const Json &body, Conversation &conversation, ResponsesFields &fields)
{
    Sampling &sampling = conversation.sampling;
    sampling.temperature = fields.real(body, "temperature", {});
    sampling.topP = fields.real(body, "top_p", {});
    sampling.topLogprobs = fields.integer(body, "top_logprobs", {});
    sampling.presencePenalty = fields.real(body, "presence_penalty", {});
    sampling.frequencyPenalty = fields.real(body, "frequency_penalty", {});
    conversation.maxTokens = fields.integer(body, "max_output_tokens", {});
}

void readAddress(const Json &body, Conversation &conversation, ResponsesFields &fields)
{
    conversation.user = fields.text(body, "user", {});
    const std::string safety = fields.text(body, "safety_identifier", {});
    if (conversation.user.empty())
        conversation.user = safety;
    else if (!safety.empty())
        conversation.rest.emplace_back("safety_identifier", jsonField(body, "safety_identifier"));
    conversation.cacheKey = fields.text(body, "prompt_cache_key", {});
    conversation.serviceTier = fields.text(body, "service_tier", {});
    if (const auto metadata = fields.object(body, "metadata", {}))
        conversation.metadataJson = jsonText(*metadata);
}

void keepRest(const Json &body, RestFields &rest)
{
    for (auto &[name, json] : restOf(body,
                                     {"model",
                                      "input",
                                      "instructions",
                                      "tools",
                                      "tool_choice",
                                      "parallel_tool_calls",
                                      "text",
                                      "reasoning",
                                      "include",
                                      "temperature",
                                      "top_p",
                                      "top_logprobs",
                                      "presence_penalty",
                                      "frequency_penalty",
                                      "max_output_tokens",
                                      "stream",
                                      "user",
                                      "safety_identifier",
                                      "prompt_cache_key",
                                      "service_tier",
                                      "metadata",
                                      "previous_response_id",
                                      "conversation",
                                      "prompt",
                                      "background"})) {
        if (json != "null")
            rest.emplace_back(std::move(name), std::move(json));
    }
}

} // namespace

RequestReading readResponsesRequest(const Json &body, const RequestContext &context)
{
    RequestReading reading;
    Conversation &conversation = reading.conversation;
    conversation.dialect = models::ClientDialect::OpenAiResponses;
    ResponsesFields fields;
    if (!body.is_object())
        fields.refuseType("body", "an object");
    conversation.model = fields.text(body, "model", {});
    if (conversation.model.empty())
        conversation.model = context.model;
    conversation.stream = fields.boolean(body, "stream", {}).value_or(context.stream);
    refuseState(body, fields);
    if (!fields.hasProblem())
        conversation.messages = readResponsesInput(body, fields);
    readResponsesTools(body, conversation, fields);
    readText(body, conversation, fields);
    readReasoning(body, conversation, fields);
    readInclude(body, conversation, fields);
    readSampling(body, conversation, fields);
    readAddress(body, conversation, fields);
    keepRest(body, conversation.rest);
    reading.problem = fields.takeProblem();
    return reading;
}

} // namespace signalbox::routing
