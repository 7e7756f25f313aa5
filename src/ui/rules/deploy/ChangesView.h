// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/PolicyDiff.h"

#include <QList>
#include <QTreeWidget>

namespace signalbox::ui {

class Theme;

/// What two policies have different, as a tree: routes, their nodes, the fields of these.
///
/// Lives on the GUI thread.
class ChangesView final : public QTreeWidget
{
    Q_OBJECT

public:
    /// \a theme outlives the view.
    ChangesView(const Theme &theme, QWidget *parent);

    /// \a before and \a after head the columns of the values.
    void setSides(const QString &before, const QString &after);
    void showChanges(const QList<models::PolicyChange> &changes);
};

} // namespace signalbox::ui
