// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/predicate/SignalSuggestions.h"

#include "models/policy/checks/KnownNames.h"
#include "models/policy/checks/SignalDomain.h"
#include "models/policy/edit/ConditionText.h"

#include <algorithm>

namespace signalbox::ui {

using models::Comparison;
using models::Condition;
using models::SignalKind;
using models::SignalName;

namespace {

template<typename Visit>
void visitConditions(const models::Predicate &predicate, Visit visit)
{
    if (predicate.kind == models::Predicate::Kind::Condition)
        visit(predicate.condition);
    for (const models::Predicate &part : predicate.parts)
        visitConditions(part, visit);
}

/// Everything that the rules of \a policy compare, as conditions.
template<typename Visit>
void visitConditions(const models::Policy &policy, Visit visit)
{
    for (const models::Route &route : policy.routes) {
        for (const models::RouteNode &node : route.graph.nodes) {
            if (const auto *match = std::get_if<models::MatchNode>(&node.body))
                visitConditions(match->when, visit);
            if (const auto *choice = std::get_if<models::SwitchNode>(&node.body)) {
                for (const models::SwitchCase &one : choice->cases)
                    visit(Condition{choice->on, Comparison::In, one.values});
            }
            const auto *table = std::get_if<models::TableNode>(&node.body);
            for (std::size_t row = 0; table && row < table->rows.size(); ++row) {
                const std::vector<models::TableCell> &cells = table->rows[row].cells;
                for (std::size_t i = 0; i < std::min(cells.size(), table->columns.size()); ++i)
                    visit(Condition{table->columns[i], cells[i].comparison, cells[i].values});
            }
        }
    }
}

QStringList namesFor(SignalKind kind, const models::Policy &policy)
{
    QStringList names = models::signalDomain(kind).texts;
    if (kind == SignalKind::Model || kind == SignalKind::Route) {
        for (const models::Route &route : policy.routes)
            names.append(route.name);
    }
    if (kind == SignalKind::Model) {
        for (const models::Target &target : policy.targets)
            names.append({target.id, target.provider + u'/' + target.model});
    }
    if (kind == SignalKind::Client) {
        for (const models::ClientKey &client : policy.clients)
            names.append(client.name);
        names.append(models::firstClientName());
    }
    if (kind == SignalKind::Language)
        names.append({QStringLiteral("en"), QStringLiteral("de"), QStringLiteral("fr"),
                      QStringLiteral("es"), QStringLiteral("it"), QStringLiteral("pt"),
                      QStringLiteral("nl"), QStringLiteral("pl"), QStringLiteral("ru"),
                      QStringLiteral("zh"), QStringLiteral("ja"), QStringLiteral("ko")});
    if (models::signalType(kind) == models::SignalType::Flag)
        names.append({QStringLiteral("yes"), QStringLiteral("no")});
    return names;
}

} // namespace

QStringList suggestedValues(const SignalName &signal, Comparison comparison,
                            const models::Policy &policy, const ObservedValues &observed)
{
    const auto written = [&](const models::SignalValue &value) {
        return models::valuesText({value}, signal, comparison);
    };
    const bool isFlag = models::signalType(signal.kind) == models::SignalType::Flag;
    QStringList values;
    for (const QString &value : observed.value(signal.toString()))
        values.append(isFlag ? value : written(value));
    for (const QString &name : namesFor(signal.kind, policy))
        values.append(isFlag ? name : written(name));
    visitConditions(policy, [&](const Condition &condition) {
        if (condition.signal != signal || condition.comparison == Comparison::Exists)
            return;
        for (const models::SignalValue &value : condition.values)
            values.append(written(value));
    });
    values.removeAll(QString());
    values.removeAll(QStringLiteral("\"\""));
    values.removeDuplicates();
    return values;
}

QStringList suggestedArguments(SignalKind kind, const models::Policy &policy,
                               const ObservedValues &observed)
{
    QStringList arguments;
    const QString prefix = SignalName{.kind = kind, .argument = {}}.toString();
    for (auto it = observed.cbegin(); it != observed.cend(); ++it) {
        if (it.key().startsWith(prefix) && it.key() != prefix)
            arguments.append(it.key().mid(prefix.size()));
    }
    visitConditions(policy, [&](const Condition &condition) {
        if (condition.signal.kind == kind)
            arguments.append(condition.signal.argument);
    });
    if (kind == SignalKind::Header)
        arguments.append({QStringLiteral("user-agent"), QStringLiteral("x-team")});
    if (kind == SignalKind::Metadata)
        arguments.append(QStringLiteral("user_id"));
    arguments.removeAll(QString());
    arguments.removeDuplicates();
    arguments.sort();
    return arguments;
}

} // namespace signalbox::ui
