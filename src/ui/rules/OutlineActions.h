// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>

class QAction;
class QMenu;
class QWidget;

namespace signalbox::ui {

/// What can be done in the outline, as actions with their shortcuts. A key may belong to several
/// of them: which ones are enabled depends on the row that is current.
class OutlineActions final
{
public:
    enum Command {
        AddNode,
        LeadTo,
        Rename,
        Cut,
        Copy,
        Paste,
        Duplicate,
        Mute,
        Detach,
        Remove,
        ShowTraffic,
        AddOutput,
        RemoveOutput,
        MoveOutputUp,
        MoveOutputDown,
        CommandCount,
    };
    /// What the current row is.
    enum class Row { None, Start, Node, MutedNode, Output };

    /// The actions belong to \a view and act while the focus is in it.
    explicit OutlineActions(QWidget &view);

    [[nodiscard]] QAction *operator[](Command command) const { return m_actions[command]; }
    /// Enables what can be done with \a row and calls it as it is called there.
    void adaptTo(Row row);
    /// Those that are enabled, in groups.
    void fill(QMenu &menu) const;

private:
    std::array<QAction *, CommandCount> m_actions{}; // owned by the view
};

} // namespace signalbox::ui
