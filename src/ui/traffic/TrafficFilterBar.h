// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/RecordStore.h"
#include "ui/shell/WindowContext.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace signalbox::ui {

/// What to show of the traffic: words, outcome, provider, or certain exchanges. Typing is waited
/// out before it counts.
class TrafficFilterBar final : public QWidget
{
    Q_OBJECT

public:
    TrafficFilterBar(const Theme &theme, QWidget *parent);

    [[nodiscard]] models::TrafficFilter filter() const;
    [[nodiscard]] bool isEmpty() const;
    void setText(const QString &text);
    /// Only these exchanges, until the user takes it back; the other filters are cleared. \a title
    /// says what the exchanges have in common.
    void setExchanges(const QString &title, const QSet<quint64> &ids);
    void setProviders(const models::Policy &policy);
    void showCount(qint64 rows);
    void focusText();
    void clear();

signals:
    void filterChanged();

private:
    void resizeEvent(QResizeEvent *event) override;
    void showExchanges();

    const Theme &m_theme;
    QLineEdit *m_text;
    QComboBox *m_outcome;
    QComboBox *m_provider;
    QLabel *m_count;
    QPushButton *m_exchanges; // there while only some exchanges are shown; takes that back
    QString m_exchangesTitle;
    QSet<quint64> m_ids;
    QTimer m_typing;
};

} // namespace signalbox::ui
