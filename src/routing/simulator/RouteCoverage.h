// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/proxy/Explain.h"
#include "routing/route/RoutePlan.h"

#include <QString>
#include <QStringList>

#include <span>
#include <vector>

namespace signalbox::routing {

/// How much of one route's graph was walked.
struct CoveredRoute
{
    QString route{};
    int nodes = 0;
    int coveredNodes = 0;
    int links = 0; ///< from one node to another; members of pools are none
    int coveredLinks = 0;
    QStringList uncoveredNodes{}; ///< in the order of their ids
    QStringList uncoveredLinks{}; ///< "by-task case 2 -> best"
};

/// Counts which nodes and links of a plan's graphs were walked. A value; the plan must outlive it.
class RouteCoverage final
{
public:
    explicit RouteCoverage(const RoutePlan &plan);

    void add(std::span<const WalkedNode> way);
    /// How often \a node, an index of the plan, was come to.
    [[nodiscard]] int visits(int node) const { return m_nodes[static_cast<std::size_t>(node)]; }
    /// How often it was left by that of its links.
    [[nodiscard]] int visits(int node, int output) const
    {
        return m_links[static_cast<std::size_t>(node)][static_cast<std::size_t>(output)];
    }
    /// As the policy lists its routes.
    [[nodiscard]] std::vector<CoveredRoute> routes() const;

private:
    const RoutePlan *m_plan;
    std::vector<int> m_nodes;
    std::vector<std::vector<int>> m_links; ///< as PlanNode::next
};

/// The nodes of \a way in a line: "auto: polite -> by-task -> quick".
[[nodiscard]] QString wayInWords(const RoutePlan &plan, std::span<const WalkedNode> way);

} // namespace signalbox::routing
