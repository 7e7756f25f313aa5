// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/shell/Icon.h"

#include <QString>
#include <QStringList>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace signalbox::ui {

/// One row of a decision as it is shown, with the rows below it. Texts are in the user's language.
struct DecisionItem
{
    enum class Kind : quint8 {
        Group, ///< a title for the rows below it
        Step, ///< a node of the path
        Row, ///< a condition, a row of a table, an attempt, a fact
        CandidateTitles, ///< the head of the table of candidates
        Candidate,
    };
    /// The sign in front of the result. It stands beside words that say the same.
    enum class Mark : quint8 { None, Yes, No, NotLooked, Chosen, Behind, Out, Failed };

    /// As DecisionTreeModel::Column.
    static constexpr int columnCount = 4;
    enum CandidateCell {
        TargetCell,
        VerdictCell,
        FigureCell,
        TtftCell,
        CostCell,
        SuccessCell,
        InFlightCell,
        ReasonCell,
        CandidateCellCount
    };

    Kind kind = Kind::Row;
    Mark mark = Mark::None;
    bool isMuted = false; ///< it was not taken, or not looked at
    bool isOpen = true; ///< its rows are to be seen at first
    std::optional<IconName> icon{};
    std::array<QString, columnCount> texts{};
    QString tip{}; ///< more, for whoever points at it
    QString target{}; ///< whose colour stands in front
    QStringList cells{}; ///< Candidate and CandidateTitles: one for each CandidateCell

    DecisionItem *parent = nullptr;
    int row = 0; ///< in its parent
    std::vector<std::unique_ptr<DecisionItem>> children{};

    DecisionItem &add(Kind childKind)
    {
        auto child = std::make_unique<DecisionItem>();
        child->kind = childKind;
        child->parent = this;
        child->row = static_cast<int>(children.size());
        children.push_back(std::move(child));
        return *children.back();
    }
};

} // namespace signalbox::ui
