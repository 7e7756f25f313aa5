// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QScrollArea>

class QGridLayout;
class QHBoxLayout;
class QLabel;

namespace signalbox::ui {

/// Names and values in two columns, under small titles. Values can be selected and copied.
class FactsView : public QScrollArea
{
    Q_OBJECT

public:
    explicit FactsView(QWidget *parent);

    void clear();
    /// What follows stands in a new column to the right.
    void startColumn();
    void addTitle(const QString &title);
    /// \a chip is the colour that stands for this value in a picture nearby.
    QLabel *addFact(const QString &name, const QString &value, const QColor &chip = {});
    /// A widget over the whole width; this view owns it until clear().
    void addWidget(QWidget *widget);
    /// Call after the last fact: keeps them at the top.
    void finish();

private:
    QWidget *m_inside = nullptr;
    QHBoxLayout *m_columns = nullptr;
    QGridLayout *m_grid = nullptr;
    int m_row = 0;
};

} // namespace signalbox::ui
