// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "support/ChatSamples.h"
#include "support/ProxyFixture.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace signalbox::tests {

inline QString s(const char *text)
{
    return QString::fromUtf8(text);
}

inline models::RouteNode target(const char *id)
{
    return {.body = models::TargetNode{s(id)}};
}

/// The route `smart` of \a two is this graph instead; it starts at `start`. Its targets are
/// `one-target` and `two-target`.
inline models::Policy routed(const TwoProviders &two, QHash<QString, models::RouteNode> nodes)
{
    models::Policy policy = two.policy();
    policy.routes = {
        {.name = s("smart"), .graph = {.start = s("start"), .nodes = std::move(nodes)}}};
    policy.retry.retries = 0;
    return policy;
}

/// \a node, which leads to the node `one`, and that to `one-target`.
template<typename Node>
models::Policy routedThrough(const TwoProviders &two, Node node)
{
    node.node = s("one");
    return routed(two, {{s("start"), {.body = std::move(node)}}, {s("one"), target("one-target")}});
}

/// Answers everything alike.
inline void alwaysAnswer(FakeProvider &fake, const QByteArray &answer)
{
    fake.setResponder([answer](const SeenRequest &) { return ProviderScript().send(answer); });
}

inline QJsonObject decisionOf(const models::ExchangeRecord &record)
{
    if (!record.decision)
        return {};
    return QJsonDocument::fromJson(QByteArray::fromStdString(record.decision->json(record)))
        .object();
}

} // namespace signalbox::tests
