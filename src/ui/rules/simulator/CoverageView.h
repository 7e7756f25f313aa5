// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/simulator/RouteCoverage.h"

#include <QTreeWidget>

#include <vector>

namespace signalbox::ui {

class Theme;

/// How much of each route the cases walked: nodes and links, and below each route those that no
/// case came by.
class CoverageView final : public QTreeWidget
{
    Q_OBJECT

public:
    /// \a theme outlives the view.
    CoverageView(const Theme &theme, QWidget *parent);

    /// Routes that are open stay so.
    void setCoverage(const std::vector<routing::CoveredRoute> &routes);
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, 0}; }

signals:
    /// The user wants to see a node that no case came by.
    void nodeChosen(const QString &route, const QString &node);

private:
    void fitToTheme();
    void tellChosen(const QTreeWidgetItem *item);

    const Theme &m_theme;
};

} // namespace signalbox::ui
