// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/MetricsWriter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace signalbox::routing {

void MetricsWriter::family(std::string_view name, std::string_view type, std::string_view help)
{
    m_text.append("# HELP ").append(name).append(" ").append(help).append("\n");
    m_text.append("# TYPE ").append(name).append(" ").append(type).append("\n");
}

void MetricsWriter::value(std::string_view name, std::string_view labels, std::string_view number)
{
    m_text.append(name);
    if (!labels.empty())
        m_text.append("{").append(labels).append("}");
    m_text.append(" ").append(number).append("\n");
}

std::string MetricsWriter::label(std::string_view name, const QString &value)
{
    std::string text(name);
    text += "=\"";
    for (const char c : value.toStdString()) {
        if (c == '\\' || c == '"')
            text += '\\';
        if (c == '\n')
            text += "\\n";
        else
            text += c;
    }
    return text += '"';
}

std::string MetricsWriter::number(double value)
{
    constexpr int digits = 6;
    const double magnitude = std::abs(value) > 0 ? std::floor(std::log10(std::abs(value))) : 0;
    const int decimals = std::clamp(digits - 1 - static_cast<int>(magnitude), 0, 12);
    std::array<char, 400> text{}; // the largest double has 309 digits
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value,
                                            std::chars_format::fixed, decimals);
    return error == std::errc() ? std::string(text.data(), end) : std::string("0");
}

std::string MetricsWriter::dollars(qint64 microDollars)
{
    constexpr qint64 perDollar = 1'000'000;
    constexpr std::size_t decimals = 6;
    const std::string rest = std::to_string(microDollars % perDollar);
    return std::to_string(microDollars / perDollar) + '.' + std::string(decimals - rest.size(), '0')
        + rest;
}

} // namespace signalbox::routing
