// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/NodePalette.h"

#include "ui/rules/canvas/NodeKindMime.h"
#include "ui/rules/canvas/NodeWords.h"
#include "ui/shell/Theme.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace signalbox::ui {

namespace {

/// A list whose rows are taken away as kinds of nodes.
class KindList final : public QListWidget
{
public:
    using QListWidget::QListWidget;

protected:
    [[nodiscard]] QMimeData *mimeData(const QList<QListWidgetItem *> &items) const override
    {
        return items.isEmpty() ? nullptr : mimeOf(kindOf(*items.front()));
    }
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::CopyAction; }

public:
    static models::RouteNodeKind kindOf(const QListWidgetItem &item)
    {
        return static_cast<models::RouteNodeKind>(item.data(Qt::UserRole).toInt());
    }
};

} // namespace

NodePalette::NodePalette(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_search(new QLineEdit(this))
    , m_list(new KindList(this))
{
    m_search->setObjectName(QStringLiteral("paletteSearch"));
    m_search->setPlaceholderText(tr("Search nodes"));
    m_search->setAccessibleName(tr("Search nodes"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(lineIcon(theme, IconName::Search, IconTone::Muted),
                        QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("Nodes to add"));
    m_list->setDragEnabled(true);
    m_list->setDragDropMode(QAbstractItemView::DragOnly);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    setTabOrder(m_search, m_list);
    connect(m_search, &QLineEdit::textChanged, this, &NodePalette::showMatches);
    connect(m_search, &QLineEdit::returnPressed, this, &NodePalette::choose);
    connect(m_list, &QListWidget::itemActivated, this, &NodePalette::choose);
    showMatches({});
}

bool NodePalette::eventFilter(QObject *watched, QEvent *event)
{
    // The list is walked through while the search box keeps the focus.
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void NodePalette::showMatches(const QString &search)
{
    m_list->clear();
    for (int place = 0; place < models::routeNodeKindCount; ++place) {
        const auto kind = static_cast<models::RouteNodeKind>(place);
        const QString text = nodeKindText(kind);
        if (!text.contains(search.trimmed(), Qt::CaseInsensitive))
            continue;
        auto *item = new QListWidgetItem(lineIcon(m_theme, nodeIcon(kind)), text, m_list);
        item->setData(Qt::UserRole, place);
        item->setToolTip(
            tr("%1: drag it onto the canvas, or onto an edge to put it there").arg(text));
    }
    if (m_list->count() == 0)
        (new QListWidgetItem(tr("Nothing matches"), m_list))->setFlags(Qt::NoItemFlags);
    else
        m_list->setCurrentRow(0);
}

void NodePalette::choose()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (item && item->flags().testFlag(Qt::ItemIsEnabled))
        emit kindChosen(KindList::kindOf(*item));
}

} // namespace signalbox::ui
