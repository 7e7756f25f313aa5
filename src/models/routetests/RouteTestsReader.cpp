// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/routetests/RouteTestsReader.h"

#include "models/policy/JsonTree.h"
#include "models/policy/SchemaValidator.h"
#include "models/routetests/RouteTestsBuilder.h"
#include "models/routetests/RouteTestsChecks.h"

#include <algorithm>

namespace signalbox::models {

namespace {

/// A document of a later version has only that one problem: whatever else looks wrong may be right
/// there.
std::optional<PolicyProblem> findNewerTests(const JsonTree &tree)
{
    const JsonValue *version = tree.root()->member(u"signalbox_tests");
    if (!version || version->kind != JsonValue::Kind::Number
        || version->number() <= RouteTests::currentVersion)
        return std::nullopt;
    return PolicyProblem{
        .line = tree.line(version->offset),
        .path = QStringLiteral("/signalbox_tests"),
        .message = QStringLiteral("These tests have version %1 of the format; this Signalbox reads "
                                  "version %2.")
                       .arg(version->text.left(16))
                       .arg(RouteTests::currentVersion),
        .severity = PolicyProblem::Severity::Error,
        .hint = QStringLiteral("A newer Signalbox can read it."),
    };
}

} // namespace

Result<ReadRouteTests, QList<PolicyProblem>> readRouteTests(const QByteArray &bytes,
                                                            const Policy *policy)
{
    const JsonTree tree = JsonTree::parse(bytes);
    QList<PolicyProblem> problems = tree.problems();
    if (!tree.root())
        return Failure{problems};
    if (const auto newer = findNewerTests(tree))
        return Failure{QList<PolicyProblem>{*newer}};
    problems += validate(tree, JsonSchema::ofRouteTests());
    RouteTests tests = buildRouteTests(tree);
    problems += checkRouteTests(tree, tests, problems, policy);
    std::ranges::stable_sort(problems, {}, &PolicyProblem::line);
    if (hasErrors(problems))
        return Failure{problems};
    return ReadRouteTests{.tests = std::move(tests), .warnings = problems};
}

} // namespace signalbox::models
