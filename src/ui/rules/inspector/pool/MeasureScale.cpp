// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/pool/MeasureScale.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace signalbox::ui {

using models::Measure;

namespace {

/// Carries the translation context for what has no class in a header.
struct MeasureWords
{
    Q_DECLARE_TR_FUNCTIONS(MeasureWords)
};

/// Two digits that count.
double rounded(double value)
{
    if (value <= 0)
        return value;
    const double unit = std::pow(10.0, std::floor(std::log10(value)) - 1);
    return std::round(value / unit) * unit;
}

} // namespace

MeasureScale::MeasureScale(Measure measure)
{
    switch (measure) {
    case Measure::Ttft:
    case Measure::Total:
        m_least = measure == Measure::Ttft ? 50 : 200;
        m_most = measure == Measure::Ttft ? 20'000 : 120'000;
        m_isLogarithmic = true;
        m_suffix = MeasureWords::tr(" ms");
        break;
    case Measure::TimePerOutputToken:
        m_least = 1;
        m_most = 500;
        m_isLogarithmic = true;
        m_decimals = 1;
        m_suffix = MeasureWords::tr(" ms");
        break;
    case Measure::SuccessRate:
    case Measure::Accuracy:
        m_factor = 100;
        m_decimals = 1;
        m_suffix = MeasureWords::tr(" %");
        break;
    case Measure::Cost:
        m_least = 0.000'01;
        m_most = 1;
        m_isLogarithmic = true;
        m_decimals = 6;
        m_prefix = MeasureWords::tr("$");
        break;
    case Measure::InputPrice:
        m_least = 0.01;
        m_most = 100;
        m_isLogarithmic = true;
        m_decimals = 3;
        m_prefix = MeasureWords::tr("$");
        break;
    case Measure::InFlight:
        m_most = 100;
        break;
    }
}

double MeasureScale::most() const
{
    return m_factor > 1 ? m_factor : m_most * 1000;
}

int MeasureScale::place(double bound) const
{
    double share = (bound - m_least) / (m_most - m_least);
    if (m_isLogarithmic)
        share = bound <= m_least ? 0 : std::log(bound / m_least) / std::log(m_most / m_least);
    return static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * steps));
}

double MeasureScale::at(int place) const
{
    const double share = static_cast<double>(place) / steps;
    if (m_isLogarithmic)
        return rounded(m_least * std::pow(m_most / m_least, share));
    const double value = m_least + share * (m_most - m_least);
    const double unit = std::pow(10.0, -m_decimals) / m_factor;
    return std::round(value / unit) * unit;
}

bool hasPercentiles(Measure measure)
{
    return measure == Measure::Ttft || measure == Measure::Total
        || measure == Measure::TimePerOutputToken;
}

bool isBetterAbove(Measure measure)
{
    return measure == Measure::SuccessRate || measure == Measure::Accuracy;
}

} // namespace signalbox::ui
