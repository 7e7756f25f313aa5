// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/NodeEdits.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace signalbox::models {

// Nodes as text, so that they can be carried from one graph to another, of another policy too, and
// read by people on the way:
//
//     { "signalbox_nodes": 1, "nodes": { "small": { "kind": "target", ... } }, "layout": { ... } }
//
// "nodes" and "layout" are written as in a graph of a policy, but a link to a node that is not
// among them is left empty, and so may be what a draft has not been given yet.

/// \a nodes of \a graph, with the edges between them and how they are drawn. Ids that the graph
/// does not have are passed over.
[[nodiscard]] QByteArray copyNodes(const RouteGraph &graph, const QStringList &nodes);

/// Adds the nodes of \a text, each under its own id or, where that is taken, a fresh one. The upper
/// left corner of what they cover comes to \a place. Takes any bytes; the error is a sentence.
[[nodiscard]] Result<GrownGraph, QString> pasteNodes(const RouteGraph &graph,
                                                     const QByteArray &text, CanvasPoint place);

/// Whether \a text is likely to be nodes, for enabling a command. Cheap.
[[nodiscard]] bool looksLikeNodes(const QByteArray &text);

} // namespace signalbox::models
