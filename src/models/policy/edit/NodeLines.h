// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace signalbox::models {

/// Where a node stands in the text of a policy.
struct NodeLines
{
    int route = 0; ///< index in the policy
    QString node{};
    int first = 0; ///< lines, from 1: that of its id...
    int last = 0; ///< ...and that of its closing bracket

    [[nodiscard]] bool contains(int line) const { return line >= first && line <= last; }
    bool operator==(const NodeLines &) const = default;
};

/// Every node of every route of the policy \a text, in the order of the text; none of a text that
/// is no JSON. Pure; takes as long as reading the JSON.
[[nodiscard]] std::vector<NodeLines> nodeLines(const QByteArray &text);

} // namespace signalbox::models
