// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/simulator/SimulatorInputPane.h"

#include "ui/rules/simulator/ConditionsEditor.h"
#include "ui/rules/simulator/RequestEditor.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/SegmentedControl.h"
#include "ui/widgets/Text.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace signalbox::ui {

namespace {
constexpr int smallestWidth = 320; // pixels at 100 %
}

SimulatorInputPane::SimulatorInputPane(const Theme &theme, TargetColors &colors, QAction *run,
                                       QWidget *parent)
    : QFrame(parent)
    , m_mode(new SegmentedControl(tr("Input"), {tr("Form"), tr("Body")}, this))
{
    setPanel(this, Panel::Plain);
    m_mode->setObjectName(QStringLiteral("simulatorMode"));
    auto *button = new QPushButton(run->icon(), besideIcon(run->text()), this);
    button->setObjectName(QStringLiteral("simulatorRun"));
    button->setToolTip(tr("Decide for this request; nobody is called (Ctrl+Enter)"));
    setTone(button, Tone::Primary);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 12, 6);
    head->addWidget(m_mode);
    head->addStretch();
    head->addWidget(button);

    auto *page = new QWidget(this);
    page->setProperty("scrolled", true);
    m_request = new RequestEditor(theme, page);
    m_conditions = new ConditionsEditor(theme, colors, page);
    auto *fields = new QVBoxLayout(page);
    fields->setContentsMargins(12, 8, 12, 12);
    fields->setSpacing(12);
    fields->addWidget(m_request);
    fields->addWidget(makeRule(Qt::Horizontal, page));
    fields->addWidget(m_conditions);
    fields->addStretch();
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(page);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(makeRule(Qt::Horizontal, this));
    column->addWidget(scroll, 1);
    setMinimumWidth(theme.px(smallestWidth));

    connect(button, &QPushButton::clicked, run, &QAction::trigger);
    connect(m_mode, &SegmentedControl::currentChanged, this,
            [this](int index) { m_request->setMode(static_cast<RequestEditor::Mode>(index)); });
    connect(m_request, &RequestEditor::modeChanged, this,
            [this](RequestEditor::Mode mode) { m_mode->setCurrent(static_cast<int>(mode)); });
    connect(m_request, &RequestEditor::edited, this, &SimulatorInputPane::requestEdited);
    connect(m_conditions, &ConditionsEditor::edited, this, &SimulatorInputPane::conditionsEdited);
    connect(&theme, &Theme::changed, this,
            [this, &theme] { setMinimumWidth(theme.px(smallestWidth)); });
}

void SimulatorInputPane::offer(const models::Policy &policy, const QString &route)
{
    QStringList names;
    QStringList targets;
    QStringList clients;
    for (const models::Route &one : policy.routes)
        names.append(one.name);
    for (const models::Target &target : policy.targets)
        targets.append(target.id);
    for (const models::ClientKey &client : policy.clients)
        clients.append(client.name);
    m_request->setNames(names + targets, clients);
    m_request->suggestModel(route);
    m_conditions->setTargets(targets);
}

void SimulatorInputPane::setInput(const models::RouteCaseRequest &request,
                                  const models::RouteConditions &conditions)
{
    m_request->setRequest(request);
    m_conditions->setConditions(conditions);
}

models::Result<models::RouteCaseRequest, QString> SimulatorInputPane::request() const
{
    return m_request->request();
}

models::RouteConditions SimulatorInputPane::conditions() const
{
    return m_conditions->conditions();
}

} // namespace signalbox::ui
