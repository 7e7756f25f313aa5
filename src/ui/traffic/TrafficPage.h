// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/TrafficTableModel.h"
#include "ui/shell/WindowContext.h"

#include <QSet>
#include <QWidget>

class QPushButton;
class QSplitter;
class QStackedLayout;

namespace signalbox::ui {

class EmptyState;
class ExchangeDetail;
class TrafficFilterBar;
class TrafficView;

/// The Traffic section: every exchange, newest first, and one of them in detail.
class TrafficPage final : public QWidget
{
    Q_OBJECT

public:
    TrafficPage(const WindowContext &context, QWidget *parent);

    void setPolicy(const PolicySnapshot &policy);
    /// Shows only these exchanges; \a title says what they have in common.
    void showExchanges(const QString &title, const QSet<quint64> &ids);
    [[nodiscard]] models::TrafficTableModel &model() { return m_model; }

signals:
    void snippetRequested();
    /// What the draft of the rules would do with \a record is wanted.
    void simulationRequested(const signalbox::models::ExchangeRecord &record);
    /// \a record is to become a test of the routes.
    void testRequested(const signalbox::models::ExchangeRecord &record);

private:
    enum Page { ListPage, NothingYetPage, NoMatchPage };

    void buildLayout();
    void addShortcuts();
    void resizeEvent(QResizeEvent *event) override;
    void applyFilter();
    void rowCountChanged();
    void showRow(int row);
    void showWhy();
    void closeDetail();
    void escape();
    void showContextMenu(const QPoint &position);

    WindowContext m_context;
    models::TrafficTableModel m_model;
    TrafficFilterBar *m_filter = nullptr;
    TrafficView *m_view = nullptr;
    ExchangeDetail *m_detail = nullptr;
    QSplitter *m_splitter = nullptr;
    QStackedLayout *m_stack = nullptr;
    EmptyState *m_nothing = nullptr;
    EmptyState *m_noMatch = nullptr;
    QPushButton *m_newest = nullptr;
};

} // namespace signalbox::ui
