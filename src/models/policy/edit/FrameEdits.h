// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/GraphEdit.h"

#include <QString>
#include <QStringList>

namespace signalbox::models {

// Edits of the frames of a route graph, as pure functions like those of GraphEdit. A frame is
// called by its place in the layout, from 0.

/// Puts a frame called \a label around \a nodes, behind those there are.
[[nodiscard]] GraphEditResult addFrame(const RouteGraph &graph, const QString &label,
                                       const QStringList &nodes);
[[nodiscard]] GraphEditResult renameFrame(const RouteGraph &graph, std::size_t frame,
                                          const QString &label);
/// Takes the frame away; its nodes stay.
[[nodiscard]] GraphEditResult removeFrame(const RouteGraph &graph, std::size_t frame);
/// Puts \a nodes into the frame beside those it has.
[[nodiscard]] GraphEditResult joinFrame(const RouteGraph &graph, std::size_t frame,
                                        const QStringList &nodes);
/// Takes \a nodes out of every frame. A frame that has none left goes.
[[nodiscard]] GraphEditResult leaveFrames(const RouteGraph &graph, const QStringList &nodes);

} // namespace signalbox::models
