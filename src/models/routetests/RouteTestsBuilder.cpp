// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/routetests/RouteTestsBuilder.h"

#include "models/policy/JsonFields.h"
#include "models/policy/JsonText.h"

namespace signalbox::models {

// Outside of the anonymous namespace where readField() has to find them by their type.

template<typename T>
static void readOptional(const JsonValue &object, QStringView key, std::optional<T> &out)
{
    if (const JsonValue *value = object.member(key))
        readValue(*value, out.emplace());
}

/// One name, or an array of names.
static void readNames(const JsonValue &object, QStringView key, QStringList &out)
{
    const JsonValue *value = object.member(key);
    if (value && value->kind == JsonValue::Kind::Array)
        readValue(*value, out);
    else if (value)
        out = {value->text};
}

static void readValue(const JsonValue &value, RouteCaseRequest &out)
{
    readField(value, u"path", out.path);
    if (const JsonValue *headers = value.member(u"headers")) {
        for (const JsonMember &member : headers->members)
            out.headers.append({.name = member.key.toUtf8(), .value = member.value.text.toUtf8()});
    }
    if (const JsonValue *body = value.member(u"body"))
        out.body = toCompactJsonText(*body);
    readField(value, u"client", out.client);
    readField(value, u"route", out.route);
}

static void readValue(const JsonValue &value, TargetConditions &out)
{
    readOptional(value, u"ttft_p50_ms", out.ttftP50Ms);
    readOptional(value, u"ttft_p95_ms", out.ttftP95Ms);
    readOptional(value, u"tokens_per_s", out.tokensPerSecond);
    readOptional(value, u"success_rate", out.successRate);
    readOptional(value, u"samples", out.samples);
    readOptional(value, u"in_flight", out.inFlight);
    if (const JsonValue *breaker = value.member(u"breaker"))
        out.isBreakerOpen = breaker->text == QLatin1String("open");
    if (const JsonValue *accuracy = value.member(u"accuracy")) {
        for (const JsonMember &member : accuracy->members)
            out.accuracy.insert(member.key, member.value.number());
    }
}

static void readValue(const JsonValue &value, RouteConditions &out)
{
    if (const JsonValue *targets = value.member(u"targets")) {
        for (const JsonMember &member : targets->members)
            readValue(member.value, out.targets[member.key]);
    }
    if (const JsonValue *budgets = value.member(u"budgets")) {
        for (const JsonMember &member : budgets->members)
            out.budgets.insert(member.key, std::llround(member.value.number() * partsOfDollar));
    }
    readField(value, u"at", out.at);
    readOptional(value, u"seed", out.seed);
}

static void readValue(const JsonValue &value, RouteExpectation &out)
{
    readOptional(value, u"served", out.isServed);
    readOptional(value, u"route", out.route);
    readNames(value, u"target", out.targets);
    readNames(value, u"not_target", out.notTargets);
    readOptional(value, u"variant", out.variant);
    readField(value, u"reason_contains", out.reasonContains);
    readNames(value, u"path_contains", out.pathContains);
    readField(value, u"error", out.error);
}

static void readValue(const JsonValue &value, RouteCase &out)
{
    readField(value, u"name", out.name);
    readField(value, u"request", out.request);
    readField(value, u"conditions", out.conditions);
    readField(value, u"expect", out.expectation);
}

RouteTests buildRouteTests(const JsonTree &tree)
{
    const JsonValue &root = *tree.root();
    RouteTests tests;
    readField(root, u"$schema", tests.schema);
    readField(root, u"policy", tests.policy);
    readField(root, u"conditions", tests.conditions);
    const JsonValue *cases = root.member(u"cases");
    if (!cases)
        return tests;
    readValue(*cases, tests.cases);
    for (std::size_t i = 0; i < cases->items.size(); ++i)
        tests.cases[static_cast<qsizetype>(i)].line = tree.line(cases->items[i].offset);
    return tests;
}

} // namespace signalbox::models
