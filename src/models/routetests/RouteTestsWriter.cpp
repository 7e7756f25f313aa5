// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/routetests/RouteTestsWriter.h"

#include "models/policy/JsonObjectWriter.h"
#include "models/policy/JsonText.h"

namespace signalbox::models {

// Outside of the anonymous namespace where JsonObjectWriter has to find them by their type.

template<typename T>
static void addIfSet(JsonObjectWriter &object, const char *key, const std::optional<T> &value)
{
    if (value)
        object.add(key, *value);
}

/// One name stands for itself.
static void addNames(JsonObjectWriter &object, const char *key, const QStringList &names)
{
    if (names.size() == 1)
        object.add(key, names.front());
    else if (!names.isEmpty())
        object.add(key, names);
}

static JsonValue jsonOf(const RouteCaseRequest &request)
{
    const RouteCaseRequest standard;
    JsonObjectWriter object;
    object.addUnless(standard.path, "path", request.path);
    if (!request.headers.isEmpty()) {
        JsonObjectWriter headers;
        for (const HeaderField &header : request.headers)
            headers.addValue(QString::fromUtf8(header.name),
                             jsonOf(QString::fromUtf8(header.value)));
        object.addValue(QStringLiteral("headers"), headers.take());
    }
    // What is no object would make the document one that cannot be read.
    if (const JsonTree body = JsonTree::parse(request.body); body.root())
        object.addValue(QStringLiteral("body"), *body.root());
    return object.addUnless(standard.client, "client", request.client)
        .addUnless(standard.route, "route", request.route)
        .take();
}

static JsonValue jsonOf(const TargetConditions &target)
{
    JsonObjectWriter object;
    addIfSet(object, "ttft_p50_ms", target.ttftP50Ms);
    addIfSet(object, "ttft_p95_ms", target.ttftP95Ms);
    addIfSet(object, "tokens_per_s", target.tokensPerSecond);
    addIfSet(object, "success_rate", target.successRate);
    addIfSet(object, "samples", target.samples);
    addIfSet(object, "in_flight", target.inFlight);
    if (target.isBreakerOpen)
        object.add("breaker",
                   *target.isBreakerOpen ? QStringLiteral("open") : QStringLiteral("closed"));
    if (!target.accuracy.isEmpty()) {
        JsonObjectWriter accuracy;
        for (auto it = target.accuracy.cbegin(); it != target.accuracy.cend(); ++it)
            accuracy.addValue(it.key(), jsonOf(it.value()));
        object.addValue(QStringLiteral("accuracy"), accuracy.take());
    }
    return object.take();
}

static JsonValue jsonOf(const RouteConditions &conditions)
{
    const RouteConditions standard;
    JsonObjectWriter object;
    object.addUnless(standard.at, "at", conditions.at);
    addIfSet(object, "seed", conditions.seed);
    if (!conditions.targets.isEmpty()) {
        JsonObjectWriter targets;
        for (auto it = conditions.targets.cbegin(); it != conditions.targets.cend(); ++it)
            targets.addValue(it.key(), jsonOf(it.value()));
        object.addValue(QStringLiteral("targets"), targets.take());
    }
    if (!conditions.budgets.isEmpty()) {
        JsonObjectWriter budgets;
        for (auto it = conditions.budgets.cbegin(); it != conditions.budgets.cend(); ++it)
            budgets.addValue(it.key(), partsJson(it.value(), partsOfDollar));
        object.addValue(QStringLiteral("budgets"), budgets.take());
    }
    return object.take();
}

static JsonValue jsonOf(const RouteExpectation &expectation)
{
    const RouteExpectation standard;
    JsonObjectWriter object;
    addIfSet(object, "served", expectation.isServed);
    addIfSet(object, "route", expectation.route);
    addNames(object, "target", expectation.targets);
    addNames(object, "not_target", expectation.notTargets);
    addIfSet(object, "variant", expectation.variant);
    object.addUnless(standard.reasonContains, "reason_contains", expectation.reasonContains);
    addNames(object, "path_contains", expectation.pathContains);
    return object.addUnless(standard.error, "error", expectation.error).take();
}

static JsonValue jsonOf(const RouteCase &one)
{
    return JsonObjectWriter()
        .add("name", one.name)
        .add("request", one.request)
        .addUnless(RouteConditions(), "conditions", one.conditions)
        .add("expect", one.expectation)
        .take();
}

QByteArray writeRouteTests(const RouteTests &tests)
{
    const RouteTests standard;
    return toJsonText(JsonObjectWriter()
                          .addUnless(standard.schema, "$schema", tests.schema)
                          .add("signalbox_tests", RouteTests::currentVersion)
                          .addUnless(standard.policy, "policy", tests.policy)
                          .addUnless(standard.conditions, "conditions", tests.conditions)
                          .add("cases", tests.cases)
                          .take());
}

} // namespace signalbox::models
