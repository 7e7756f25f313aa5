// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace signalbox::models {

/// Makes the folder \a path, and those above it, for its owner alone: what Signalbox keeps are
/// people's prompts. A folder that was there before stays as its owner has it. False when it cannot
/// be made.
bool makePrivateFolder(const QString &path);
/// Makes the empty file \a path for its owner alone, unless it is there. False when it cannot be
/// made.
bool makePrivateFile(const QString &path);

} // namespace signalbox::models
