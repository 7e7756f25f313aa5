// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/PortEdits.h"

#include "models/policy/PolicyProblem.h"
#include "models/policy/edit/EditWords.h"
#include "models/policy/edit/LayoutEdits.h"

#include <numeric>

namespace signalbox::models {

namespace {

constexpr int allShares = 100'000;

/// A value that no case of \a node has.
SignalValue freeValue(const SwitchNode &node)
{
    const auto isTaken = [&node](const SignalValue &value) {
        return std::ranges::any_of(
            node.cases, [&value](const SwitchCase &one) { return one.values.contains(value); });
    };
    switch (signalType(node.on.kind)) {
    case SignalType::Number:
        for (int number = 0;; ++number) {
            if (const SignalValue value = double(number); !isTaken(value))
                return value;
        }
    case SignalType::Flag:
        return SignalValue(!isTaken(true));
    case SignalType::Text:
    case SignalType::Any:
        break;
    }
    for (const QString &text : signalTexts(node.on.kind)) {
        if (!isTaken(text))
            return text;
    }
    for (int number = 1;; ++number) {
        if (const SignalValue value = QStringLiteral("value %1").arg(number); !isTaken(value))
            return value;
    }
}

/// Adds an entry to the list of a node of the kinds that have one.
class PortAdder
{
public:
    void operator()(FallbackNode &node) const { node.steps.emplace_back(); }
    void operator()(SwitchNode &node) const
    {
        node.cases.push_back({.values = {freeValue(node)}, .node = {}});
    }
    void operator()(TableNode &node) const
    {
        node.rows.push_back({.cells = std::vector<TableCell>(node.columns.size()), .node = {}});
    }
    void operator()(SplitNode &node) const
    {
        SplitArm arm{.name = freeName(node), .share = allShares};
        const auto largest = std::ranges::max_element(node.arms, {}, &SplitArm::share);
        if (largest != node.arms.end()) {
            arm.share = largest->share / 2;
            largest->share -= arm.share;
        }
        node.arms.push_back(std::move(arm));
    }
    template<typename Body>
    void operator()(Body & /*node*/) const
    {}

private:
    static QString freeName(const SplitNode &node)
    {
        for (std::size_t number = node.arms.size() + 1;; ++number) {
            QString name = QStringLiteral("arm-%1").arg(number);
            if (std::ranges::find(node.arms, name, &SplitArm::name) == node.arms.end())
                return name;
        }
    }
};

/// Calls \a change with the list of the entries of a node, where its kind has one.
template<typename Change>
void changeEntries(RouteNode &node, Change change)
{
    const auto visit = [&change](auto &body) {
        using Body = std::remove_cvref_t<decltype(body)>;
        if constexpr (std::is_same_v<Body, FallbackNode>)
            change(body.steps);
        else if constexpr (std::is_same_v<Body, SwitchNode>)
            change(body.cases);
        else if constexpr (std::is_same_v<Body, TableNode>)
            change(body.rows);
        else if constexpr (std::is_same_v<Body, SplitNode>)
            change(body.arms);
    };
    std::visit(visit, node.body);
}

/// One entry among its like.
struct EntryPlace
{
    std::size_t place = 0;
    std::size_t count = 0;
    QString word{}; ///< "case"
};

/// The entry behind \a port, or a sentence.
Result<EntryPlace, QString> entryOf(const RouteGraph &graph, const PortRef &port)
{
    if (QString why = whyNoPort(graph, port); !why.isEmpty())
        return Failure{why};
    EntryPlace entry;
    bool isFound = false;
    if (!port.isStart()) {
        const std::vector<NodePort> ports = portsOf(graph.nodes.value(port.node));
        for (const NodePort &other : ports) {
            if (other.place != NodePort::Place::Entry)
                continue;
            if (other.id == port.port) {
                entry.place = entry.count;
                isFound = true;
            }
            ++entry.count;
        }
    }
    if (!isFound)
        return Failure{QStringLiteral("This output belongs to the kind of its node; it cannot be "
                                      "taken away or moved.")};
    entry.word = port.port.section(u' ', 0, 0);
    return entry;
}

void giveShareAway(SplitNode &split, std::size_t arm)
{
    const std::size_t heir = arm == 0 ? 1 : arm - 1;
    split.arms[heir].share += split.arms[arm].share;
}

} // namespace

Result<AddedPort, QString> addPort(const RouteGraph &graph, const QString &node)
{
    if (QString why = whyNoNode(graph, node); !why.isEmpty())
        return Failure{why};
    RouteGraph edited = graph;
    RouteNode &changed = edited.nodes[node];
    if (!canAddPorts(changed.kind()))
        return Failure{
            QStringLiteral("The node %1 has all the outputs it can have.").arg(quoted(node))};
    std::visit(PortAdder(), changed.body);
    QString added;
    for (const NodePort &port : portsOf(changed)) {
        if (port.place == NodePort::Place::Entry)
            added = port.id;
    }
    return AddedPort{.graph = std::move(edited), .port = added};
}

GraphEditResult removePort(const RouteGraph &graph, const PortRef &port)
{
    const auto found = entryOf(graph, port);
    if (!found)
        return Failure{found.error()};
    const EntryPlace &entry = found.value();
    if (entry.count == 1)
        return Failure{QStringLiteral("The node %1 needs one output of this sort; remove the node "
                                      "instead.")
                           .arg(quoted(port.node))};
    RouteGraph edited = graph;
    RouteNode &node = edited.nodes[port.node];
    if (auto *split = std::get_if<SplitNode>(&node.body))
        giveShareAway(*split, entry.place);
    changeEntries(node, [&entry](auto &entries) {
        entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(entry.place));
    });
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < entry.count; ++i)
        places.push_back(i == entry.place ? removedPort : i - (i > entry.place ? 1 : 0));
    renumberPorts(edited.layout, port.node, entry.word, places);
    return edited;
}

GraphEditResult movePort(const RouteGraph &graph, const PortRef &port, std::size_t to)
{
    const auto found = entryOf(graph, port);
    if (!found)
        return Failure{found.error()};
    const EntryPlace &entry = found.value();
    const std::size_t goal = std::min(to, entry.count - 1);
    std::vector<std::size_t> order(entry.count); // of the places: which entry stands there now
    std::iota(order.begin(), order.end(), std::size_t{0});
    order.erase(order.begin() + static_cast<std::ptrdiff_t>(entry.place));
    order.insert(order.begin() + static_cast<std::ptrdiff_t>(goal), entry.place);
    RouteGraph edited = graph;
    changeEntries(edited.nodes[port.node], [&order](auto &entries) {
        auto moved = entries;
        for (std::size_t i = 0; i < order.size(); ++i)
            moved[i] = entries[order[i]];
        entries = std::move(moved);
    });
    std::vector<std::size_t> places(entry.count);
    for (std::size_t i = 0; i < order.size(); ++i)
        places[order[i]] = i;
    renumberPorts(edited.layout, port.node, entry.word, places);
    return edited;
}

} // namespace signalbox::models
