// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesAnswerWriter.h"

#include "routing/dialect/responses/ResponseEnvelope.h"
#include "routing/dialect/responses/ResponsesItem.h"
#include "routing/dialect/responses/ResponsesOpaque.h"
#include "routing/dialect/responses/ResponsesOutput.h"
#include "routing/dialect/responses/ResponsesSettings.h"
#include "routing/dialect/responses/ResponsesStatus.h"

namespace signalbox::routing {

using models::ClientDialect;

namespace {

std::string_view restField(const RestFields &rest, std::string_view name)
{
    for (const auto &[key, json] : rest) {
        if (key == name)
            return json;
    }
    return {};
}

std::string logprobsList(const std::string &wrapped)
{
    simdjson::dom::parser parser;
    Json root;
    if (wrapped.empty() || parser.parse(wrapped).get(root) != simdjson::SUCCESS)
        return {};
    return jsonField(root, "content");
}

/// Makes the items of one candidate.
class OutputWriter final
{
public:
    OutputWriter(ResponseEnvelope &envelope, const AnswerWish &wish, std::string_view textStatus)
        : m_envelope(envelope)
        , m_conversation(wish.conversation)
        , m_textStatus(textStatus)
    {}

    std::string write(const AnswerCandidate &candidate)
    {
        m_logprobs = logprobsList(candidate.logprobsJson);
        for (const Part &part : candidate.parts)
            std::visit(*this, part);
        endMessage();
        return std::move(m_items);
    }

    void operator()(const TextPart &part)
    {
        // Pieces of one text need not show where they were cut, unless remarks stand beside them.
        const std::string_view annotations = restField(part.notes.rest, "annotations");
        if (!annotations.empty())
            endText();
        m_text += part.text;
        if (annotations.empty())
            return;
        addContent(responses::textPart(
            {.text = m_text, .annotationsJson = annotations, .logprobsJson = takeLogprobs()}));
        m_text.clear();
    }

    void operator()(const RefusalPart &part)
    {
        endText();
        addContent(responses::refusalPart(part.text));
        m_hasRefusal = true;
    }

    void operator()(const ToolCallPart &call)
    {
        endMessage();
        if (!call.signature.empty())
            addItem(responses::reasoningItem(m_envelope.nextId("rs_"), {},
                                             encryptedCallSignature(call.signature)));
        const bool isFreeForm = call.isFreeForm || isFreeFormTool(m_conversation, call.name);
        const std::string id = m_envelope.nextId(isFreeForm ? "ctc_" : "fc_");
        const std::string callId = call.id.empty() ? m_envelope.nextId("call_") : call.id;
        const bool isBare = call.argumentsJson.empty() && !isFreeForm;
        addItem(responses::callItem(
            {.id = id,
             .callId = callId,
             .name = call.name,
             .arguments = isBare ? std::string_view("{}") : std::string_view(call.argumentsJson),
             .isFreeForm = isFreeForm},
            "completed"));
    }

    void operator()(const ReasoningPart &part)
    {
        endMessage();
        const std::string id = part.id.starts_with("rs_") ? part.id : m_envelope.nextId("rs_");
        addItem(responses::reasoningItem(id, part.text, encryptedContent(part)));
    }

    void operator()(const OtherPart &part)
    {
        if (part.dialect != ClientDialect::OpenAiResponses)
            return;
        endMessage();
        addItem(part.json);
    }

    void operator()(const MediaPart &media)
    {
        if (media.kind != MediaPart::Kind::Image || media.base64.empty())
            return;
        endMessage();
        addItem(responses::imageItem(m_envelope.nextId("ig_"), media));
    }

    void operator()(const ToolResultPart & /*result*/) {} // the model gives none

    [[nodiscard]] bool hasRefusal() const { return m_hasRefusal; }

private:
    static void add(std::string &list, std::string_view json)
    {
        list.append(list.empty() ? "" : ",").append(json);
    }
    void addContent(std::string_view json) { add(m_content, json); }
    void addItem(std::string_view json) { add(m_items, json); }
    std::string takeLogprobs() { return std::exchange(m_logprobs, {}); }

    void endText()
    {
        if (m_text.empty())
            return;
        addContent(responses::textPart(
            {.text = m_text, .annotationsJson = {}, .logprobsJson = takeLogprobs()}));
        m_text.clear();
    }

    void endMessage()
    {
        endText();
        if (m_content.empty())
            return;
        addItem(responses::messageItem(m_envelope.nextId("msg_"), m_textStatus, m_content));
        m_content.clear();
    }

    ResponseEnvelope &m_envelope;
    const Conversation &m_conversation;
    std::string_view m_textStatus;
    std::string m_logprobs;
    std::string m_text;
    std::string m_content;
    std::string m_items;
    bool m_hasRefusal = false;
};

DialectError errorOf(const AnswerMessage &answer)
{
    simdjson::dom::parser parser;
    Json root;
    const std::string json = "{\"error\":" + std::string(restField(answer.rest, "error")) + "}";
    if (parser.parse(json).get(root) == simdjson::SUCCESS)
        return responsesError(root);
    return {.status = 502, .message = "The provider failed to answer."};
}

} // namespace

std::string writeResponsesAnswer(const AnswerMessage &answer, const AnswerWish &wish)
{
    ResponseEnvelope envelope(wish);
    envelope.setOrigin(answer.id, answer.model, answer.createdS);
    const AnswerCandidate none;
    const AnswerCandidate &candidate = answer.candidates.empty() ? none : answer.candidates.front();
    const bool isCut =
        candidate.stop == StopReason::Length || candidate.stop == StopReason::ContentFilter;
    OutputWriter writer(envelope, wish, isCut ? "incomplete" : "completed");
    const std::string output = writer.write(candidate);
    const ResponsesEnd end = responsesEnd(candidate.stop, writer.hasRefusal());
    const DialectError error = errorOf(answer);
    return envelope.object({.status = end.status,
                            .incompleteReason = end.incompleteReason,
                            .error = end.status == "failed" ? &error : nullptr,
                            .output = output,
                            .usage = &answer.usage});
}

} // namespace signalbox::routing
