// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/TransformForm.h"

#include "ui/rules/RuleWords.h"
#include "ui/rules/inspector/LeftText.h"
#include "ui/rules/inspector/transform/ParametersTable.h"
#include "ui/rules/inspector/transform/PromptDiffView.h"
#include "ui/rules/inspector/transform/VariableHighlighter.h"
#include "ui/rules/inspector/transform/VariablesTable.h"
#include "ui/widgets/Text.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>

namespace signalbox::ui {

using models::SystemPrompt;
using models::TransformNode;

TransformForm::TransformForm(const Theme &theme, QWidget *parent)
    : NodeForm(parent)
    , m_parameters(new ParametersTable(theme, this))
    , m_place(new QComboBox(this))
    , m_system(new LeftText(this))
    , m_variant(new QLineEdit(this))
    , m_variables(new VariablesTable(theme, this))
    , m_other(new QComboBox(this))
    , m_sameText(makeLabel({}, TextRole::Muted, this))
    , m_diff(new PromptDiffView(theme, this))
{
    m_place->setObjectName(QStringLiteral("systemPlace"));
    m_place->addItem(tr("Instead of the client's"), static_cast<int>(SystemPrompt::Place::Replace));
    m_place->addItem(tr("Before the client's"), static_cast<int>(SystemPrompt::Place::Before));
    m_place->addItem(tr("After the client's"), static_cast<int>(SystemPrompt::Place::After));
    m_system->setObjectName(QStringLiteral("systemText"));
    m_system->setAccessibleName(tr("System prompt"));
    m_system->setPlaceholderText(
        tr("Empty: the client's own stays. {{name}} stands for a variable."));
    new VariableHighlighter(theme, m_system->document()); // owned by the document
    m_variant->setObjectName(QStringLiteral("promptVariant"));
    m_variant->setPlaceholderText(tr("None"));
    m_variant->setToolTip(tr("Records and statistics tell variants of a prompt apart by this"));
    m_other->setObjectName(QStringLiteral("compareWith"));
    m_diff->setObjectName(QStringLiteral("promptDiff"));
    m_diff->setAccessibleName(tr("Differences between the prompts"));
    m_sameText->setWordWrap(true);

    addWideRow(m_parameters);
    addHeading(tr("System prompt"));
    addRow(tr("Stands"), m_place);
    addWideRow(m_system);
    addRow(tr("Variant"), m_variant);
    addWideRow(m_variables);
    addHeading(tr("Differences"));
    addRow(tr("From"), m_other);
    addWideRow(m_sameText);
    addWideRow(m_diff);

    connect(m_parameters, &ParametersTable::edited, this,
            [this](const std::vector<models::ParameterEdit> &edits) {
                edit<TransformNode>([&edits](TransformNode &node) { node.edits = edits; });
            });
    connect(m_place, &QComboBox::activated, this, [this] {
        edit<TransformNode>([this](TransformNode &node) {
            node.system.place = static_cast<SystemPrompt::Place>(m_place->currentData().toInt());
        });
    });
    connect(m_system, &LeftText::left, this, [this](const QString &text) {
        edit<TransformNode>([&text](TransformNode &node) { node.system.text = text; });
    });
    connect(m_system, &QPlainTextEdit::textChanged, this, &TransformForm::compare);
    connect(m_variant, &QLineEdit::editingFinished, this, [this] {
        edit<TransformNode>(
            [this](TransformNode &node) { node.variant = m_variant->text().trimmed(); });
    });
    connect(m_variables, &VariablesTable::edited, this,
            [this](const VariablesTable::Variables &variables) {
                edit<TransformNode>(
                    [&variables](TransformNode &node) { VariablesTable::put(variables, node); });
            });
    connect(m_variables, &VariablesTable::refused, this, &NodeForm::refused);
    connect(m_other, &QComboBox::activated, this, &TransformForm::compare);
}

void TransformForm::fill(const NodeSurroundings &surroundings)
{
    const auto &node = body<TransformNode>();
    m_parameters->setEdits(node.edits);
    m_place->setCurrentIndex(m_place->findData(static_cast<int>(node.system.place)));
    showText(m_system, node.system.text);
    showText(m_variant, node.variant);
    m_variables->setVariables(node);
    fillOthers(othersOf(surroundings));
    compare();
}

QList<TransformForm::Other> TransformForm::othersOf(const NodeSurroundings &surroundings) const
{
    QList<Other> others;
    const auto promptOf = [](const models::RouteNode &node) -> const TransformNode * {
        const auto *transform = std::get_if<TransformNode>(&node.body);
        return transform && !transform->system.text.isEmpty() ? transform : nullptr;
    };
    for (const models::Route &route : surroundings.served.routes) {
        const auto served = route.graph.nodes.constFind(surroundings.node);
        if (route.name != surroundings.route.name || served == route.graph.nodes.constEnd())
            continue;
        if (const TransformNode *prompt = promptOf(*served))
            others.append({tr("As it serves now"), prompt->system.text});
    }
    for (const models::Route &route : surroundings.policy.routes) {
        for (auto it = route.graph.nodes.cbegin(); it != route.graph.nodes.cend(); ++it) {
            const bool isSelf =
                route.name == surroundings.route.name && it.key() == surroundings.node;
            const TransformNode *prompt = promptOf(it.value());
            if (isSelf || !prompt)
                continue;
            others.append({prompt->variant.isEmpty()
                               ? tr("%1 of route %2").arg(nodeText(it.key(), *it), route.name)
                               : tr("Variant %1 of route %2").arg(prompt->variant, route.name),
                           prompt->system.text});
        }
    }
    return others;
}

void TransformForm::fillOthers(const QList<Other> &others)
{
    QStringList names;
    for (const Other &other : others)
        names.append(other.name);
    QStringList shown;
    for (int place = 0; place < m_other->count(); ++place)
        shown.append(m_other->itemText(place));
    m_others = others;
    if (names == shown)
        return;
    const QString before = m_other->currentText();
    m_other->clear();
    m_other->addItems(names);
    m_other->setCurrentIndex(std::max(0, m_other->findText(before)));
}

void TransformForm::compare()
{
    const int place = m_other->currentIndex();
    const bool canCompare = place >= 0 && place < m_others.size();
    const QString other = canCompare ? m_others.at(place).text : QString();
    const QString text = m_system->toPlainText();
    const bool isSame = other == text;
    m_other->setEnabled(canCompare);
    m_diff->setVisible(canCompare && !isSame);
    m_sameText->setVisible(!canCompare || isSame);
    m_sameText->setText(canCompare ? tr("Both prompts are the same.")
                                   : tr("There is no other prompt to compare this one with."));
    if (canCompare && !isSame)
        m_diff->setTexts(other, text);
}

} // namespace signalbox::ui
