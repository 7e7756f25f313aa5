// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulate/OpenAiChatWriter.h"

#include "routing/json/JsonText.h"

namespace signalbox::routing::simulate {

namespace {
constexpr std::string_view chunkTail = "}\n\n";
// With include_usage every chunk but the last carries a null, as OpenAI's do.
constexpr std::string_view chunkTailWithUsage = ",\"usage\":null}\n\n";
} // namespace

OpenAiChatWriter::OpenAiChatWriter(SimulatedAnswer answer, AnswerIdentity identity, AnswerForm form)
    : AnswerWriter(std::move(answer), std::move(identity))
    , m_form(form)
    , m_chunkTail(form.includeUsage ? chunkTailWithUsage : chunkTail)
{
    m_chunkHead = "data: ";
    appendHead(m_chunkHead, "chat.completion.chunk");
}

void OpenAiChatWriter::appendHead(std::string &out, std::string_view object) const
{
    out += "{\"id\":";
    appendId(out, "chatcmpl-sim");
    out += ",\"object\":";
    appendString(out, object);
    out += ",\"created\":";
    appendInteger(out, identity().createdSeconds);
    out += ",\"model\":";
    appendString(out, identity().model);
    out += R"(,"service_tier":"default","system_fingerprint":"fp_simulated","choices":[)";
}

void OpenAiChatWriter::appendUsage(std::string &out) const
{
    const qint64 input = answer().inputTokens;
    const qint64 output = answer().outputTokens();
    out += R"("usage":{"prompt_tokens":)";
    appendInteger(out, input);
    out += ",\"completion_tokens\":";
    appendInteger(out, output);
    out += ",\"total_tokens\":";
    appendInteger(out, input + output);
    out += R"(,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},)"
           R"("completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,)"
           R"("accepted_prediction_tokens":0,"rejected_prediction_tokens":0}})";
}

void OpenAiChatWriter::appendToolCall(std::string &out, std::string_view arguments) const
{
    out += "\"id\":";
    appendId(out, "call_sim");
    out += R"(,"type":"function","function":{"name":)";
    appendString(out, answer().toolName);
    out += ",\"arguments\":";
    appendString(out, arguments);
    out += '}';
}

std::string_view OpenAiChatWriter::finishReason() const
{
    switch (answer().finish) {
    case FinishReason::Stop:
    case FinishReason::StopSequence:
        break;
    case FinishReason::Length:
        return "\"length\"";
    case FinishReason::ToolCall:
        return "\"tool_calls\"";
    }
    return "\"stop\"";
}

void OpenAiChatWriter::writeWhole(std::string &out) const
{
    appendHead(out, "chat.completion");
    out += R"({"index":0,"message":{"role":"assistant","content":)";
    if (isToolCall()) {
        out += "null,\"tool_calls\":[{";
        appendToolCall(out, answer().text);
        out += "}]";
    } else {
        appendString(out, answer().text);
    }
    out += R"(,"refusal":null,"annotations":[]},"logprobs":null,"finish_reason":)";
    out += finishReason();
    out += "}],";
    appendUsage(out);
    out += '}';
}

void OpenAiChatWriter::writeOpening(std::string &out)
{
    out += m_chunkHead;
    out += R"({"index":0,"delta":{"role":"assistant","content":)";
    if (isToolCall()) {
        out += R"(null,"tool_calls":[{"index":0,)";
        appendToolCall(out, {});
        out += "}]";
    } else {
        out += "\"\"";
    }
    out += R"(,"refusal":null},"logprobs":null,"finish_reason":null}])";
    out += m_chunkTail;
}

void OpenAiChatWriter::writeToken(std::string &out, std::size_t index)
{
    out += m_chunkHead;
    out += isToolCall() ? R"({"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":)"
                        : R"({"index":0,"delta":{"content":)";
    appendString(out, answer().token(index));
    out += isToolCall() ? "}}]" : "";
    out += R"(},"logprobs":null,"finish_reason":null}])";
    out += m_chunkTail;
}

void OpenAiChatWriter::writeClosing(std::string &out)
{
    out += m_chunkHead;
    out += R"({"index":0,"delta":{},"logprobs":null,"finish_reason":)";
    out += finishReason();
    out += "}]";
    out += m_chunkTail;
    if (m_form.includeUsage) {
        out += m_chunkHead;
        out += "],";
        appendUsage(out);
        out += chunkTail;
    }
    out += "data: [DONE]\n\n";
}

} // namespace signalbox::routing::simulate
