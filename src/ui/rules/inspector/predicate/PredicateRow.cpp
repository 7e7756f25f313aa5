// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/predicate/PredicateRow.h"

#include "ui/shell/Icon.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Text.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace signalbox::ui {

namespace {
// Pixels at 100 %.
constexpr int indent = 14;
constexpr int guideAt = 4; // from the left of an indent
constexpr int gap = 4;
} // namespace

PredicateRow::PredicateRow(const Theme &theme, const models::PredicatePath &path, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_path(path)
    , m_head(new QHBoxLayout)
    , m_column(new QVBoxLayout)
    , m_menu(new QToolButton(this))
    , m_problem(makeLabel({}, TextRole::Caption, this))
{
    m_menu->setObjectName(QStringLiteral("partMenu"));
    m_menu->setIcon(lineIcon(theme, IconName::ChevronDown, IconTone::Muted));
    m_menu->setAccessibleName(tr("What can be done here"));
    m_menu->setToolTip(m_menu->accessibleName());
    m_menu->setPopupMode(QToolButton::InstantPopup);
    m_menu->setMenu(new QMenu(m_menu));
    setTone(m_menu, Tone::Flat);
    m_problem->setWordWrap(true);
    setTone(m_problem, Tone::Danger);
    m_problem->hide();

    m_head->setContentsMargins(0, 0, 0, 0);
    m_head->setSpacing(gap);
    m_head->addWidget(m_menu);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(gap);
    m_column->addLayout(m_head);
    auto *all = new QVBoxLayout(this);
    all->setSpacing(gap);
    all->addLayout(m_column);
    all->addWidget(m_problem);
    connect(&theme, &Theme::changed, this, &PredicateRow::fitToZoom);
    fitToZoom();
}

void PredicateRow::fitToZoom()
{
    const int depth = static_cast<int>(m_path.size());
    layout()->setContentsMargins(m_theme.px(indent * depth), m_theme.px(gap), 0, m_theme.px(gap));
}

void PredicateRow::setProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

QString PredicateRow::problem() const
{
    return m_problem->isHidden() ? QString() : m_problem->text();
}

void PredicateRow::offer(PredicateAction action, const QString &text, const QKeySequence &shortcut)
{
    auto *offered = new QAction(text, this);
    offered->setShortcut(shortcut);
    offered->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(offered, &QAction::triggered, this, [this, action] { emit requested(action); });
    addAction(offered); // so that its key works without the menu
    m_menu->menu()->addAction(offered);
}

void PredicateRow::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    painter.setPen(m_theme.colors().line);
    for (std::size_t depth = 0; depth < m_path.size(); ++depth) {
        const int x = m_theme.px(indent * static_cast<int>(depth) + guideAt);
        const int at = layoutDirection() == Qt::LeftToRight ? x : width() - 1 - x;
        painter.drawLine(at, 0, at, height());
    }
}

} // namespace signalbox::ui
