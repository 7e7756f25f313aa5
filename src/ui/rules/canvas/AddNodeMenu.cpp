// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/AddNodeMenu.h"

#include "ui/rules/canvas/NodeWords.h"
#include "ui/shell/Theme.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace signalbox::ui {

AddNodeMenu::AddNodeMenu(const Theme &theme, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_theme(theme)
    , m_search(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(tr("Add node"));
    m_search->setPlaceholderText(tr("Search nodes"));
    m_search->setAccessibleName(tr("Search nodes"));
    m_list->setAccessibleName(tr("Kinds of nodes"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(8), theme.px(8), theme.px(8), theme.px(8));
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    resize(theme.px(240), theme.px(320));
    setFocusProxy(m_search);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &AddNodeMenu::showMatches);
    connect(m_search, &QLineEdit::returnPressed, this, &AddNodeMenu::choose);
    connect(m_list, &QListWidget::itemClicked, this, &AddNodeMenu::choose);
    showMatches({});
}

bool AddNodeMenu::eventFilter(QObject *watched, QEvent *event)
{
    // Up and down walk through the list while the search box keeps the focus.
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void AddNodeMenu::showMatches(const QString &search)
{
    m_list->clear();
    for (int place = 0; place < models::routeNodeKindCount; ++place) {
        const auto kind = static_cast<models::RouteNodeKind>(place);
        const QString text = nodeKindText(kind);
        if (!text.contains(search, Qt::CaseInsensitive))
            continue;
        auto *item = new QListWidgetItem(lineIcon(m_theme, nodeIcon(kind)), text, m_list);
        item->setData(Qt::UserRole, place);
    }
    m_list->setCurrentRow(0);
}

void AddNodeMenu::choose()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    const auto kind = static_cast<models::RouteNodeKind>(item->data(Qt::UserRole).toInt());
    emit kindChosen(kind);
    close();
}

} // namespace signalbox::ui
