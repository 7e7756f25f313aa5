// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/inspector/NodeSurroundings.h"

#include <QList>
#include <QString>

#include <utility>

class QComboBox;

namespace signalbox::ui {

/// The nodes that an output may lead to: id, and what people call it; in the order of the names.
using NodeChoices = QList<std::pair<QString, QString>>;

/// All of the route but the node itself. Those that would close a circle are refused by the edit,
/// which can say so.
[[nodiscard]] NodeChoices nodeChoices(const NodeSurroundings &surroundings);
/// Fills \a box with the nodes there are, ids as data, \a chosen being the current one; \a nowhere
/// is what an empty id means.
void showNodeChoice(QComboBox *box, const NodeSurroundings &surroundings, const QString &chosen,
                    const QString &nowhere);

} // namespace signalbox::ui
