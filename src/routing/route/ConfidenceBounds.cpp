// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/ConfidenceBounds.h"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <cmath>

namespace signalbox::routing {

double wilsonLowerBound(double successes, double trials)
{
    if (!(trials > 0))
        return 0;
    constexpr double z = 1.2815515655446004; // 90 % of a normal distribution lie below
    const double share = std::clamp(successes / trials, 0.0, 1.0);
    const double spread =
        z * std::sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials));
    return std::max(0.0, (share + z * z / (2 * trials) - spread) / (1 + z * z / trials));
}

double betaQuantile(double alpha, double beta, double probability)
{
    namespace math = boost::math;
    // Whatever is out of range comes back as a value: nothing of ours throws.
    using Policy = math::policies::policy<
        math::policies::domain_error<math::policies::ignore_error>,
        math::policies::pole_error<math::policies::ignore_error>,
        math::policies::overflow_error<math::policies::ignore_error>,
        math::policies::underflow_error<math::policies::ignore_error>,
        math::policies::rounding_error<math::policies::ignore_error>,
        math::policies::evaluation_error<math::policies::ignore_error>,
        math::policies::indeterminate_result_error<math::policies::ignore_error>>;
    if (!(alpha > 0 && beta > 0 && probability >= 0 && probability <= 1) || std::isinf(alpha)
        || std::isinf(beta))
        return 0;
    const double value =
        math::quantile(math::beta_distribution<double, Policy>(alpha, beta), probability);
    return std::isfinite(value) ? std::clamp(value, 0.0, 1.0) : 0;
}

} // namespace signalbox::routing
