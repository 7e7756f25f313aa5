// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

namespace signalbox::models {

/// The names within {{ and }} of a prompt, as they are filled in, in order and as often as they
/// stand there: `{{{{` stands for two brackets.
[[nodiscard]] QStringList variablesIn(const QString &text);

} // namespace signalbox::models
