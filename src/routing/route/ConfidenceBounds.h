// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace signalbox::routing {

/// Lower end of Wilson's score interval for a share (Wilson 1927), one-sided at 90 %. Weighted
/// counts are welcome; 0 without any. Costs one square root.
[[nodiscard]] double wilsonLowerBound(double successes, double trials);

/// The value that a Beta(\a alpha, \a beta) variable falls below with \a probability. Takes a
/// microsecond or more: for what is kept, not for every request. Never fails: parameters that are
/// no distribution give 0.
[[nodiscard]] double betaQuantile(double alpha, double beta, double probability);

} // namespace signalbox::routing
