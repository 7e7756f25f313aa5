// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "support/Records.h"
#include "ui/rules/RulesPageFixture.h"

#include <QAbstractButton>
#include <QDialog>

#include <algorithm>

namespace signalbox::tests {

/// The Rules section of a window, and what has been asked of the route `smart`.
struct DeployFixture : RulesPageFixture
{
    void click(const char *name) const { child<QAbstractButton>(name)->click(); }

    /// `smart` goes to what was its second choice first.
    void turnAround() const
    {
        document().edit(QStringLiteral("Turn around"),
                        [](const models::RouteGraph &graph) -> models::GraphEditResult {
                            models::RouteGraph turned = graph;
                            auto &body = turned.nodes[graph.start].body;
                            auto &steps = std::get<models::FallbackNode>(body).steps;
                            std::ranges::reverse(steps);
                            return turned;
                        });
    }

    /// So many exchanges with their requests, and so many without.
    void feed(int kept, int notKept)
    {
        const QByteArray body =
            R"({"model":"smart","messages":[{"role":"user","content":"Hello"}]})";
        std::vector<models::ExchangeRecord> records;
        for (int i = 0; i < kept + notKept; ++i)
            records.push_back(i < kept ? withBodies(makeRecord(i), body, "hi") : makeRecord(i));
        fixture.feed(std::move(records));
    }
};

} // namespace signalbox::tests
