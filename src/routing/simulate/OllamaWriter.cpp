// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulate/OllamaWriter.h"

#include "routing/json/JsonText.h"

#include <QDateTime>

namespace signalbox::routing::simulate {

OllamaWriter::OllamaWriter(SimulatedAnswer answer, AnswerIdentity identity, AnswerForm form)
    : AnswerWriter(std::move(answer), std::move(identity))
    , m_messageEnd(form.isCompletion ? "" : "}")
{
    const QDateTime created =
        QDateTime::fromSecsSinceEpoch(this->identity().createdSeconds, Qt::UTC);
    m_head = "{\"model\":";
    appendString(m_head, this->identity().model);
    m_head += ",\"created_at\":";
    appendString(m_head, created.toString(Qt::ISODate).toStdString());
    m_head +=
        form.isCompletion ? R"(,"response":)" : R"(,"message":{"role":"assistant","content":)";
}

std::string_view OllamaWriter::streamContentType() const
{
    return "application/x-ndjson";
}

void OllamaWriter::appendToolCalls(std::string &out) const
{
    out += R"(,"tool_calls":[{"function":{"name":)";
    appendString(out, answer().toolName);
    out += ",\"arguments\":";
    out += answer().text;
    out += "}}]";
}

void OllamaWriter::appendDone(std::string &out) const
{
    out += m_messageEnd;
    out += R"(,"done":true,"done_reason":)";
    out += answer().finish == FinishReason::Length ? "\"length\"" : "\"stop\"";
    out += R"(,"total_duration":1,"load_duration":1,"prompt_eval_count":)";
    appendInteger(out, answer().inputTokens);
    out += R"(,"prompt_eval_duration":1,"eval_count":)";
    appendInteger(out, answer().outputTokens());
    out += ",\"eval_duration\":1}";
}

void OllamaWriter::writeWhole(std::string &out) const
{
    out += m_head;
    if (isToolCall()) {
        out += "\"\"";
        appendToolCalls(out);
    } else {
        appendString(out, answer().text);
    }
    appendDone(out);
}

void OllamaWriter::writeOpening(std::string &)
{}

void OllamaWriter::writeToken(std::string &out, std::size_t index)
{
    if (isToolCall() && index + 1 != answer().tokenCount())
        return;
    out += m_head;
    if (isToolCall()) {
        out += "\"\"";
        appendToolCalls(out);
    } else {
        appendString(out, answer().token(index));
    }
    out += m_messageEnd;
    out += ",\"done\":false}\n";
}

void OllamaWriter::writeClosing(std::string &out)
{
    out += m_head;
    out += "\"\"";
    appendDone(out);
    out += '\n';
}

} // namespace signalbox::routing::simulate
