// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/simulator/SimulatorRuns.h"

#include "ui/widgets/Background.h"

#include <utility>

namespace signalbox::ui {

SimulatorRuns::SimulatorRuns(Simulate simulate, QObject *parent)
    : QObject(parent)
    , m_simulate(std::move(simulate))
{
    m_slow.setSingleShot(true);
    m_slow.setInterval(slowAfter);
    connect(&m_slow, &QTimer::timeout, this, &SimulatorRuns::becameSlow);
}

void SimulatorRuns::run(SimulatorInput input)
{
    if (m_isRunning) {
        m_next = std::move(input);
        return;
    }
    m_slow.start();
    start(input);
}

void SimulatorRuns::start(const SimulatorInput &input)
{
    m_isRunning = true;
    runInBackground(
        this, [simulate = m_simulate, input] { return simulate(input); },
        [this](const SimulatedDecision &decision) {
            if (const auto next = std::exchange(m_next, std::nullopt)) {
                start(*next);
                return;
            }
            m_isRunning = false;
            m_slow.stop();
            emit finished(decision);
        });
}

} // namespace signalbox::ui
