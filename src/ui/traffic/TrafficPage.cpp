// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/TrafficPage.h"

#include "ui/shell/TargetColors.h"
#include "ui/shell/Theme.h"
#include "ui/traffic/ExchangeDetail.h"
#include "ui/traffic/TrafficFilterBar.h"
#include "ui/traffic/TrafficView.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace signalbox::ui {

using models::ExchangeRecord;
using models::TrafficTableModel;

namespace {

/// From this width on the detail stands beside the list rather than below it.
constexpr int sideBySideFrom = 1400;

} // namespace

TrafficPage::TrafficPage(const WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(context.services.store)
{
    buildLayout();
    addShortcuts();
    connect(&context.services.proxy, &routing::ProxyService::recordsFinished, &m_model,
            &TrafficTableModel::addLive);
    connect(m_filter, &TrafficFilterBar::filterChanged, this, &TrafficPage::applyFilter);
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] {
        rowCountChanged();
        // What is read stays chosen when the list starts anew around it.
        const int row = m_detail->isVisible() ? m_model.rowOf(m_detail->exchangeId()) : -1;
        if (row >= 0)
            m_view->setCurrentIndex(m_model.index(row, 0));
    });
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &TrafficPage::rowCountChanged);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &TrafficPage::rowCountChanged);
    connect(&m_model, &TrafficTableModel::counted, this, &TrafficPage::rowCountChanged);
    connect(&m_model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) {
                // The chosen row may have been loaded only now.
                const int row = m_view->currentIndex().row();
                if (row >= first.row() && row <= last.row())
                    showRow(row);
            });
    rowCountChanged();
}

void TrafficPage::buildLayout()
{
    m_filter = new TrafficFilterBar(m_context.theme, this);
    m_view = new TrafficView(m_context.theme, m_context.colors, m_context.services.settings, this);
    m_view->setModel(&m_model);
    m_detail = new ExchangeDetail(m_context, this);
    m_detail->hide();
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_view);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({360, 300});

    m_newest = new QPushButton(m_view->viewport());
    m_newest->setFocusPolicy(Qt::NoFocus);
    m_newest->setToolTip(tr("Scroll to the newest exchange (Home)"));
    setTone(m_newest, Tone::Primary);
    m_newest->hide();

    m_nothing = new EmptyState(m_context.theme, IconName::Traffic, this);
    m_nothing->setText(tr("No exchange has been recorded yet"),
                       tr("Every request that a client sends through Signalbox is listed here "
                          "with its answer, its cost, and why it was routed as it was."));
    connect(m_nothing->addAction(tr("Connect a client…")), &QPushButton::clicked, this,
            &TrafficPage::snippetRequested);
    m_noMatch = new EmptyState(m_context.theme, IconName::Search, this);
    m_noMatch->setText(tr("Nothing matches the filter"),
                       tr("Records are searched by model, route, target, provider, error and id."));
    connect(m_noMatch->addAction(tr("Clear the filter")), &QPushButton::clicked, m_filter,
            &TrafficFilterBar::clear);

    m_stack = new QStackedLayout;
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(m_noMatch);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_filter);
    column->addWidget(makeRule(Qt::Horizontal, this));
    column->addLayout(m_stack, 1);

    connect(m_view, &TrafficView::currentRowChanged, this, &TrafficPage::showRow);
    connect(m_view, &TrafficView::openRequested, this, [this] {
        showRow(m_view->currentIndex().row());
        m_detail->takeFocus();
    });
    connect(m_view, &TrafficView::escapePressed, this, &TrafficPage::escape);
    connect(m_view, &QWidget::customContextMenuRequested, this, &TrafficPage::showContextMenu);
    connect(m_view, &TrafficView::unseenChanged, this, [this](int rows) {
        m_newest->setText(tr("%n new ↑", nullptr, rows));
        m_newest->adjustSize();
        m_newest->move((m_view->viewport()->width() - m_newest->width()) / 2,
                       m_context.theme.px(8));
        m_newest->setVisible(rows > 0);
    });
    connect(m_newest, &QPushButton::clicked, m_view, &TrafficView::scrollToNewest);
    connect(m_detail, &ExchangeDetail::closeRequested, this, &TrafficPage::closeDetail);
    connect(m_detail, &ExchangeDetail::simulationRequested, this,
            &TrafficPage::simulationRequested);
    connect(m_detail, &ExchangeDetail::testRequested, this, &TrafficPage::testRequested);
}

void TrafficPage::addShortcuts()
{
    auto *find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, m_filter, &TrafficFilterBar::focusText);
    auto *copy = new QShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), this);
    connect(copy, &QShortcut::activated, m_detail, &ExchangeDetail::copyAsCurl);
    auto *why = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_I), this);
    connect(why, &QShortcut::activated, this, &TrafficPage::showWhy);
    auto *escapeKey = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    escapeKey->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escapeKey, &QShortcut::activated, this, &TrafficPage::escape);
}

void TrafficPage::setPolicy(const PolicySnapshot &policy)
{
    m_filter->setProviders(*policy);
}

void TrafficPage::showExchanges(const QString &title, const QSet<quint64> &ids)
{
    closeDetail();
    m_filter->setExchanges(title, ids);
}

void TrafficPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_splitter->setOrientation(width() >= m_context.theme.px(sideBySideFrom) ? Qt::Horizontal
                                                                             : Qt::Vertical);
}

void TrafficPage::applyFilter()
{
    m_model.setFilter(m_filter->filter());
}

void TrafficPage::rowCountChanged()
{
    const int rows = m_model.rowCount();
    m_filter->showCount(rows);
    if (rows > 0)
        m_stack->setCurrentIndex(ListPage);
    else
        m_stack->setCurrentIndex(m_filter->isEmpty() ? NothingYetPage : NoMatchPage);
}

void TrafficPage::showRow(int row)
{
    const QModelIndex index = m_model.index(row, 0);
    if (!index.isValid() || index.data(TrafficTableModel::LoadingRole).toBool())
        return;
    m_detail->showExchange(index.data(TrafficTableModel::RecordRole).value<ExchangeRecord>());
    m_detail->show();
}

void TrafficPage::showWhy()
{
    showRow(m_view->currentIndex().row());
    m_detail->showWhy();
}

void TrafficPage::closeDetail()
{
    m_detail->hide();
    m_view->setFocus();
}

void TrafficPage::escape()
{
    if (m_detail->isVisible())
        closeDetail();
    else if (!m_filter->isEmpty())
        m_filter->clear();
}

void TrafficPage::showContextMenu(const QPoint &position)
{
    const QModelIndex index = m_view->indexAt(position);
    if (!index.isValid() || index.data(TrafficTableModel::LoadingRole).toBool())
        return;
    const auto record = index.data(TrafficTableModel::RecordRole).value<ExchangeRecord>();
    QMenu menu(this);
    menu.addAction(tr("Why this target"), this, &TrafficPage::showWhy)
        ->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_I));
    menu.addAction(tr("Copy as cURL"), m_detail, &ExchangeDetail::copyAsCurl)
        ->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    menu.addAction(tr("Copy the id"), this, [id = record.id] {
        QGuiApplication::clipboard()->setText(models::exchangeIdText(id));
    });
    menu.addSeparator();
    for (const QString &word : {record.route, record.target, record.model}) {
        if (!word.isEmpty())
            menu.addAction(tr("Only %1").arg(word), this,
                           [this, word] { m_filter->setText(word); });
    }
    menu.exec(m_view->viewport()->mapToGlobal(position));
}

} // namespace signalbox::ui
