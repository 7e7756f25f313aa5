// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace signalbox::ui {

/// What requests have had lately: values as rules write them, the most usual first, by the name of
/// the signal ("client", "header.x-team").
using ObservedValues = QHash<QString, QStringList>;

} // namespace signalbox::ui
