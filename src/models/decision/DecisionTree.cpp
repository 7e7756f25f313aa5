// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/decision/DecisionTree.h"

#include "models/decision/DecisionReader.h"
#include "models/traffic/ExchangeRecord.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace signalbox::models {

namespace {

double milliseconds(qint64 microseconds)
{
    return microseconds < 0 ? -1 : static_cast<double>(microseconds) / 1000.0;
}

DecisionAttempt attemptOf(const AttemptRecord &attempt)
{
    const std::string_view errorClass = errorClassName(attempt.errorClass);
    return {.target = attempt.target,
            .outcome = attempt.errorClass == ErrorClass::None
                ? QStringLiteral("success")
                : QString::fromLatin1(errorClass.data(), static_cast<qsizetype>(errorClass.size())),
            .status = attempt.status,
            .keyIndex = attempt.keyIndex,
            .firstByteMs = milliseconds(attempt.firstByteUs),
            .durationMs = milliseconds(attempt.durationUs),
            .error = attempt.error};
}

const DecisionCandidate *chosenOf(const std::vector<DecisionCandidate> &candidates,
                                  const QString &target)
{
    const auto found = std::ranges::find_if(candidates, [&](const DecisionCandidate &candidate) {
        return target.isEmpty() ? candidate.verdict == DecisionCandidate::Verdict::Chosen
                                : candidate.target == target;
    });
    return found == candidates.end() ? nullptr : &*found;
}

} // namespace

DecisionTree DecisionTree::fromJson(const QByteArray &json)
{
    DecisionTree tree;
    tree.origin = Origin::Kept;
    tree.json = json;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject()) {
        tree.damage = Damage::NotJson;
        return tree;
    }
    DecisionReader reader;
    reader.readInto(document.object(), tree);
    if (reader.hasLeftOut())
        tree.damage = Damage::Partly;
    if (tree.path.empty() && tree.route.isEmpty() && tree.isServed.value_or(false))
        tree.origin = Origin::ByName;
    return tree;
}

DecisionTree DecisionTree::fromRecord(const ExchangeRecord &record)
{
    DecisionTree tree;
    if (record.decision)
        tree = fromJson(QByteArray::fromStdString(record.decision->json(record)));
    else
        tree.origin =
            record.route.isEmpty() && !record.target.isEmpty() ? Origin::ByName : Origin::NotKept;
    const auto fill = [](QString &text, const QString &known) {
        if (text.isEmpty())
            text = known;
    };
    fill(tree.model, record.requestedModel);
    fill(tree.route, record.route);
    fill(tree.target, record.target);
    fill(tree.reason, record.reason);
    if (!tree.isServed)
        tree.isServed = record.outcome != ExchangeOutcome::Refused
            && record.outcome != ExchangeOutcome::ProviderError;
    if (!*tree.isServed)
        fill(tree.problem, record.error);
    if (tree.attempts.empty())
        std::ranges::transform(record.attempts, std::back_inserter(tree.attempts), attemptOf);
    return tree;
}

const DecisionCandidate *DecisionTree::chosen() const
{
    if (const auto *candidate = chosenOf(candidates, target))
        return candidate;
    for (auto step = path.rbegin(); step != path.rend(); ++step) {
        if (const auto *member = chosenOf(step->members, target))
            return member;
    }
    return nullptr;
}

} // namespace signalbox::models
