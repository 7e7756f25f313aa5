// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyReader.h"

#include "models/policy/JsonTree.h"
#include "models/policy/PolicyBuilder.h"
#include "models/policy/PolicyChecks.h"
#include "models/policy/SchemaValidator.h"

#include <algorithm>

namespace signalbox::models {

namespace {

/// A document of a later version has only that one problem: whatever else looks wrong may be right
/// there.
std::optional<PolicyProblem> findNewerVersion(const JsonTree &tree)
{
    const JsonValue *version = tree.root()->member(u"signalbox");
    if (!version || version->kind != JsonValue::Kind::Number
        || version->number() <= Policy::currentVersion)
        return std::nullopt;
    return PolicyProblem{
        .line = tree.line(version->offset),
        .path = QStringLiteral("/signalbox"),
        .message = QStringLiteral("This policy has version %1 of the format; this Signalbox reads "
                                  "version %2.")
                       .arg(version->text.left(16))
                       .arg(Policy::currentVersion),
        .severity = PolicyProblem::Severity::Error,
        .hint = QStringLiteral("A newer Signalbox can read it."),
    };
}

QList<PolicyProblem> sorted(QList<PolicyProblem> problems)
{
    std::ranges::stable_sort(problems, {}, &PolicyProblem::line);
    return problems;
}

} // namespace

Result<ReadPolicy, QList<PolicyProblem>> readPolicy(const QByteArray &bytes,
                                                    const PolicyReferences &references)
{
    const JsonTree tree = JsonTree::parse(bytes);
    QList<PolicyProblem> problems = tree.problems();
    if (!tree.root())
        return Failure{problems};
    if (const auto newer = findNewerVersion(tree))
        return Failure{QList<PolicyProblem>{*newer}};
    problems += validate(tree, JsonSchema::ofPolicy());
    const SoundParts parts(*tree.root(), problems);
    Policy policy = buildPolicy(parts.root());
    problems += checkPolicy(tree, parts, policy, references);
    if (hasErrors(problems))
        return Failure{sorted(problems)};
    return ReadPolicy{.policy = std::move(policy), .warnings = sorted(problems)};
}

} // namespace signalbox::models
