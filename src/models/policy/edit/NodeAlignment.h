// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/GraphLayout.h"

#include <QHash>
#include <QRect>
#include <QString>

namespace signalbox::models {

/// How nodes are brought into line.
enum class Alignment : quint8 {
    Left,
    Centre, ///< their middles below each other
    Right,
    Top,
    Middle, ///< their middles beside each other
    Bottom,
    DistributeAcross, ///< the same gap between one and the next to the right
    DistributeDown,
};

/// How many nodes it takes until \a alignment changes anything.
[[nodiscard]] int fewestFor(Alignment alignment);

/// Where the nodes that stand at \a boxes, by id, stand once they are brought into line: along the
/// outermost of them, or, for what is distributed, between the two outermost, which stay. A pure
/// function; ids that tie are taken in their own order.
[[nodiscard]] QHash<QString, CanvasPoint> aligned(const QHash<QString, QRect> &boxes,
                                                  Alignment alignment);

} // namespace signalbox::models
