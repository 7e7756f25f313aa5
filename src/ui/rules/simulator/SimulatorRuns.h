// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/simulator/SimulatedDecision.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace signalbox::ui {

/// Simulates away from the window, one run at a time. The newest input wins: what is asked during a
/// run waits for its end, takes the place of what waited, and the run's own result is dropped.
///
/// Lives on the GUI thread. May be destroyed at any time: a run that is under way is forgotten.
class SimulatorRuns final : public QObject
{
    Q_OBJECT

public:
    /// Runs on a thread of the pool.
    using Simulate = std::function<SimulatedDecision(const SimulatorInput &)>;

    static constexpr std::chrono::milliseconds slowAfter{200};

    SimulatorRuns(Simulate simulate, QObject *parent);

    void run(SimulatorInput input);
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

signals:
    /// Nothing came for slowAfter; finished() follows.
    void becameSlow();
    void finished(const SimulatedDecision &decision);

private:
    void start(const SimulatorInput &input);

    Simulate m_simulate;
    std::optional<SimulatorInput> m_next;
    QTimer m_slow;
    bool m_isRunning = false;
};

} // namespace signalbox::ui
