// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "support/HttpProbe.h"
#include "support/RoutedPolicies.h"

namespace signalbox::tests {

/// Two models of one provider, then another provider, one after the other.
inline models::Policy threeInARow(const TwoProviders &two)
{
    models::Policy policy = routed(
        two,
        {{s("start"),
          {.body = models::FallbackNode{.steps = {{s("a"), {}}, {s("b"), {}}, {s("c"), {}}}}}},
         {s("a"), target("one-target")},
         {s("b"), target("other-target")},
         {s("c"), target("two-target")}});
    policy.targets.append(targetOf(s("other-target"), s("one"), s("other-model")));
    return policy;
}

/// Asks one question after the other.
class Asker
{
public:
    explicit Asker(const ProxyFixture &proxy)
        : m_probe(proxy.port())
    {}

    ProbeAnswer ask(const QByteArray &body = chatBody, const QByteArray &fields = {})
    {
        m_probe.post(chatPath, body, fields);
        return m_probe.waitForAnswers(++m_count) ? m_probe.lastAnswer() : ProbeAnswer();
    }
    QByteArray target(const QByteArray &body = chatBody, const QByteArray &fields = {})
    {
        return ask(body, fields).field("x-signalbox-target");
    }

private:
    HttpProbe m_probe;
    int m_count = 0;
};

} // namespace signalbox::tests
