// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>
#include <vector>

namespace signalbox::models {

enum class RouteNodeKind : quint8;
struct ExchangeRecord;

/// What of a decision is a name with any value: signals, and keys that this version does not know.
struct DecisionFact
{
    QString name{};
    QJsonValue value{};

    bool operator==(const DecisionFact &) const = default;
};

/// A condition that was looked at, or was not because others had decided already.
struct DecisionCondition
{
    enum class Kind : quint8 { Condition, All, Any, Not };

    Kind kind = Kind::Condition;
    QString signal{}; ///< Condition: its name as the policy has it
    QString comparison{}; ///< as the policy has it: "==", "in", ...
    QJsonValue right{}; ///< what it was compared with
    QJsonValue left{QJsonValue::Undefined}; ///< what the request had; null: it had none
    std::optional<bool> holds{}; ///< none: not looked at
    std::vector<DecisionCondition> parts{}; ///< All, Any, Not

    bool operator==(const DecisionCondition &) const = default;
};

/// One row of a decision table; a row without conditions is one that is for everything.
struct DecisionRow
{
    int number = 0; ///< from 1, 0 unknown
    std::optional<bool> holds{};
    std::vector<DecisionCondition> cells{};

    bool operator==(const DecisionRow &) const = default;
};

/// The first limit of a pool that a member did not meet.
struct DecisionLimit
{
    QString measure{}; ///< as the policy has it: "ttft_ms"
    int percentile = 0; ///< 0: the measure has none
    bool isFloor = false; ///< at least rather than at most
    bool isHard = false;
    std::optional<double> bound{}; ///< in the unit of the measure
    std::optional<double> value{};

    bool operator==(const DecisionLimit &) const = default;
};

/// A target that a pool, or the whole decision, weighed.
struct DecisionCandidate
{
    enum class Verdict : quint8 { Unknown, Chosen, Fallback, Behind, Excluded };

    QString target{};
    QString provider{};
    QString model{};
    Verdict verdict = Verdict::Unknown;
    QString verdictName{}; ///< as it was written
    QString why{}; ///< "best", "limit", "obstacle", ..., or a sentence
    QString obstacle{}; ///< where `why` is "obstacle": "breaker", "key", ...
    QString detail{}; ///< more of it, for people
    std::optional<DecisionLimit> limit{};
    std::optional<double> figure{}; ///< what the strategy compared
    QString unit{}; ///< of `figure`: "ms", "usd", ...
    std::optional<int> samples{}; ///< measurements that the figure rests on; 0: declared
    std::optional<double> ttftMs{};
    std::optional<double> costUsd{}; ///< expected of this request
    std::optional<double> successRate{}; ///< 0..1
    std::optional<double> accuracy{}; ///< 0..1
    std::optional<int> inFlight{};
    std::optional<bool> isTranslated{}; ///< the provider speaks another API than the client
    std::vector<std::pair<QString, QString>> losses{}; ///< field and reason: not passed on

    bool operator==(const DecisionCandidate &) const = default;
};

/// One node that the walk through the graph came by. Which fields are set depends on its kind.
struct DecisionStep
{
    QString route{};
    QString node{};
    QString label{}; ///< for people; may be empty
    std::optional<RouteNodeKind> kind{}; ///< none: a kind that this version does not know
    QString kindName{};
    bool isAgain = false; ///< the walk came back here, for another try
    QString after{}; ///< the class of failure that it came back after
    QString took{}; ///< the way out: "else", "row 3", an arm, ...
    QString next{}; ///< the node that follows
    std::optional<DecisionCondition> when{}; ///< match
    QString hit{}; ///< table: "first", "unique", "collect"
    std::vector<DecisionRow> rows{}; ///< table
    QString signal{}; ///< switch: what it looked at
    QJsonValue value{QJsonValue::Undefined}; ///< switch: what the request had
    QString unit{}; ///< split: what is assigned
    int bucket = -1; ///< split: 0..99,999
    QString budget{};
    std::optional<double> usedUsd{};
    std::optional<double> limitUsd{};
    std::optional<double> used{}; ///< rate limit: of what `counts` says
    std::optional<double> limit{};
    QString counts{}; ///< "requests", "tokens", "concurrent"
    QString strategy{}; ///< pool
    QString measure{}; ///< pool: of the strategy's figure
    int percentile = 0; ///< pool: of `measure`
    std::vector<DecisionCandidate> members{}; ///< pool
    QString kept{}; ///< pool: the target that the conversation was served by last
    bool isPinned = false; ///< pool: a turn of tools, which stays with `kept`
    std::optional<double> switchGain{}; ///< pool: share by which another must be better
    std::optional<double> cacheLossUsd{}; ///< pool: what leaving `kept` costs
    QString target{};
    QString passedOver{}; ///< target: the obstacle that kept it from being asked
    QString why{}; ///< target: "least_bad" when all breakers were open
    QString variant{}; ///< transform: of the prompt
    std::vector<DecisionFact> more{}; ///< keys that have no field here

    bool operator==(const DecisionStep &) const = default;
};

/// One try at one target, as the decision tells it.
struct DecisionAttempt
{
    QString target{};
    QString outcome{}; ///< "success" or the name of an error class
    int status = 0; ///< 0: no answer
    int keyIndex = -1; ///< -1: none, or unknown
    double firstByteMs = -1; ///< -1: none came, or unknown
    double durationMs = -1;
    QString error{};

    [[nodiscard]] bool isSuccess() const { return outcome == QLatin1String("success"); }
    bool operator==(const DecisionAttempt &) const = default;
};

/// The reasoned choice for one exchange: every node visited, every candidate with the reason it won
/// or lost, and what the attempts came to. A value, for the window.
struct DecisionTree
{
    /// Why there is more or less to tell.
    enum class Origin : quint8 {
        None, ///< nothing is known at all
        Kept, ///< the decision itself
        ByName, ///< a target was asked for by name: there was nothing to decide
        NotKept, ///< recorded without its decision
    };
    /// What could not be read.
    enum class Damage : quint8 { None, NotJson, Partly };

    Origin origin = Origin::None;
    Damage damage = Damage::None;
    std::optional<bool> isServed{};
    std::optional<bool> isStreamed{};
    QString dialect{};
    QString model{}; ///< as the client asked
    QString route{};
    QString target{};
    QString reason{}; ///< the decision in one line
    QString problem{}; ///< why nobody serves it
    QString variant{}; ///< of the prompt
    bool isCached = false; ///< the answer was kept from an earlier exchange
    std::optional<double> savedUsd{}; ///< by the cache
    bool isDowngraded = false; ///< a budget is used up, and another route serves
    QStringList notes{}; ///< what could not be done, and budgets that are used up; sentences
    std::vector<DecisionFact> signalValues{};
    std::vector<DecisionStep> path{};
    std::vector<DecisionCandidate> candidates{};
    std::vector<DecisionAttempt> attempts{};
    QByteArray json{}; ///< as it was read; empty where none was kept

    /// Reads what Signalbox wrote or anybody else: what is missing stays unknown, what cannot be
    /// read is left out and named by `damage`.
    static DecisionTree fromJson(const QByteArray &json);
    /// The decision of \a record; what it does not say, or all of it, is taken from the record.
    static DecisionTree fromRecord(const ExchangeRecord &record);

    /// The provider's model and losses of the target that was chosen, if they are told.
    [[nodiscard]] const DecisionCandidate *chosen() const;
    bool operator==(const DecisionTree &) const = default;
};

} // namespace signalbox::models
