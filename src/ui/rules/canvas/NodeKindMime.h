// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"

#include <optional>

class QMimeData;

namespace signalbox::ui {

// A kind of node on its way from the palette to the canvas.

/// The caller owns what is handed out.
[[nodiscard]] QMimeData *mimeOf(models::RouteNodeKind kind);
[[nodiscard]] std::optional<models::RouteNodeKind> nodeKindOf(const QMimeData &data);

} // namespace signalbox::ui
