// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/RecordStore.h"
#include "ui/shell/WindowContext.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace signalbox::ui {

/// What to show of the traffic: words, outcome, provider. Typing is waited out before it counts.
class TrafficFilterBar final : public QWidget
{
    Q_OBJECT

public:
    TrafficFilterBar(const Theme &theme, QWidget *parent);

    [[nodiscard]] models::TrafficFilter filter() const;
    [[nodiscard]] bool isEmpty() const;
    void setText(const QString &text);
    void setProviders(const models::Policy &policy);
    void showCount(qint64 rows);
    void focusText();
    void clear();

signals:
    void filterChanged();

private:
    void resizeEvent(QResizeEvent *event) override;

    const Theme &m_theme;
    QLineEdit *m_text;
    QComboBox *m_outcome;
    QComboBox *m_provider;
    QLabel *m_count;
    QTimer m_typing;
};

} // namespace signalbox::ui
