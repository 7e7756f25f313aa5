// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/GraphLayout.h"
#include "models/policy/Pool.h"
#include "models/policy/Predicate.h"
#include "models/traffic/ErrorClass.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace signalbox::models {

// Each node has a kind, and the fields of its struct below; `node`-like fields name the node that
// follows. A field that may be left out says what then happens.

/// "target": this one serves.
struct TargetNode
{
    QString target{}; ///< target id, or provider/model

    bool operator==(const TargetNode &) const = default;
};

/// A later step of a fallback node is entered only after a failure of one of these classes.
struct FallbackStep
{
    QString node{};
    std::vector<ErrorClass> on{}; ///< empty: every class for which another target may help

    bool operator==(const FallbackStep &) const = default;
};

/// "fallback": the first step serves; after a failure the next one whose `on` has its class.
struct FallbackNode
{
    std::vector<FallbackStep> steps{};
    SlowRule slow{};

    bool operator==(const FallbackNode &) const = default;
};

/// "match": one way or the other.
struct MatchNode
{
    Predicate when{};
    QString then{};
    QString otherwise{}; ///< JSON "else"

    bool operator==(const MatchNode &) const = default;
};

struct SwitchCase
{
    QList<SignalValue> values{}; ///< JSON "is": one value or several
    QString node{};

    bool operator==(const SwitchCase &) const = default;
};

/// "switch": by the value of one signal; the first case that has it.
struct SwitchNode
{
    SignalName on{};
    std::vector<SwitchCase> cases{};
    QString otherwise{}; ///< JSON "else"

    bool operator==(const SwitchNode &) const = default;
};

/// One cell of a decision table: a comparison of its column's signal, or none ("any").
struct TableCell
{
    bool isAny = true;
    Comparison comparison = Comparison::Equal;
    QList<SignalValue> values{};

    bool operator==(const TableCell &) const = default;
};

struct TableRow
{
    std::vector<TableCell> cells{}; ///< one for each column
    QString node{};
    int priority = 0; ///< Collect: lower ones first, then as listed

    bool operator==(const TableRow &) const = default;
};

/// "table": rows of conditions over the same signals.
struct TableNode
{
    enum class Hit : quint8 {
        First, ///< the first row that holds
        Unique, ///< at most one row may hold; the check says which could both
        Collect, ///< all rows that hold, as a fallback chain by priority
    };

    Hit hit = Hit::First;
    std::vector<SignalName> columns{};
    std::vector<TableRow> rows{};
    QString otherwise{}; ///< JSON "else": when no row holds; left out: refused

    bool operator==(const TableNode &) const = default;
};

/// What a split, a budget or a limit counts by.
enum class Unit : quint8 {
    Conversation, ///< else the client, else the request
    Client, ///< else the request
    Request,
    All, ///< everything together; not for splits
};

struct SplitArm
{
    QString name{}; ///< empty: the node's id
    int share = 0; ///< thousandths of a per cent; all arms make 100,000
    QString node{};

    bool operator==(const SplitArm &) const = default;
};

/// "split": a sticky share of the units for each arm.
struct SplitNode
{
    QString seed{}; ///< empty: route and node; the same seed puts a unit in the same place
    Unit unit = Unit::Conversation;
    std::vector<SplitArm> arms{};

    bool operator==(const SplitNode &) const = default;
};

/// "budget": whether the named budget has room for this request.
struct BudgetNode
{
    QString budget{}; ///< id of a budget of the policy
    QString within{};
    QString over{}; ///< left out: refused

    bool operator==(const BudgetNode &) const = default;
};

/// How much may pass. Zero is no limit.
struct RateLimits
{
    qint64 requests = 0; ///< in `window`
    qint64 tokens = 0; ///< input and output, in `window`
    int concurrent = 0;
    std::chrono::seconds window{60}; ///< sliding

    [[nodiscard]] bool isEmpty() const { return requests == 0 && tokens == 0 && concurrent == 0; }
    bool operator==(const RateLimits &) const = default;
};

/// "rate_limit": whether there is room in a sliding window.
struct RateLimitNode
{
    RateLimits limits{};
    Unit per = Unit::All;
    QString within{};
    QString over{}; ///< left out: refused with 429 and Retry-After

    bool operator==(const RateLimitNode &) const = default;
};

/// "cache": the whole answer of an equal request is given again.
struct CacheNode
{
    std::chrono::seconds keep{3600};
    int maxMib = 64;
    bool isPerClient = false;
    QString node{};

    bool operator==(const CacheNode &) const = default;
};

/// A change of the request's parameters: the body's own fields, in the client's dialect.
struct ParameterEdit
{
    QString path{}; ///< field, or fields joined by dots: "temperature", "generationConfig.topK"
    QByteArray json{}; ///< the new value; empty removes the field

    bool operator==(const ParameterEdit &) const = default;
};

/// What is put into the system prompt. `{{name}}` stands for a variable.
struct SystemPrompt
{
    enum class Place : quint8 { Replace, Before, After };

    QString text{}; ///< empty: the system prompt stays
    Place place = Place::Replace;

    bool operator==(const SystemPrompt &) const = default;
};

/// "transform": the request is changed for all that follows.
struct TransformNode
{
    std::vector<ParameterEdit> edits{}; ///< JSON "set" and "remove"
    SystemPrompt system{};
    QString variant{}; ///< a name for the prompt variant, for records and statistics
    std::vector<std::pair<QString, SignalName>> fromSignals{}; ///< JSON "variables": name to signal
    std::vector<std::pair<QString, QString>>
        constants{}; ///< JSON "variables": name to {"text": ...}
    QString node{};

    bool operator==(const TransformNode &) const = default;
};

/// "shadow": a copy goes to another target; no client sees its answer.
struct ShadowNode
{
    QString target{};
    int share = 100'000; ///< thousandths of a per cent of the requests, drawn by the unit
    qint64 maxMicroDollarsPerDay = 0; ///< zero: no cap
    int maxConcurrent = 4;
    QString node{};

    bool operator==(const ShadowNode &) const = default;
};

/// "route": goes on as another route.
struct SubRouteNode
{
    QString route{};

    bool operator==(const SubRouteNode &) const = default;
};

/// "reject": the client gets an error.
struct RejectNode
{
    int status = 403;
    QString message{}; ///< empty: that the route refuses it
    QString code{}; ///< empty: "rejected"

    bool operator==(const RejectNode &) const = default;
};

/// "answer": a fixed text, as if a model had said it.
struct AnswerNode
{
    QString text{};

    bool operator==(const AnswerNode &) const = default;
};

using RouteNodeBody = std::variant<TargetNode, FallbackNode, MatchNode, SwitchNode, TableNode,
                                   PoolNode, SplitNode, BudgetNode, RateLimitNode, CacheNode,
                                   TransformNode, ShadowNode, SubRouteNode, RejectNode, AnswerNode>;

/// The kinds, in the order of the variant.
enum class RouteNodeKind : quint8 {
    Target,
    Fallback,
    Match,
    Switch,
    Table,
    Pool,
    Split,
    Budget,
    RateLimit,
    Cache,
    Transform,
    Shadow,
    Route,
    Reject,
    Answer,
};
constexpr int routeNodeKindCount = static_cast<int>(std::variant_size_v<RouteNodeBody>);

struct RouteNode
{
    QString label{}; ///< for people; empty: the id
    RouteNodeBody body{};
    /// Walked past by the output that isPassThrough() speaks of, as if it were not there.
    bool isMuted = false;

    [[nodiscard]] RouteNodeKind kind() const { return static_cast<RouteNodeKind>(body.index()); }
    bool operator==(const RouteNode &) const = default;
};

/// Whether nodes of \a kind do something on the way and then go on: `node` or, with a budget or a
/// limit, `within`. These may be muted.
constexpr bool isPassThrough(RouteNodeKind kind)
{
    return kind == RouteNodeKind::Budget || kind == RouteNodeKind::RateLimit
        || kind == RouteNodeKind::Cache || kind == RouteNodeKind::Transform
        || kind == RouteNodeKind::Shadow;
}

/// A directed acyclic graph from `start` to targets, answers and refusals.
struct RouteGraph
{
    QString start{};
    QHash<QString, RouteNode> nodes;
    GraphLayout layout{};

    bool operator==(const RouteGraph &) const = default;
};

/// A name a client may put in `model`.
struct Route
{
    QString name{};
    RouteGraph graph{};

    bool operator==(const Route &) const = default;
};

} // namespace signalbox::models
