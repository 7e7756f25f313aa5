// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "support/FakeProvider.h"

#include <QByteArray>
#include <QList>

namespace signalbox::tests {

// What an OpenAI client asks and an OpenAI provider answers, for the route `smart`.

inline const QByteArray chatPath = QByteArrayLiteral("/v1/chat/completions");
inline const QByteArray chatBody = QByteArrayLiteral(
    R"({"model":"smart","messages":[{"role":"user","content":"tell nobody 4711"}]})");
inline const QByteArray chatStreamBody = QByteArrayLiteral(
    R"({"model":"smart","stream":true,"messages":[{"role":"user","content":"hi"}]})");
inline const QByteArray chatAnswer = QByteArrayLiteral(
    R"({"id":"c1","choices":[{"index":0,"message":{"role":"assistant","content":"yes"},)"
    R"("finish_reason":"stop"}],"usage":{"prompt_tokens":11,"completion_tokens":7,)"
    R"("total_tokens":18,"prompt_tokens_details":{"cached_tokens":3}}})");

inline const QByteArray stopEvent = QByteArrayLiteral(
    "data: "
    "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
inline const QByteArray usageEvent = QByteArrayLiteral(
    "data: "
    "{\"id\":\"c1\",\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}\n\n");
inline const QByteArray doneEvent = QByteArrayLiteral("data: [DONE]\n\n");

inline QByteArray delta(const QByteArray &text)
{
    return "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text
        + "\"}}]}\n\n";
}

inline QByteArray chunkedStream(const QList<QByteArray> &events)
{
    QByteArray answer = streamHead();
    for (const QByteArray &event : events)
        answer += chunk(event);
    return answer + lastChunk();
}

inline QByteArray openAiError(const QByteArray &message, const QByteArray &code = "null")
{
    return R"({"error":{"message":")" + message + R"(","type":"x","param":null,"code":)" + code
        + "}}";
}

} // namespace signalbox::tests
