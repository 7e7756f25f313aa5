// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulate/OpenAiResponsesWriter.h"

#include "routing/json/JsonText.h"

namespace signalbox::routing::simulate {

namespace {
constexpr std::string_view eventEnd = "}\n\n";
}

std::string_view OpenAiResponsesWriter::endStatus() const
{
    return answer().finish == FinishReason::Length ? "incomplete" : "completed";
}

void OpenAiResponsesWriter::appendItemId(std::string &out) const
{
    appendId(out, isToolCall() ? "fc_sim" : "msg_sim");
}

void OpenAiResponsesWriter::appendTextPart(std::string &out, std::string_view text)
{
    out += R"({"type":"output_text","annotations":[],"logprobs":[],"text":)";
    appendString(out, text);
    out += '}';
}

void OpenAiResponsesWriter::appendItem(std::string &out, Stage stage) const
{
    const bool ended = stage == Stage::Ended;
    out += "{\"id\":";
    appendItemId(out);
    out += isToolCall() ? R"(,"type":"function_call","status":)" : R"(,"type":"message","status":)";
    appendString(out, ended ? endStatus() : "in_progress");
    if (isToolCall()) {
        out += ",\"arguments\":";
        appendString(out, ended ? std::string_view(answer().text) : std::string_view());
        out += ",\"call_id\":";
        appendId(out, "call_sim");
        out += ",\"name\":";
        appendString(out, answer().toolName);
    } else {
        out += R"(,"role":"assistant","content":[)";
        if (ended)
            appendTextPart(out, answer().text);
        out += ']';
    }
    out += '}';
}

void OpenAiResponsesWriter::appendUsage(std::string &out) const
{
    const qint64 input = answer().inputTokens;
    const qint64 output = answer().outputTokens();
    out += "{\"input_tokens\":";
    appendInteger(out, input);
    out += R"(,"input_tokens_details":{"cached_tokens":0},"output_tokens":)";
    appendInteger(out, output);
    out += R"(,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":)";
    appendInteger(out, input + output);
    out += '}';
}

void OpenAiResponsesWriter::appendResponse(std::string &out, Stage stage) const
{
    const bool ended = stage == Stage::Ended;
    out += "{\"id\":";
    appendId(out, "resp_sim");
    out += R"(,"object":"response","created_at":)";
    appendInteger(out, identity().createdSeconds);
    out += ",\"status\":";
    appendString(out, ended ? endStatus() : "in_progress");
    out += R"(,"background":false,"error":null,"incomplete_details":)";
    out += ended && answer().finish == FinishReason::Length ? R"({"reason":"max_output_tokens"})"
                                                            : "null";
    out += R"(,"instructions":null,"max_output_tokens":null,"model":)";
    appendString(out, identity().model);
    out += ",\"output\":[";
    if (ended)
        appendItem(out, stage);
    out += R"(],"parallel_tool_calls":true,"previous_response_id":null,)"
           R"("reasoning":{"effort":null,"summary":null},"service_tier":"default","store":false,)"
           R"("temperature":1.0,"text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[],)"
           R"("top_p":1.0,"truncation":"disabled","usage":)";
    if (ended)
        appendUsage(out);
    else
        out += "null";
    out += R"(,"user":null,"metadata":{}})";
}

void OpenAiResponsesWriter::beginEvent(std::string &out, std::string_view type)
{
    out += "event: ";
    out += type;
    out += "\ndata: {\"type\":\"";
    out += type;
    out += R"(","sequence_number":)";
    appendInteger(out, m_sequence++);
}

void OpenAiResponsesWriter::beginContentEvent(std::string &out, std::string_view type)
{
    beginEvent(out, type);
    out += ",\"item_id\":";
    appendItemId(out);
    out += ",\"output_index\":0";
    if (!isToolCall())
        out += ",\"content_index\":0";
}

void OpenAiResponsesWriter::writeWhole(std::string &out) const
{
    appendResponse(out, Stage::Ended);
}

void OpenAiResponsesWriter::writeOpening(std::string &out)
{
    for (const std::string_view type : {"response.created", "response.in_progress"}) {
        beginEvent(out, type);
        out += ",\"response\":";
        appendResponse(out, Stage::InProgress);
        out += eventEnd;
    }
    beginEvent(out, "response.output_item.added");
    out += R"(,"output_index":0,"item":)";
    appendItem(out, Stage::InProgress);
    out += eventEnd;
    if (isToolCall())
        return;
    beginContentEvent(out, "response.content_part.added");
    out += ",\"part\":";
    appendTextPart(out, {});
    out += eventEnd;
}

void OpenAiResponsesWriter::writeToken(std::string &out, std::size_t index)
{
    beginContentEvent(out,
                      isToolCall() ? "response.function_call_arguments.delta"
                                   : "response.output_text.delta");
    out += ",\"delta\":";
    appendString(out, answer().token(index));
    out += isToolCall() ? "" : ",\"logprobs\":[]";
    out += eventEnd;
}

void OpenAiResponsesWriter::writeClosing(std::string &out)
{
    if (isToolCall()) {
        beginContentEvent(out, "response.function_call_arguments.done");
        out += ",\"name\":";
        appendString(out, answer().toolName);
        out += ",\"arguments\":";
        appendString(out, answer().text);
        out += eventEnd;
    } else {
        beginContentEvent(out, "response.output_text.done");
        out += ",\"text\":";
        appendString(out, answer().text);
        out += ",\"logprobs\":[]";
        out += eventEnd;
        beginContentEvent(out, "response.content_part.done");
        out += ",\"part\":";
        appendTextPart(out, answer().text);
        out += eventEnd;
    }
    beginEvent(out, "response.output_item.done");
    out += R"(,"output_index":0,"item":)";
    appendItem(out, Stage::Ended);
    out += eventEnd;
    beginEvent(out,
               answer().finish == FinishReason::Length ? "response.incomplete"
                                                       : "response.completed");
    out += ",\"response\":";
    appendResponse(out, Stage::Ended);
    out += eventEnd;
}

} // namespace signalbox::routing::simulate
