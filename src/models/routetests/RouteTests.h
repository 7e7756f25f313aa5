// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace signalbox::models {

/// What a client asks in a case.
struct RouteCaseRequest
{
    QString path{QLatin1String(standardPath)}; ///< as in a request line, with its query
    QList<HeaderField> headers{};
    QByteArray body{}; ///< compact JSON, an object; empty for `{}`
    QString client{}; ///< name of the client key; empty for none
    QString route{}; ///< asked for instead of what the body or the path names; empty: as they say

    static constexpr const char *standardPath = "/v1/chat/completions";

    bool operator==(const RouteCaseRequest &) const = default;
};

/// What is taken of one target instead of what was measured: rules find just these figures. What is
/// not set stays as it is known.
struct TargetConditions
{
    static constexpr int usualSamples = 200;

    std::optional<double> ttftP50Ms{};
    std::optional<double> ttftP95Ms{};
    std::optional<double> tokensPerSecond{};
    std::optional<double> successRate{}; ///< 0..1
    std::optional<int> samples{}; ///< attempts that the figures rest on; usualSamples
    std::optional<int> inFlight{};
    std::optional<bool> isBreakerOpen{};
    QMap<QString, double> accuracy{}; ///< 0..1, by type of task; `all` stands for every other

    bool operator==(const TargetConditions &) const = default;
};

/// The moment that a case is decided in.
struct RouteConditions
{
    QMap<QString, TargetConditions> targets{}; ///< by target id, or provider/model
    QMap<QString, qint64> budgets{}; ///< micro-dollars used up, by the budget's id
    QString at{}; ///< local date and time, ISO 8601; empty for the moment there is
    std::optional<quint32> seed{}; ///< of chance; without one it always stays in the middle

    /// These where they say something, \a base where they do not.
    [[nodiscard]] RouteConditions over(const RouteConditions &base) const;
    bool operator==(const RouteConditions &) const = default;
};

/// What has to come of a case. What is not set may be anything.
struct RouteExpectation
{
    std::optional<bool> isServed{};
    std::optional<QString> route{}; ///< that the name asked for led to; empty: a target by its name
    QStringList targets{}; ///< one of these serves
    QStringList notTargets{}; ///< none of these serves
    std::optional<QString> variant{}; ///< of the prompt; empty: the client's own
    QString reasonContains{};
    QStringList pathContains{}; ///< nodes that the way passes: `node`, or `route/node`
    QString error{}; ///< the code of the refusal

    bool operator==(const RouteExpectation &) const = default;
};

struct RouteCase
{
    QString name{}; ///< unique in its file
    RouteCaseRequest request{};
    RouteConditions conditions{};
    RouteExpectation expectation{};
    int line = 0; ///< that it stands on in the file; 0: in none

    /// Where it stands makes no difference.
    bool operator==(const RouteCase &other) const
    {
        return name == other.name && request == other.request && conditions == other.conditions
            && expectation == other.expectation;
    }
};

/// A file of route tests, usually `NAME.signalbox-tests.json` beside `NAME.signalbox.json`. A
/// value; threads share it as const.
struct RouteTests
{
    static constexpr int currentVersion = 1;

    QString schema{}; ///< JSON "$schema", for editors
    QString policy{}; ///< path of the policy, relative to the file; empty: the one beside it
    RouteConditions conditions{}; ///< of every case that does not say otherwise
    QList<RouteCase> cases{};

    bool operator==(const RouteTests &) const = default;
};

} // namespace signalbox::models
