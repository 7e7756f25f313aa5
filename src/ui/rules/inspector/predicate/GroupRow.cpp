// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/predicate/GroupRow.h"

#include "ui/shell/Icon.h"
#include "ui/widgets/Text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace signalbox::ui {

using models::Predicate;

GroupRow::GroupRow(const Theme &theme, const models::PredicatePath &path, QWidget *parent)
    : PredicateRow(theme, path, parent)
    , m_join(new QComboBox(this))
    , m_add(new QToolButton(this))
    , m_empty(makeLabel({}, TextRole::Muted, this))
{
    m_join->setObjectName(QStringLiteral("join"));
    m_join->setAccessibleName(tr("How the conditions are joined"));
    m_join->addItem(tr("All of these"), static_cast<int>(Predicate::Kind::All));
    m_join->addItem(tr("Any of these"), static_cast<int>(Predicate::Kind::Any));
    m_join->addItem(tr("Not this"), static_cast<int>(Predicate::Kind::Not));
    m_add->setObjectName(QStringLiteral("addCondition"));
    m_add->setIcon(lineIcon(theme, IconName::Plus));
    m_add->setToolTip(tr("Add a condition"));
    m_add->setAccessibleName(m_add->toolTip());
    setTone(m_add, Tone::Flat);
    m_empty->setWordWrap(true);
    head()->insertWidget(0, m_join, 1);
    head()->insertWidget(1, m_add);
    column()->addWidget(m_empty);
    setFocusProxy(m_join);

    offer(PredicateAction::Add, tr("Add a condition"), Qt::ALT | Qt::Key_Insert);
    offer(PredicateAction::Group, tr("Put into a group"), Qt::CTRL | Qt::SHIFT | Qt::Key_G);
    offer(PredicateAction::Ungroup, tr("Dissolve the group"), Qt::CTRL | Qt::SHIFT | Qt::Key_U);
    offer(PredicateAction::Negate, tr("Turn into the opposite"), Qt::CTRL | Qt::SHIFT | Qt::Key_I);
    offer(PredicateAction::MoveUp, tr("Move up"), Qt::CTRL | Qt::SHIFT | Qt::Key_Up);
    offer(PredicateAction::MoveDown, tr("Move down"), Qt::CTRL | Qt::SHIFT | Qt::Key_Down);
    offer(PredicateAction::Remove, tr("Remove"), Qt::ALT | Qt::Key_Delete);

    connect(m_join, &QComboBox::activated, this, [this] {
        Predicate group = m_group;
        group.kind = static_cast<Predicate::Kind>(m_join->currentData().toInt());
        if (group.kind != m_group.kind)
            emit edited(group);
    });
    connect(m_add, &QToolButton::clicked, this, [this] { emit requested(PredicateAction::Add); });
}

void GroupRow::setPart(const Predicate &part, const NodeSurroundings &)
{
    m_group = part;
    m_join->setCurrentIndex(m_join->findData(static_cast<int>(part.kind)));
    m_empty->setVisible(part.parts.empty());
    m_empty->setText(part.kind == Predicate::Kind::Any
                         ? tr("No condition: this never holds.")
                         : tr("No condition yet: this always holds."));
}

} // namespace signalbox::ui
