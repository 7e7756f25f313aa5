// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"

#include <QByteArray>

#include <memory>

namespace signalbox::tests {

inline QByteArray sampleChatRequest()
{
    return R"({"model":"smart","stream":true,"temperature":0.2,"messages":[)"
           R"({"role":"system","content":"You help developers of a railway simulator. Be brief."},)"
           R"({"role":"user","content":"Which trains are due at Paddington before nine?"},)"
           R"({"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function",)"
           R"("function":{"name":"departures","arguments":"{\"station\":\"PAD\",\"until\":\"09:00\"}"}}]},)"
           R"({"role":"tool","tool_call_id":"call_1","content":"1A08 08:30 Bristol\n1C21 08:48 Penzance"},)"
           R"({"role":"user","content":"And which of them stops at Reading?"}],)"
           R"("tools":[{"type":"function","function":{"name":"departures","parameters":{"type":"object"}}}]})";
}

inline QByteArray sampleChatStream()
{
    QByteArray stream;
    for (const char *piece :
         {"Both do. ", "The 08:30 to Bristol ", "calls at Reading at 08:55, ",
          "the 08:48 to Penzance at 09:12.\n\n", "- 1A08: platform 4\n", "- 1C21: platform 1"}) {
        QByteArray text(piece);
        text.replace('\n', "\\n");
        stream +=
            R"(data: {"id":"chatcmpl-1","object":"chat.completion.chunk","model":"gpt-4o-mini",)"
            R"("choices":[{"index":0,"delta":{"content":")"
            + text + "\"},\"finish_reason\":null}]}\n\n";
    }
    stream +=
        R"(data: {"id":"chatcmpl-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})"
        "\n\ndata: [DONE]\n\n";
    return stream;
}

/// Gives \a record the bodies of a chat with a tool call, answered as a stream.
inline void addChat(models::ExchangeRecord &record)
{
    auto bodies = std::make_shared<models::CapturedBodies>();
    bodies->requestHead = "POST /v1/chat/completions\ncontent-type: application/json\n"
                          "user-agent: OpenAI/Python 1.99.2";
    bodies->request = sampleChatRequest();
    bodies->responseHead = "content-type: text/event-stream\nx-signalbox-route: smart";
    bodies->response = sampleChatStream();
    record.dialect = models::ClientDialect::OpenAiChat;
    record.streamed = true;
    record.bodies = std::move(bodies);
}

} // namespace signalbox::tests
