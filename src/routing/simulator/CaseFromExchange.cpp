// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulator/CaseFromExchange.h"

#include "models/decision/DecisionTree.h"
#include "models/policy/JsonText.h"
#include "routing/proxy/HeaderRules.h"
#include "routing/simulator/ExchangeRequest.h"
#include "routing/simulator/SecretMask.h"

#include <QDateTime>

#include <algorithm>
#include <array>

namespace signalbox::routing {

using models::ExchangeRecord;
using models::JsonValue;
using models::RouteCase;
using models::TargetConditions;

namespace {

// What a connection says of itself, and no rule asks for.
constexpr std::array connectionFields{
    QLatin1String("host"),
    QLatin1String("content-length"),
    QLatin1String("connection"),
    QLatin1String("keep-alive"),
    QLatin1String("transfer-encoding"),
    QLatin1String("accept-encoding"),
    QLatin1String("expect"),
    QLatin1String("te"),
    QLatin1String("upgrade"),
};

QList<models::HeaderField> headersOf(const QByteArray &head)
{
    QList<models::HeaderField> headers;
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon <= 0)
            continue;
        const QByteArray name = line.left(colon).trimmed();
        const auto isThis = [&name](QLatin1String other) {
            return name.compare(QByteArray::fromRawData(other.data(), other.size()),
                                Qt::CaseInsensitive)
                == 0;
        };
        const bool isKnown = std::ranges::any_of(headers, [&](const models::HeaderField &header) {
            return header.name.compare(name, Qt::CaseInsensitive) == 0;
        });
        // A file of tests has every name once.
        if (isKnown || !isFitForRecord(name.toStdString())
            || std::ranges::any_of(connectionFields, isThis))
            continue;
        const QString value = QString::fromUtf8(line.mid(colon + 1).trimmed());
        headers.append({.name = name, .value = withoutKeys(value).toUtf8()});
    }
    return headers;
}

void takeFigures(const models::DecisionStep &step, const models::DecisionCandidate &member,
                 TargetConditions &target)
{
    // A member's figure is that of the pool's percentile; one alone stands for all of them.
    if (member.ttftMs && !target.ttftP50Ms && !target.ttftP95Ms) {
        if (step.percentile == 50)
            target.ttftP50Ms = member.ttftMs;
        else
            target.ttftP95Ms = member.ttftMs;
    }
    if (member.accuracy && target.accuracy.isEmpty())
        target.accuracy.insert(QStringLiteral("all"), *member.accuracy);
    if (member.inFlight.value_or(0) > 0)
        target.inFlight = member.inFlight;
    if (member.obstacle == QLatin1String("breaker"))
        target.isBreakerOpen = true;
}

/// What the decision knew of the targets, as far as its record tells.
QMap<QString, TargetConditions> targetsOf(const models::DecisionTree &decision)
{
    QMap<QString, TargetConditions> targets;
    for (const models::DecisionStep &step : decision.path) {
        if (step.passedOver == QLatin1String("breaker"))
            targets[step.target].isBreakerOpen = true;
        for (const models::DecisionCandidate &member : step.members) {
            TargetConditions target = targets.value(member.target);
            takeFigures(step, member, target);
            if (target != TargetConditions())
                targets.insert(member.target, target);
        }
    }
    return targets;
}

models::RouteExpectation expectationOf(const ExchangeRecord &record)
{
    models::RouteExpectation expectation{.route = record.route};
    const bool isCached = record.costSource == models::CostSource::Cached;
    // A simulation keeps no answers: it goes on to the target that would be asked.
    const QString target = record.attempts.empty() ? record.target : record.attempts.front().target;
    if (!target.isEmpty() && !isCached)
        expectation.targets = {target};
    else
        expectation.isServed = isCached || record.outcome == models::ExchangeOutcome::Success;
    if (!record.variant.isEmpty())
        expectation.variant = record.variant;
    return expectation;
}

} // namespace

models::Result<RouteCase, QString> caseFromExchange(const ExchangeRecord &record,
                                                    const QByteArray &body, const QTimeZone &zone)
{
    if (body.isEmpty())
        return models::Failure{QStringLiteral("The exchange's request was not kept.")};
    const models::JsonTree tree = models::JsonTree::parse(body);
    if (!tree.root())
        return models::Failure{QStringLiteral("The exchange's request is no JSON object.")};
    JsonValue clean = *tree.root();
    removeSecrets(clean);
    RouteCase made{.name = QStringLiteral("%1 of %2")
                               .arg(models::exchangeIdText(record.id), record.requestedModel)};
    made.request = {.path = pathOfExchange(record, clean),
                    .headers = record.bodies ? headersOf(record.bodies->requestHead)
                                             : QList<models::HeaderField>(),
                    .body = toCompactJsonText(clean),
                    .client = record.client};
    const QDateTime started = QDateTime::fromMSecsSinceEpoch(record.startedAtMs, zone);
    made.conditions.at = started.toOffsetFromUtc(started.offsetFromUtc()).toString(Qt::ISODate);
    made.conditions.targets = targetsOf(models::DecisionTree::fromRecord(record));
    made.expectation = expectationOf(record);
    return made;
}

models::Result<RouteCase, QString> caseFromExchange(const ExchangeRecord &record,
                                                    const QTimeZone &zone)
{
    if (record.bodies && record.bodies->requestOmitted > 0)
        return models::Failure{QStringLiteral("The exchange's request was not kept whole.")};
    return caseFromExchange(record, record.bodies ? record.bodies->request : QByteArray(), zone);
}

} // namespace signalbox::routing
