// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "support/RandomChoice.h"

namespace signalbox::tests {

/// Makes valid policies at random, the same ones for the same seed: every part, every optional
/// field given or left out.
class PolicyMaker
{
public:
    explicit PolicyMaker(unsigned seed)
        : m_random(seed)
    {}

    models::Policy make();

private:
    models::Provider provider(int i);
    models::SimulatedSettings simulated();
    models::Target target(int i, const models::Policy &policy);
    models::Budget budget(int i, const models::Policy &policy);
    models::ClientKey client(int i, const models::Policy &policy);
    models::RateLimits limits();
    void addRoutes(models::Policy &policy);
    void addSettings(models::Policy &policy);
    std::chrono::milliseconds time();

    RandomChoice m_random;
};

} // namespace signalbox::tests
