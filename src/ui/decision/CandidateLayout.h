// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/decision/DecisionItem.h"

#include <QModelIndex>

#include <array>

namespace signalbox::ui {

class Theme;

/// How wide the columns of one table of candidates are, measured over all its rows. Where there is
/// no room, the reason goes below the figures, and the least telling figures go first.
struct CandidateLayout
{
    std::array<int, DecisionItem::CandidateCellCount> widths{}; ///< 0: not shown
    bool isReasonBelow = false;
    int reasonWidth = 0;

    /// Of the rows below \a table in \a width pixels.
    static CandidateLayout measure(const Theme &theme, const QModelIndex &table, int width);

    /// Pixels at 100 % between columns, and of the signs in front of texts.
    static constexpr int gap = 16;
    static constexpr int signSize = 12;
    static constexpr int signGap = 6;
};

} // namespace signalbox::ui
