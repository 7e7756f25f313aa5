// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"
#include "ui/shell/WindowContext.h"
#include "ui/traffic/FeedbackButtons.h"

#include <QFrame>
#include <QHash>

#include <optional>

class QLabel;
class QTabWidget;
class QToolButton;

namespace signalbox::ui {

class AttemptsTable;
class BodyTab;
class DecisionView;
class ElidingLabel;
class FactsView;
class StateDot;

/// One exchange whole: summary, both bodies, why, attempts and timing.
class ExchangeDetail final : public QFrame
{
    Q_OBJECT

public:
    ExchangeDetail(const WindowContext &context, QWidget *parent);

    /// Shows \a row at once and asks the store for the rest.
    void showExchange(const models::ExchangeRecord &row);
    void copyAsCurl();
    /// Opens the tab that tells why.
    void showWhy();
    void takeFocus();
    [[nodiscard]] quint64 exchangeId() const { return m_record.id; }

signals:
    void closeRequested();
    /// What the draft of the rules would do with \a record is wanted.
    void simulationRequested(const signalbox::models::ExchangeRecord &record);
    /// \a record is to become a test of the routes.
    void testRequested(const signalbox::models::ExchangeRecord &record);

private:
    enum class Asked : quint8 { Once, Again };

    QLayout *makeHead();
    void ask(quint64 id, Asked asked);
    void showFeedback();
    void takeFeedback(const FeedbackButtons::Feedback &feedback);
    void showRecord(const models::ExchangeRecord &record);
    void showSummary();
    void showTiming();

    WindowContext m_context;
    models::ExchangeRecord m_record;
    StateDot *m_dot;
    QLabel *m_title;
    ElidingLabel *m_subtitle;
    FeedbackButtons *m_feedback;
    QToolButton *m_curl;
    QTabWidget *m_tabs;
    FactsView *m_summary;
    BodyTab *m_request;
    BodyTab *m_response;
    DecisionView *m_why;
    AttemptsTable *m_attempts;
    FactsView *m_timing;
    QHash<quint64, FeedbackButtons::Feedback> m_given; // since the window was opened
};

} // namespace signalbox::ui
