// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/Streams.h"

namespace signalbox::tests {

using Framing = routing::StreamWatcher::Framing;
using models::ClientDialect;

namespace {

constexpr qint64 none = models::TokenUsage::unknown;

std::vector<SampleStream> chatStreams()
{
    const auto chat = ClientDialect::OpenAiChat;
    return {
        {"OpenAI with usage",
         chat,
         Framing::ServerSentEvents,
         "data: "
         "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}],\"usage\":null}\n\n"
         "data: {\"choices\":[{\"delta\":{\"content\":\"caf\xc3\xa9\"}}],\"usage\":null}\n\n"
         "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null}\n\n"
         "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3,"
         "\"total_tokens\":12,\"prompt_tokens_details\":{\"cached_tokens\":4}}}\n\n"
         "data: [DONE]\n\n",
         {9, 4, none, 3, none},
         "stop"},
        {"Azure's first chunk, a tool call",
         chat,
         Framing::ServerSentEvents,
         "data: {\"choices\":[],\"model\":\"\",\"prompt_filter_results\":[{}]}\n\n"
         "data: "
         "{\"choices\":[{\"delta\":{\"content\":null,\"tool_calls\":[{\"index\":0,\"id\":\"c\","
         "\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}}]}\n\n"
         "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n"
         "data: [DONE]\n\n",
         {},
         "tool_calls"},
        {"OpenRouter: comments, usage beside choices, CR LF",
         chat,
         Framing::ServerSentEvents,
         ": OPENROUTER PROCESSING\r\n\r\n"
         "data: {\"choices\":[{\"delta\":{\"reasoning\":\"hm\"}}]}\r\n\r\n"
         "data: {\"choices\":[{\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}],"
         "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"cost\":0.001}}\r\n\r\n",
         {5, none, none, 2, none},
         "stop"},
        {"Groq breaks",
         chat,
         Framing::ServerSentEvents,
         "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n"
         "event: error\ndata: {\"error\":{\"message\":\"no\",\"status_code\":500}}\n\n",
         {},
         "",
         false,
         false,
         true},
        {"cut inside an event",
         chat,
         Framing::ServerSentEvents,
         "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: {\"choices\":[{\"del",
         {},
         "",
         true,
         false},
        {"carriage returns only",
         chat,
         Framing::ServerSentEvents,
         "data:{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\r\rdata:[DONE]\r\r",
         {},
         ""},
    };
}

std::vector<SampleStream> otherStreams()
{
    return {
        {"Anthropic",
         ClientDialect::Anthropic,
         Framing::ServerSentEvents,
         "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"content\":[],"
         "\"stop_reason\":null,\"usage\":{\"input_tokens\":10,\"cache_read_input_tokens\":5,"
         "\"cache_creation_input_tokens\":0,\"output_tokens\":1}}}\n\n"
         "event: ping\ndata: {\"type\":\"ping\"}\n\n"
         "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
         "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
         "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
         "\"delta\":{\"type\":\"text_delta\",\"text\":\"Hi \xf0\x9f\x9a\x82\"}}\n\n"
         "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
         "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":"
         "\"end_turn\"},\"usage\":{\"output_tokens\":7}}\n\n"
         "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n",
         {15, 5, 0, 7, none},
         "end_turn"},
        {"Anthropic overloaded",
         ClientDialect::Anthropic,
         Framing::ServerSentEvents,
         "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}\n\n",
         {},
         "",
         false,
         false,
         true},
        {"Gemini",
         ClientDialect::Gemini,
         Framing::ServerSentEvents,
         "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}],"
         "\"usageMetadata\":{\"promptTokenCount\":4,\"totalTokenCount\":4}}\r\n\r\n"
         "data: {\"candidates\":[{\"content\":{},\"finishReason\":\"STOP\"}],\"usageMetadata\":"
         "{\"promptTokenCount\":4,\"candidatesTokenCount\":2,\"thoughtsTokenCount\":3}}\r\n\r\n",
         {4, none, none, 5, 3},
         "STOP"},
        {"Gemini as an array",
         ClientDialect::Gemini,
         Framing::JsonArray,
         "[{\n  \"candidates\": [{\"content\": {\"parts\": [{\"text\": \"}],[{\"}]}}]\n}\n,\r\n"
         "{\"candidates\": [{\"content\": {},\"finishReason\": \"STOP\"}], \"usageMetadata\": "
         "{\"promptTokenCount\": 4, \"candidatesTokenCount\": 2}}\n]\n",
         {4, none, none, 2, none},
         "STOP"},
        {"Gemini refuses",
         ClientDialect::Gemini,
         Framing::ServerSentEvents,
         "data: {\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"usageMetadata\":"
         "{\"promptTokenCount\":4}}\r\n\r\n",
         {4, none, none, none, none},
         "SAFETY",
         false},
        {"Responses",
         ClientDialect::OpenAiResponses,
         Framing::ServerSentEvents,
         "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"status\":"
         "\"in_progress\",\"error\":null,\"usage\":null}}\n\n"
         "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\","
         "\"delta\":\"x\"}\n\n"
         "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{"
         "\"status\":\"completed\",\"error\":null,\"usage\":{\"input_tokens\":6,"
         "\"output_tokens\":2,\"output_tokens_details\":{\"reasoning_tokens\":1}}}}\n\n",
         {6, none, none, 2, 1},
         "completed"},
        {"Responses fails",
         ClientDialect::OpenAiResponses,
         Framing::ServerSentEvents,
         "event: error\ndata: {\"type\":\"error\",\"code\":\"x\",\"message\":\"\\\"error\\\"\"}\n\n"
         "event: response.failed\ndata: {\"type\":\"response.failed\",\"response\":{\"status\":"
         "\"failed\",\"error\":{\"code\":\"x\"},\"usage\":null}}\n\n",
         {},
         "failed",
         false,
         true,
         true},
        {"Ollama",
         ClientDialect::Ollama,
         Framing::JsonLines,
         "{\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"done\":false}\n"
         "{\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":"
         "\"stop\",\"prompt_eval_count\":3,\"eval_count\":2}\n",
         {3, none, none, 2, none},
         "stop"},
    };
}

} // namespace

std::vector<SampleStream> sampleStreams()
{
    std::vector<SampleStream> streams = chatStreams();
    for (SampleStream &stream : otherStreams())
        streams.push_back(std::move(stream));
    return streams;
}

} // namespace signalbox::tests
