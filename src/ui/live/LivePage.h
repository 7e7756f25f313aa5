// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/stats/LiveSeries.h"
#include "ui/shell/WindowContext.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QStackedLayout;

namespace signalbox::ui {

class EmptyState;
class InlineMessage;
class LiveGrid;
class LiveTiles;
class SegmentedControl;

/// The Live section: what is going through the proxy now, in figures and charts. Draws once a
/// second while it can be seen and not at all otherwise.
class LivePage final : public QWidget
{
    Q_OBJECT

public:
    LivePage(const WindowContext &context, QWidget *parent);

    void setPolicy(const PolicySnapshot &policy);

    /// Draws everything as of \a nowMs.
    void refresh(qint64 nowMs);

signals:
    void snippetRequested();

private:
    QWidget *makeDashboard();
    QLayout *makeToolbar();
    QWidget *makeEmptyState();
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void fitToWidth();
    void showEmptyText();
    void showTargets();
    void showTables();
    void sendTestRequest();
    [[nodiscard]] models::LiveSeries::Range range() const;
    [[nodiscard]] QString target() const;

    WindowContext m_context;
    PolicySnapshot m_policy;
    QTimer m_timer;
    QStackedLayout *m_stack = nullptr;
    EmptyState *m_empty = nullptr;
    InlineMessage *m_message = nullptr;
    QComboBox *m_targets = nullptr;
    SegmentedControl *m_ranges = nullptr;
    LiveTiles *m_tiles = nullptr;
    LiveGrid *m_grid = nullptr;
    QStringList m_shownTargets;
};

} // namespace signalbox::ui
