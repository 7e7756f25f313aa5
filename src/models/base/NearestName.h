// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

namespace signalbox::models {

/// The candidate that \a name is most likely a slip of: few edits away, letter case and `-` or `_`
/// aside. Empty when none is near.
QString nearestName(const QString &name, const QStringList &candidates);

} // namespace signalbox::models
