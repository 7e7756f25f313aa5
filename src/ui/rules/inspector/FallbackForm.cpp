// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/FallbackForm.h"

#include "models/policy/FallbackClasses.h"
#include "models/policy/edit/PortEdits.h"
#include "ui/rules/RuleWords.h"
#include "ui/rules/inspector/NodeChoice.h"
#include "ui/rules/inspector/SlowRuleFields.h"
#include "ui/shell/Icon.h"
#include "ui/traffic/TrafficWords.h"
#include "ui/widgets/Text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>

namespace signalbox::ui {

using models::FallbackNode;
using models::RouteGraph;

namespace {
constexpr int mostStepsShown = 6;

QString stepPort(int step)
{
    return QStringLiteral("step %1").arg(step + 1);
}
} // namespace

FallbackForm::FallbackForm(const Theme &theme, QWidget *parent)
    : NodeForm(parent)
    , m_first(new QComboBox(this))
    , m_steps(new QListWidget(this))
    , m_slow(new SlowRuleFields(makeNumber(0, 1, {}), this))
{
    m_first->setObjectName(QStringLiteral("fallbackFirst"));
    addRow(tr("First"), m_first);
    connect(m_first, &QComboBox::activated, this, [this] {
        edit<FallbackNode>([this](FallbackNode &node) {
            if (!node.steps.empty())
                node.steps.front().node = m_first->currentData().toString();
        });
    });
    buildClasses();
    buildSteps(theme);
    buildSlow();
}

void FallbackForm::buildClasses()
{
    addHeading(tr("After a failure of the first"));
    for (const models::ErrorClass errorClass : models::fallbackErrorClasses) {
        auto *box = new QComboBox(this);
        box->setObjectName(QStringLiteral("after%1").arg(static_cast<int>(errorClass)));
        QString label = errorClassText(errorClass);
        if (!label.isEmpty())
            label[0] = label.at(0).toUpper();
        addRow(label, box);
        m_classes.push_back(box);
        connect(box, &QComboBox::activated, this, [this, box, errorClass] {
            const QString node = nodeId();
            const QString to = box->currentData().toString();
            emit graphEditRequested(tr("Change Fallback"), [=](const RouteGraph &graph) {
                return models::connectErrorClass(graph, node, errorClass, to);
            });
        });
    }
}

void FallbackForm::buildSteps(const Theme &theme)
{
    m_steps->setObjectName(QStringLiteral("fallbackSteps"));
    m_steps->setAccessibleName(tr("Order of the tries"));
    m_steps->setWordWrap(true);
    m_steps->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *head = new QHBoxLayout;
    head->setSpacing(2);
    head->addWidget(makeLabel(tr("Order of the tries"), TextRole::Strong, this), 1);
    const auto addTool = [&](IconName icon, const QString &name, const QString &text) {
        auto *tool = new QToolButton(this);
        tool->setObjectName(name);
        tool->setIcon(lineIcon(theme, icon));
        tool->setToolTip(text);
        tool->setAccessibleName(text);
        setTone(tool, Tone::Flat);
        head->addWidget(tool);
        return tool;
    };
    m_up = addTool(IconName::ChevronUp, QStringLiteral("moveStepUp"), tr("Try it earlier"));
    m_down = addTool(IconName::ChevronDown, QStringLiteral("moveStepDown"), tr("Try it later"));
    m_remove = addTool(IconName::Trash, QStringLiteral("removeStep"), tr("No longer try it"));
    addWideRow(head);
    addWideRow(m_steps);
    connect(m_up, &QToolButton::clicked, this, [this] { moveStep(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { moveStep(1); });
    connect(m_remove, &QToolButton::clicked, this, &FallbackForm::removeStep);
    connect(m_steps, &QListWidget::currentRowChanged, this, &FallbackForm::showTools);
}

void FallbackForm::buildSlow()
{
    addRow(tr("If it is slow"), m_slow->action());
    addRow(tr("Slow after"), m_slow->after());
    connect(m_slow, &SlowRuleFields::edited, this, [this](const models::SlowRule &rule) {
        edit<FallbackNode>([&](FallbackNode &node) { node.slow = rule; });
    });
}

void FallbackForm::fill(const NodeSurroundings &surroundings)
{
    const auto &node = body<FallbackNode>();
    showNodeChoice(m_first, surroundings, node.steps.empty() ? QString() : node.steps.front().node,
                   tr("Leads nowhere"));
    const auto ports = models::errorClassPortsOf(node);
    for (std::size_t i = 0; i < std::min(ports.size(), m_classes.size()); ++i)
        showNodeChoice(m_classes[i], surroundings, ports[i].node, tr("The failure is final"));
    fillSteps(surroundings);
    m_slow->setRule(node.slow);
    showTools();
}

void FallbackForm::fillSteps(const NodeSurroundings &surroundings)
{
    models::RouteNode self;
    self.body = body<FallbackNode>();
    QStringList texts;
    for (const models::NodePort &port : models::portsOf(self)) {
        const auto found = surroundings.route.graph.nodes.constFind(port.node);
        const bool isThere = found != surroundings.route.graph.nodes.constEnd();
        texts.append(QStringLiteral("%1 → %2").arg(
            portText(port), isThere ? nodeText(port.node, *found) : tr("nowhere")));
    }
    const int current = isSameNode() ? m_steps->currentRow() : -1;
    m_steps->clear();
    m_steps->addItems(texts);
    for (int row = 0; row < m_steps->count(); ++row)
        m_steps->item(row)->setToolTip(texts.at(row));
    m_steps->setCurrentRow(std::min(current, m_steps->count() - 1));
    int height = 2 * m_steps->frameWidth() + m_steps->fontMetrics().height();
    for (int row = 0; row < std::min(m_steps->count(), mostStepsShown); ++row)
        height += m_steps->sizeHintForRow(row); // long ones take several lines
    m_steps->setFixedHeight(height);
}

void FallbackForm::showTools()
{
    const int row = m_steps->currentRow();
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_steps->count());
    m_remove->setEnabled(row >= 0 && m_steps->count() > 1);
}

void FallbackForm::moveStep(int by)
{
    const int row = m_steps->currentRow();
    const int goal = row + by;
    if (row < 0 || goal < 0 || goal >= m_steps->count())
        return;
    const models::PortRef port{.node = nodeId(), .port = stepPort(row)};
    emit graphEditRequested(tr("Move a step"), [port, goal](const RouteGraph &graph) {
        return models::movePort(graph, port, static_cast<std::size_t>(goal));
    });
    m_steps->setCurrentRow(goal);
}

void FallbackForm::removeStep()
{
    const int row = m_steps->currentRow();
    if (row < 0)
        return;
    const models::PortRef port{.node = nodeId(), .port = stepPort(row)};
    emit graphEditRequested(tr("Remove a step"), [port](const RouteGraph &graph) {
        return models::removePort(graph, port);
    });
}

} // namespace signalbox::ui
