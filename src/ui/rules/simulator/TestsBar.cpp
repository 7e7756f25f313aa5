// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/simulator/TestsBar.h"

#include "ui/shell/Icon.h"
#include "ui/shell/Theme.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace signalbox::ui {

TestsBar::TestsBar(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_row(new QHBoxLayout(this))
    , m_summary(makeLabel({}, TextRole::Muted, this))
{
    setPanel(this, Panel::Header);
    m_row->setContentsMargins(12, 6, 12, 6);
    m_row->setSpacing(8);
    auto *open = addButton("openTests", tr("Open…"));
    m_save = addButton("saveTests", tr("Save"));
    m_add = addButton("saveAsTest", tr("Save as test"));
    m_add->setToolTip(tr("Add what the simulator was asked, and expect what it showed"));
    m_remove = addButton("removeTest", tr("Remove"));
    m_summary->setObjectName(QStringLiteral("testSummary"));
    m_row->addSpacing(8);
    m_row->addWidget(m_summary, 1);
    m_run = addButton("runTests", besideIcon(tr("Run all")));
    m_run->setIcon(lineIcon(theme, IconName::Play, IconTone::OnAccent));
    setTone(m_run, Tone::Primary);
    connect(open, &QPushButton::clicked, this, &TestsBar::openAsked);
    connect(m_save, &QPushButton::clicked, this, &TestsBar::saveAsked);
    connect(m_add, &QPushButton::clicked, this, &TestsBar::addAsked);
    connect(m_remove, &QPushButton::clicked, this, &TestsBar::removeAsked);
    connect(m_run, &QPushButton::clicked, this, &TestsBar::runAsked);
}

QPushButton *TestsBar::addButton(const char *name, const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(QLatin1String(name));
    m_row->addWidget(button);
    return button;
}

void TestsBar::setState(const State &state)
{
    m_summary->setText(state.summary);
    setTone(m_summary, state.tone);
    m_save->setEnabled(state.canSave);
    m_add->setEnabled(state.canAdd);
    m_remove->setEnabled(state.canRemove);
    m_run->setEnabled(state.canRun);
}

} // namespace signalbox::ui
