// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/policy/RouteGraph.h"

#include <QString>

namespace signalbox::models {

// A cell of a decision table as people write it in one line, and back; values are those of
// ConditionText. Pure functions; what is written and read again is the same.

/// "any", "de, fr", "> 8000", "not in de, fr", "starts with gpt", "missing".
[[nodiscard]] QString cellText(const TableCell &cell, const SignalName &column);
/// Takes what cellText() writes; nothing, `*` or `-` for any; the names that comparisons have in
/// policies ("not_in"); and a cell as JSON. The error is an English sentence.
[[nodiscard]] Result<TableCell, QString> readCell(const QString &text, const SignalName &column);

} // namespace signalbox::models
