// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace signalbox::routing {

/// Builds the Prometheus text format (version 0.0.4). A value; the text grows in place.
class MetricsWriter
{
public:
    /// The two lines before a family's values; \a type is "counter" or "gauge".
    void family(std::string_view name, std::string_view type, std::string_view help);
    /// \a labels as label() made them, with commas between; empty for none.
    void value(std::string_view name, std::string_view labels, std::string_view number);

    [[nodiscard]] static std::string label(std::string_view name, const QString &value);
    /// Six significant digits, never with an exponent.
    [[nodiscard]] static std::string number(double value);
    /// To the last micro-dollar, as it was counted; not below zero.
    [[nodiscard]] static std::string dollars(qint64 microDollars);
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    std::string m_text;
};

} // namespace signalbox::routing
