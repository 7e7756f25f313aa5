// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulate/AnthropicWriter.h"

#include "routing/json/JsonText.h"

namespace signalbox::routing::simulate {

namespace {

std::string_view stopReason(FinishReason finish)
{
    switch (finish) {
    case FinishReason::Stop:
        break;
    case FinishReason::StopSequence:
        return "\"stop_sequence\"";
    case FinishReason::Length:
        return "\"max_tokens\"";
    case FinishReason::ToolCall:
        return "\"tool_use\"";
    }
    return "\"end_turn\"";
}

} // namespace

void AnthropicWriter::appendMessageHead(std::string &out) const
{
    out += "{\"id\":";
    appendId(out, "msg_sim");
    out += R"(,"type":"message","role":"assistant","model":)";
    appendString(out, identity().model);
    out += ",\"content\":[";
}

void AnthropicWriter::appendToolUse(std::string &out, std::string_view input) const
{
    out += R"({"type":"tool_use","id":)";
    appendId(out, "toolu_sim");
    out += ",\"name\":";
    appendString(out, answer().toolName);
    out += ",\"input\":";
    out += input;
    out += '}';
}

void AnthropicWriter::appendStopReason(std::string &out, Ending ending) const
{
    const bool known = ending == Ending::Known;
    out += "\"stop_reason\":";
    out += known ? stopReason(answer().finish) : "null";
    out += ",\"stop_sequence\":";
    if (known && answer().finish == FinishReason::StopSequence)
        appendString(out, answer().stopSequence);
    else
        out += "null";
}

void AnthropicWriter::appendUsage(std::string &out, qint64 outputTokens) const
{
    out += R"("usage":{"input_tokens":)";
    appendInteger(out, answer().inputTokens);
    out += R"(,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":)";
    appendInteger(out, outputTokens);
    out += R"(,"service_tier":"standard"})";
}

void AnthropicWriter::writeWhole(std::string &out) const
{
    appendMessageHead(out);
    if (isToolCall()) {
        appendToolUse(out, answer().text);
    } else if (!answer().text.empty()) {
        out += R"({"type":"text","text":)";
        appendString(out, answer().text);
        out += '}';
    }
    out += "],";
    appendStopReason(out, Ending::Known);
    out += ',';
    appendUsage(out, answer().outputTokens());
    out += '}';
}

void AnthropicWriter::writeOpening(std::string &out)
{
    out += "event: message_start\ndata: {\"type\":\"message_start\",\"message\":";
    appendMessageHead(out);
    out += "],";
    appendStopReason(out, Ending::Open);
    out += ',';
    appendUsage(out, 1);
    out += "}}\n\nevent: content_block_start\n"
           R"(data: {"type":"content_block_start","index":0,"content_block":)";
    if (isToolCall())
        appendToolUse(out, "{}");
    else
        out += R"({"type":"text","text":""})";
    out += "}\n\nevent: ping\ndata: {\"type\": \"ping\"}\n\n";
}

void AnthropicWriter::writeToken(std::string &out, std::size_t index)
{
    out += "event: content_block_delta\n";
    out += isToolCall()
        ? R"(data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":)"
        : R"(data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":)";
    appendString(out, answer().token(index));
    out += "}}\n\n";
}

void AnthropicWriter::writeClosing(std::string &out)
{
    out += "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
           "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{";
    appendStopReason(out, Ending::Known);
    out += "},";
    appendUsage(out, answer().outputTokens());
    out += "}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
}

} // namespace signalbox::routing::simulate
