// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace signalbox::ui {

/// What recent exchanges made of an edge, as it is drawn: never by colour alone. A value.
struct EdgeLoad
{
    enum class Tone : quint8 { Idle, Plain, Good, Warning, Danger };

    double weight = 0; ///< 0 to 1, of its width
    Tone tone = Tone::Idle;
    QString text{}; ///< beside the edge: "62 %", "3 failed", "$0.41"

    bool operator==(const EdgeLoad &) const = default;
};

} // namespace signalbox::ui
