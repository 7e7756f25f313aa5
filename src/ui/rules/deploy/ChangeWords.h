// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/PolicyDiff.h"

#include <QString>

namespace signalbox::ui {

/// What has changed, as a line: "Node big renamed to large", "Route auto added".
[[nodiscard]] QString changeText(const models::PolicyChange &change);
/// Which value: "gpt-4o › Weight", "Row 3 › Cell 2".
[[nodiscard]] QString fieldText(const models::FieldChange &field);
/// A value for people, of compact JSON as FieldChange has it: conditions as sentences, texts
/// without quotation marks, "none" for what is not there.
[[nodiscard]] QString changedValueText(const QString &json);

} // namespace signalbox::ui
