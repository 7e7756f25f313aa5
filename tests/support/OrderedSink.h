// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Answered.h"

#include <map>
#include <set>
#include <string>

namespace signalbox::tests {

/// Hears a stream and checks that it is told in the order that AnswerSink promises.
class OrderedSink final : public routing::AnswerSink
{
public:
    [[nodiscard]] const std::string &broken() const { return m_broken; }
    [[nodiscard]] int ends() const { return m_ends; }
    [[nodiscard]] const std::string &heard() const { return m_heard; }
    [[nodiscard]] const models::TokenUsage &tokens() const { return m_usage; }

    void began(const Begin &) override
    {
        check(!m_hasBegun, "began twice");
        m_hasBegun = true;
    }
    void text(qint64, std::string_view text) override { hear(text); }
    void refusal(qint64, std::string_view text) override { hear(text); }
    void reasoning(qint64, std::string_view text) override { hear(text); }
    void reasoningEnded(qint64, const routing::ReasoningPart &part) override { hear(part.text); }
    void callBegan(qint64 candidate, const CallBegin &call) override
    {
        hear(call.name);
        check(m_calls.emplace(std::pair(candidate, call.call), true).second, "call began twice");
    }
    void callArguments(qint64 candidate, qint64 call, std::string_view fragment) override
    {
        hear(fragment);
        check(isOpen(candidate, call), "arguments of no open call");
    }
    void callEnded(qint64 candidate, qint64 call) override
    {
        hear({});
        check(isOpen(candidate, call), "end of no open call");
        m_calls[{candidate, call}] = false;
    }
    void part(qint64, const routing::Part &) override { hear({}); }
    void logprobs(qint64, std::string_view) override { hear({}); }
    void usage(const models::TokenUsage &usage) override
    {
        check(m_ends == 0, "usage after the end");
        m_usage = usage;
    }
    void reportedCost(const models::Money &) override { check(m_ends == 0, "cost after the end"); }
    void stopped(qint64 candidate, const Stop &) override
    {
        hear({});
        check(m_stopped.insert(candidate).second, "stopped twice");
    }
    void ended() override
    {
        check(m_hasBegun, "ended before it began");
        finish();
    }
    void failed(const routing::DialectError &) override { finish(); }

private:
    void check(bool isFine, const char *what)
    {
        if (!isFine && m_broken.empty())
            m_broken = what;
    }
    void hear(std::string_view text)
    {
        check(m_hasBegun, "told before it began");
        check(m_ends == 0, "told after the end");
        m_heard.append(text).push_back('\n');
    }
    void finish()
    {
        ++m_ends;
        check(m_ends == 1, "ended twice");
    }
    [[nodiscard]] bool isOpen(qint64 candidate, qint64 call) const
    {
        const auto found = m_calls.find({candidate, call});
        return found != m_calls.end() && found->second;
    }

    std::map<std::pair<qint64, qint64>, bool> m_calls;
    std::set<qint64> m_stopped;
    std::string m_heard;
    std::string m_broken;
    models::TokenUsage m_usage;
    bool m_hasBegun = false;
    int m_ends = 0;
};

} // namespace signalbox::tests
