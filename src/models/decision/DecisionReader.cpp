// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/decision/DecisionReader.h"

#include "models/policy/PolicyNames.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

#include <cmath>
#include <limits>

namespace signalbox::models {

namespace {

/// Keys of a step that have a field of their own; the others are kept as they are.
const QSet<QString> &knownStepKeys()
{
    static const QSet<QString> keys{
        QStringLiteral("route"),    QStringLiteral("node"),        QStringLiteral("label"),
        QStringLiteral("kind"),     QStringLiteral("took"),        QStringLiteral("next"),
        QStringLiteral("when"),     QStringLiteral("hit"),         QStringLiteral("rows"),
        QStringLiteral("signal"),   QStringLiteral("on"),          QStringLiteral("value"),
        QStringLiteral("left"),     QStringLiteral("unit"),        QStringLiteral("bucket"),
        QStringLiteral("budget"),   QStringLiteral("used_usd"),    QStringLiteral("limit_usd"),
        QStringLiteral("strategy"), QStringLiteral("measure"),     QStringLiteral("percentile"),
        QStringLiteral("members"),  QStringLiteral("target"),      QStringLiteral("again"),
        QStringLiteral("after"),    QStringLiteral("used"),        QStringLiteral("limit"),
        QStringLiteral("counts"),   QStringLiteral("of_rows"),     QStringLiteral("passed_over"),
        QStringLiteral("variant"),  QStringLiteral("why"),         QStringLiteral("kept"),
        QStringLiteral("pinned"),   QStringLiteral("switch_gain"), QStringLiteral("cache_loss_usd"),
    };
    return keys;
}

DecisionCandidate::Verdict verdictOf(const QString &name)
{
    using Verdict = DecisionCandidate::Verdict;
    if (name == QLatin1String("chosen"))
        return Verdict::Chosen;
    if (name == QLatin1String("fallback"))
        return Verdict::Fallback;
    if (name == QLatin1String("behind"))
        return Verdict::Behind;
    return name == QLatin1String("excluded") ? Verdict::Excluded : Verdict::Unknown;
}

QLatin1String keyOf(const char *key)
{
    return QLatin1String(key);
}

} // namespace

QString DecisionReader::text(const QJsonObject &object, const char *key)
{
    const QJsonValue value = object.value(keyOf(key));
    if (value.isDouble() || value.isBool())
        return value.toVariant().toString();
    m_hasLeftOut |= !value.isString() && !value.isUndefined() && !value.isNull();
    return value.toString();
}

std::optional<bool> DecisionReader::flag(const QJsonObject &object, const char *key)
{
    const QJsonValue value = object.value(keyOf(key));
    if (value.isBool())
        return value.toBool();
    m_hasLeftOut |= !value.isUndefined() && !value.isNull();
    return std::nullopt;
}

std::optional<double> DecisionReader::number(const QJsonObject &object, const char *key)
{
    const QJsonValue value = object.value(keyOf(key));
    if (value.isDouble() && std::isfinite(value.toDouble()))
        return value.toDouble();
    m_hasLeftOut |= !value.isUndefined() && !value.isNull();
    return std::nullopt;
}

int DecisionReader::integer(const QJsonObject &object, const char *key, int otherwise)
{
    constexpr double most = std::numeric_limits<int>::max();
    const std::optional<double> value = number(object, key);
    if (!value || std::abs(*value) > most)
        return otherwise;
    return static_cast<int>(*value);
}

template<typename Read>
void DecisionReader::forEach(const QJsonValue &value, Read read)
{
    m_hasLeftOut |= !value.isArray() && !value.isUndefined() && !value.isNull();
    for (const QJsonValue &element : value.toArray()) {
        if (element.isObject())
            read(element.toObject());
        else
            m_hasLeftOut = true;
    }
}

void DecisionReader::readInto(const QJsonObject &object, DecisionTree &tree)
{
    tree.isServed = flag(object, "served");
    tree.isStreamed = flag(object, "stream");
    tree.dialect = text(object, "dialect");
    tree.model = text(object, "model");
    tree.route = text(object, "route");
    tree.target = text(object, "target");
    tree.reason = text(object, "reason");
    tree.problem = text(object, "problem");
    tree.variant = text(object, "variant");
    tree.isDowngraded = flag(object, "downgraded").value_or(false);
    if (const QJsonValue cache = object.value(QLatin1String("cache")); cache.isObject()) {
        tree.isCached = true;
        tree.savedUsd = number(cache.toObject(), "saved_usd");
    }
    for (const char *key : {"warnings", "problems"}) {
        for (const QJsonValue &note : object.value(keyOf(key)).toArray())
            tree.notes.append(note.toString());
    }
    const QJsonValue signalValues = object.value(QLatin1String("signals"));
    m_hasLeftOut |= !signalValues.isObject() && !signalValues.isUndefined();
    const QJsonObject facts = signalValues.toObject();
    for (auto fact = facts.begin(); fact != facts.end(); ++fact)
        tree.signalValues.push_back({.name = fact.key(), .value = fact.value()});
    forEach(object.value(QLatin1String("path")),
            [&](const QJsonObject &node) { tree.path.push_back(step(node)); });
    forEach(object.value(QLatin1String("candidates")),
            [&](const QJsonObject &one) { tree.candidates.push_back(candidate(one)); });
    forEach(object.value(QLatin1String("attempts")),
            [&](const QJsonObject &one) { tree.attempts.push_back(attempt(one)); });
}

DecisionStep DecisionReader::step(const QJsonObject &object)
{
    DecisionStep step;
    step.route = text(object, "route");
    step.node = text(object, "node");
    step.label = text(object, "label");
    step.kindName = text(object, "kind");
    step.kind = valueOf(routeNodeKindNames, step.kindName);
    step.isAgain = flag(object, "again").value_or(false);
    step.after = text(object, "after");
    step.took = text(object, "took");
    step.next = text(object, "next");
    const QJsonValue when = object.value(QLatin1String("when"));
    if (when.isObject())
        step.when = condition(when.toObject(), 0);
    step.hit = text(object, "hit");
    step.rows = rows(object.value(QLatin1String("rows")));
    step.signal =
        object.contains(QLatin1String("on")) ? text(object, "on") : text(object, "signal");
    step.value = object.value(object.contains(QLatin1String("left")) ? QLatin1String("left")
                                                                     : QLatin1String("value"));
    step.unit = text(object, "unit");
    step.bucket = integer(object, "bucket", -1);
    step.budget = text(object, "budget");
    step.usedUsd = number(object, "used_usd");
    step.limitUsd = number(object, "limit_usd");
    step.used = number(object, "used");
    step.limit = number(object, "limit");
    step.counts = text(object, "counts");
    step.strategy = text(object, "strategy");
    step.measure = text(object, "measure");
    step.percentile = integer(object, "percentile", 0);
    step.target = text(object, "target");
    step.kept = text(object, "kept");
    step.isPinned = flag(object, "pinned").value_or(false);
    step.switchGain = number(object, "switch_gain");
    step.cacheLossUsd = number(object, "cache_loss_usd");
    step.why = text(object, "why");
    step.passedOver = text(object, "passed_over");
    step.variant = text(object, "variant");
    forEach(object.value(QLatin1String("members")),
            [&](const QJsonObject &member) { step.members.push_back(candidate(member)); });
    for (auto key = object.begin(); key != object.end(); ++key) {
        if (!knownStepKeys().contains(key.key()))
            step.more.push_back({.name = key.key(), .value = key.value()});
    }
    return step;
}

DecisionCondition DecisionReader::condition(const QJsonObject &object, int depth)
{
    DecisionCondition condition;
    condition.holds = flag(object, "holds");
    using Kind = DecisionCondition::Kind;
    for (const auto &[key, kind] :
         {std::pair("all", Kind::All), std::pair("any", Kind::Any), std::pair("not", Kind::Not)}) {
        if (!object.contains(keyOf(key)))
            continue;
        condition.kind = kind;
        condition.parts = conditions(object.value(keyOf(key)), depth + 1);
        return condition;
    }
    condition.signal = text(object, "signal");
    condition.comparison = text(object, "op");
    condition.right = object.value(QLatin1String("value"));
    condition.left = object.value(QLatin1String("left"));
    return condition;
}

std::vector<DecisionCondition> DecisionReader::conditions(const QJsonValue &value, int depth)
{
    std::vector<DecisionCondition> result;
    if (depth > Predicate::maximumDepth) {
        m_hasLeftOut = true;
        return result;
    }
    const auto add = [&](const QJsonObject &one) { result.push_back(condition(one, depth)); };
    if (value.isObject()) // "not" has one
        add(value.toObject());
    else
        forEach(value, add);
    return result;
}

std::vector<DecisionRow> DecisionReader::rows(const QJsonValue &value)
{
    std::vector<DecisionRow> result;
    forEach(value, [&](const QJsonObject &object) {
        result.push_back({.number = integer(object, "row", 0),
                          .holds = flag(object, "holds"),
                          .cells = conditions(object.value(QLatin1String("cells")), 1)});
    });
    return result;
}

DecisionCandidate DecisionReader::candidate(const QJsonObject &object)
{
    DecisionCandidate candidate;
    candidate.target = text(object, "target");
    candidate.provider = text(object, "provider");
    candidate.model = text(object, "model");
    candidate.verdictName = text(object, "verdict");
    candidate.why = text(object, "why");
    candidate.verdict = verdictOf(candidate.verdictName);
    if (const auto isEligible = flag(object, "eligible")) {
        // Of the whole decision's candidates: a reason in words, or "chosen" and "fallback".
        candidate.why = text(object, "reason");
        candidate.verdict = !*isEligible ? DecisionCandidate::Verdict::Excluded
            : candidate.why == QLatin1String("chosen")
                || candidate.why == QLatin1String("first that can serve it")
            ? DecisionCandidate::Verdict::Chosen
            : DecisionCandidate::Verdict::Fallback;
        if (candidate.why == QLatin1String("chosen") || candidate.why == QLatin1String("fallback"))
            candidate.why.clear();
    }
    candidate.obstacle = text(object, "obstacle");
    candidate.detail = text(object, "detail");
    if (const QJsonValue missed = object.value(QLatin1String("limit")); missed.isObject())
        candidate.limit = limit(missed.toObject());
    candidate.figure = number(object, "figure");
    candidate.unit = text(object, "unit");
    if (object.contains(QLatin1String("samples")))
        candidate.samples = integer(object, "samples", 0);
    candidate.ttftMs = number(object, "ttft_ms");
    candidate.costUsd = number(object, "cost_usd");
    candidate.successRate = number(object, "success_rate");
    candidate.accuracy = number(object, "accuracy");
    if (const auto inFlight = number(object, "in_flight"))
        candidate.inFlight = integer(object, "in_flight", 0);
    candidate.isTranslated = flag(object, "translated");
    candidate.losses = losses(object.value(QLatin1String("losses")));
    return candidate;
}

DecisionLimit DecisionReader::limit(const QJsonObject &object)
{
    DecisionLimit limit;
    limit.measure = text(object, "measure");
    limit.percentile = integer(object, "percentile", 0);
    limit.isFloor = object.contains(QLatin1String("at_least"));
    limit.isHard = flag(object, "hard").value_or(false);
    limit.bound = number(object, limit.isFloor ? "at_least" : "at_most");
    limit.value = number(object, "value");
    return limit;
}

std::vector<std::pair<QString, QString>> DecisionReader::losses(const QJsonValue &value)
{
    std::vector<std::pair<QString, QString>> result;
    for (const QJsonValue &loss : value.toArray()) {
        if (loss.isString())
            result.emplace_back(loss.toString(), QString());
        else
            result.emplace_back(loss.toObject().value(QLatin1String("field")).toString(),
                                loss.toObject().value(QLatin1String("reason")).toString());
    }
    return result;
}

DecisionAttempt DecisionReader::attempt(const QJsonObject &object)
{
    return {.target = text(object, "target"),
            .outcome = text(object, "outcome"),
            .status = integer(object, "status", 0),
            .keyIndex = integer(object, "key", -1),
            .firstByteMs = number(object, "first_byte_ms").value_or(-1),
            .durationMs = number(object, "ms").value_or(-1),
            .error = text(object, "error")};
}

} // namespace signalbox::models
