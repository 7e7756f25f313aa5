// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "routing/provider/ProviderCheck.h"

#include <QString>

namespace signalbox::ui {

/// What a connection test found, and what to do about it, in one or two sentences.
QString checkText(const models::Provider &provider, const routing::ProviderCheckResult &result);

} // namespace signalbox::ui
