// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulate/GeminiWriter.h"

#include "routing/json/JsonText.h"

namespace signalbox::routing::simulate {

GeminiWriter::GeminiWriter(SimulatedAnswer answer, AnswerIdentity identity, AnswerForm form)
    : AnswerWriter(std::move(answer), std::move(identity))
    , m_serverSentEvents(form.serverSentEvents)
{}

std::string_view GeminiWriter::streamContentType() const
{
    return m_serverSentEvents ? "text/event-stream" : "application/json; charset=UTF-8";
}

void GeminiWriter::appendPart(std::string &out, std::string_view text) const
{
    if (isToolCall()) {
        out += R"({"functionCall":{"name":)";
        appendString(out, answer().toolName);
        out += ",\"args\":";
        out += answer().text;
        out += "}}";
    } else {
        out += "{\"text\":";
        appendString(out, text);
        out += '}';
    }
}

void GeminiWriter::appendResponse(std::string &out, std::string_view text, std::size_t tokens,
                                  Ending ending) const
{
    out += "{\"candidates\":[{";
    if (tokens > 0) {
        out += R"("content":{"parts":[)";
        appendPart(out, text);
        out += R"(],"role":"model"},)";
    }
    if (ending == Ending::Known) {
        out += "\"finishReason\":";
        out += answer().finish == FinishReason::Length ? "\"MAX_TOKENS\"," : "\"STOP\",";
    }
    const qint64 input = answer().inputTokens;
    const auto output = static_cast<qint64>(tokens);
    out += R"("index":0}],"usageMetadata":{"promptTokenCount":)";
    appendInteger(out, input);
    out += ",\"candidatesTokenCount\":";
    appendInteger(out, output);
    out += ",\"totalTokenCount\":";
    appendInteger(out, input + output);
    out += R"(,"promptTokensDetails":[{"modality":"TEXT","tokenCount":)";
    appendInteger(out, input);
    out += "}]},\"modelVersion\":";
    appendString(out, identity().model);
    out += ",\"responseId\":";
    appendId(out, "sim");
    out += '}';
}

void GeminiWriter::appendStreamed(std::string &out, std::string_view text, std::size_t tokens,
                                  Ending ending)
{
    if (m_serverSentEvents)
        out += "data: ";
    else if (!m_firstElement)
        out += ",\r\n";
    m_firstElement = false;
    appendResponse(out, text, tokens, ending);
    // Gemini ends its lines with CR LF.
    if (m_serverSentEvents)
        out += "\r\n\r\n";
}

void GeminiWriter::writeWhole(std::string &out) const
{
    appendResponse(out, answer().text, answer().tokenCount(), Ending::Known);
}

void GeminiWriter::writeOpening(std::string &out)
{
    if (!m_serverSentEvents)
        out += '[';
}

void GeminiWriter::writeToken(std::string &out, std::size_t index)
{
    const bool last = index + 1 == answer().tokenCount();
    if (last || !isToolCall())
        appendStreamed(out, answer().token(index), index + 1, last ? Ending::Known : Ending::Open);
}

void GeminiWriter::writeClosing(std::string &out)
{
    if (answer().tokenCount() == 0)
        appendStreamed(out, {}, 0, Ending::Known);
    if (!m_serverSentEvents)
        out += ']';
}

} // namespace signalbox::routing::simulate
