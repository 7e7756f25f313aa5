// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/inspector/NodeForm.h"

namespace signalbox::ui {

class PredicateEditor;

/// A match: the conditions that lead one way or the other.
class MatchForm final : public NodeForm
{
    Q_OBJECT

public:
    MatchForm(const Theme &theme, QWidget *parent);

    void setProblems(const QList<NodeProblem> &problems) override;

private:
    void fill(const NodeSurroundings &surroundings) override;

    PredicateEditor *m_editor;
};

} // namespace signalbox::ui
