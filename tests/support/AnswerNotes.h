// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Answered.h"

#include <string>
#include <string_view>

namespace signalbox::tests {

/// Writes down what it hears, deltas of the same kind joined.
class AnswerNotes final : public routing::AnswerSink
{
public:
    std::string log;

    void began(const Begin &begin) override { add("began", begin.model); }
    void text(qint64 /*candidate*/, std::string_view text) override { join("text", text); }
    void refusal(qint64 /*candidate*/, std::string_view text) override { join("refusal", text); }
    void reasoning(qint64 /*candidate*/, std::string_view text) override { join("think", text); }
    void reasoningEnded(qint64 /*candidate*/, const routing::ReasoningPart &part) override
    {
        add("thought", part.text + "/" + part.encrypted + part.signature);
    }
    void callBegan(qint64 /*candidate*/, const CallBegin &call) override
    {
        add("call" + std::to_string(call.call), std::string(call.id).append("/").append(call.name));
    }
    void callArguments(qint64 /*candidate*/, qint64 call, std::string_view fragment) override
    {
        join("args" + std::to_string(call), fragment);
    }
    void callEnded(qint64 /*candidate*/, qint64 call) override
    {
        add("end" + std::to_string(call), {});
    }
    void part(qint64 /*candidate*/, const routing::Part &part) override
    {
        if (const auto *other = std::get_if<routing::OtherPart>(&part))
            add("part", other->kind);
    }
    void logprobs(qint64 /*candidate*/, std::string_view json) override { add("logprobs", json); }
    void usage(const models::TokenUsage &usage) override
    {
        add("usage", std::to_string(usage.input) + "/" + std::to_string(usage.output));
    }
    void reportedCost(const models::Money & /*cost*/) override {}
    void unsaid(std::string_view name) override { add("unsaid", name); }
    void stopped(qint64 /*candidate*/, const Stop &stop) override
    {
        add("stopped", std::to_string(static_cast<int>(stop.reason)));
    }
    void ended() override { add("ended", {}); }
    void failed(const routing::DialectError &error) override { add("failed", error.message); }

private:
    void add(const std::string &what, std::string_view value)
    {
        log.append(log.empty() ? "" : "|").append(what);
        if (!value.empty())
            log.append(":").append(value);
        m_last = what;
    }
    void join(const std::string &what, std::string_view value)
    {
        if (m_last == what)
            log.append(value);
        else
            add(what, value);
    }

    std::string m_last;
};

} // namespace signalbox::tests
