// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTableView>

class QSettings;

namespace signalbox::ui {

class TargetColors;
class Theme;

/// The traffic list. Follows the newest row while it is scrolled to the top and holds still
/// otherwise; J and K move as the arrows do.
class TrafficView final : public QTableView
{
    Q_OBJECT

public:
    TrafficView(const Theme &theme, TargetColors &colors, QSettings &settings, QWidget *parent);

    void setModel(QAbstractItemModel *model) override;
    /// Rows that arrived above what is in sight.
    [[nodiscard]] int unseenRows() const { return m_unseen; }
    void scrollToNewest();

signals:
    void currentRowChanged(int row);
    void unseenChanged(int rows);
    void openRequested();
    void escapePressed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void restoreColumns();
    void saveColumns();
    void setDefaultWidths();
    void scaleColumns();
    void fitToZoom();
    void rowsAdded(int first, int last);
    void setUnseen(int rows);

    const Theme &m_theme;
    QSettings &m_settings;
    int m_unseen = 0;
    int m_zoom; ///< that the columns are as wide for
    bool m_columnsAreOurs = true; ///< until the user changes one
    bool m_isArranging = false;
};

} // namespace signalbox::ui
