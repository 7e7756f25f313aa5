// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/decision/CandidateLayout.h"
#include "ui/decision/DecisionItem.h"

#include <QHash>
#include <QStyledItemDelegate>

class QTreeView;

namespace signalbox::ui {

class TargetColors;
class Theme;

/// Draws the rows of a DecisionTreeModel: texts broken into lines, signs before results, and
/// candidates as a table over the whole width.
class DecisionDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// \a view shows the rows and owns this.
    DecisionDelegate(const Theme &theme, TargetColors &colors, QTreeView *view);

    /// Without the columns for subject and value, whose texts stand below the step instead.
    void setNarrow(bool isNarrow) { m_isNarrow = isNarrow; }
    /// Rows or widths are different now.
    void forgetWidths() { m_layouts.clear(); }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

private:
    [[nodiscard]] QFont fontOf(const QModelIndex &index) const;
    [[nodiscard]] QIcon markIcon(DecisionItem::Mark mark, bool isCandidate) const;
    /// What stands before the text of a cell, in pixels.
    [[nodiscard]] int signWidth(const QModelIndex &index) const;
    [[nodiscard]] int textWidth(const QModelIndex &index) const;
    /// In a narrow view: what the hidden columns say.
    [[nodiscard]] QString secondLine(const QModelIndex &index) const;
    [[nodiscard]] const CandidateLayout &layoutOf(const QModelIndex &candidate) const;
    void paintBackground(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const;
    void paintText(QPainter *painter, const QRect &cell, const QModelIndex &index) const;
    void paintTitles(QPainter *painter, const QRect &cell, const QModelIndex &index) const;
    void paintCandidate(QPainter *painter, const QRect &cell, const QModelIndex &index) const;
    void paintDisc(QPainter *painter, const QRect &place, const QString &target) const;
    /// Right-aligned, with its unit in muted text.
    void paintFigure(QPainter *painter, const QRect &cell, const QString &text,
                     const QColor &color) const;

    const Theme &m_theme;
    TargetColors &m_colors;
    QTreeView *m_view;
    bool m_isNarrow = false;
    mutable QHash<QModelIndex, CandidateLayout> m_layouts; // by the row that holds the table
};

} // namespace signalbox::ui
