// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;

namespace signalbox::ui {

class ElidingLabel;
class TargetColors;
class Theme;
struct SimulatedDecision;

/// What a simulation came to, in a line: the target expected, what it would cost, and how soon it
/// would answer.
class OutcomeLine final : public QFrame
{
    Q_OBJECT

public:
    enum class State : quint8 {
        Fresh, ///< shows what was asked
        Edited, ///< what is asked was edited since
        Running, ///< for so long that it is worth a word
    };

    /// \a theme and \a colors outlive the line.
    OutcomeLine(const Theme &theme, TargetColors &colors, QWidget *parent);

    void setDecision(const SimulatedDecision &decision);
    void setState(State state);
    /// Stands at the end of the line, which becomes its parent.
    void addAction(QWidget *button);
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    void showChip();
    QLabel *addFigure(const QString &name, const QString &title, const QString &tip);

    const Theme &m_theme;
    TargetColors &m_colors;
    QHBoxLayout *m_row;
    QLabel *m_chip;
    ElidingLabel *m_target;
    QLabel *m_cost;
    QLabel *m_ttft;
    QLabel *m_state;
    QString m_shown; ///< the target; empty for none
};

} // namespace signalbox::ui
